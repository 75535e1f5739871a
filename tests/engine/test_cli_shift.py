# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold what ``kotipesa shift`` shows and writes."""

import json

import pytest
from cli_run import csv_rows, files_of, said, said_json
from test_shifts_laws import calendar_tables

HERE = ("--processes", 1)


@pytest.fixture
def region(tmp_path):
    """Write a region some of whose projects may move."""
    return calendar_tables(1234).write(tmp_path / "region")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_people_see_moves_and_targets_like_this(capsys, tmp_path, monkeypatch, golden, language):
    monkeypatch.chdir(tmp_path)
    calendar_tables(1234).write(tmp_path / "region")
    answer = said(capsys, "shift", "region", "--out", "out", *HERE, "--lang", language)
    assert answer.code == 0
    golden(f"shift/shown_{language}.txt", answer.out)


def test_what_is_written_is_what_json_says(capsys, tmp_path, region):
    out = tmp_path / "out"
    words = ("shift", region, "--out", out, "--recovery", "0.5,1", "--co2", "0.9", *HERE)
    code, record = said_json(capsys, *words)
    assert (code, set(files_of(out))) == (0, {"shift.json", "shift.csv", "targets.csv"})
    written = json.loads((out / "shift.json").read_text())
    assert {key: record[key] for key in written} == written
    rows = csv_rows(out / "shift.csv")
    moves = [(p["project"], m["months"]) for p in written["projects"] for m in p["moves"]]
    assert [(row["project"], int(row["months"])) for row in rows] == moves
    steps = csv_rows(out / "targets.csv")
    curves = [(row["curve"], float(row["target"])) for row in steps]
    assert curves[:2] == [("recovery_share", 0.5), ("recovery_share", 1.0)]
    assert len(curves) == 3
    assert written["joint"]["method"] == "search"


@pytest.mark.parametrize("words", [("--recovery", "1.5"), ("--co2", "much"), ("--co2", "-1")])
def test_shares_out_of_bounds_are_told(capsys, tmp_path, region, words):
    code, record = said_json(capsys, "shift", region, "--out", tmp_path / "out", *words)
    assert (code, [found["code"] for found in record["problems"]]) == (2, ["shares_of_one"])
