# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold what ``kotipesa scenarios`` shows and writes."""

import json

import pytest
from cli_run import csv_rows, files_of, said, said_json
from sweep_works import CLUSTERS, need_cluster

from kotipesa.scenarios.playing import FIGURES
from kotipesa.testing import random_tables

FILES = {"scenarios.json", "scenarios.csv", "firmness.csv", "kept.jsonl"}
HERE = ("--processes", 1)


@pytest.fixture
def region(tmp_path):
    """Write a region of some projects."""
    return random_tables(2).write(tmp_path / "region")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_people_see_scenarios_like_this(capsys, tmp_path, monkeypatch, golden, language):
    monkeypatch.chdir(tmp_path)
    random_tables(2).write(tmp_path / "region")
    words = ("scenarios", "region", "-n", 12, "--out", "out", *HERE)
    answer = said(capsys, *words, "--lang", language)
    assert answer.code == 0
    golden(f"scenarios/shown_{language}.txt", answer.out)


def test_what_is_written_is_what_json_says_with_where_it_comes_from(capsys, tmp_path, region):
    out = tmp_path / "out"
    code, record = said_json(capsys, "scenarios", region, "-n", 8, "--seed", 3, "--out", out, *HERE)
    assert code == 0
    assert {path.name for path in out.iterdir()} == FILES
    written = json.loads((out / "scenarios.json").read_text())
    moves = written.pop("moves")
    assert {key: record[key] for key in written} == written
    assert (written["n"], written["seed"], sum(written["statuses"].values())) == (8, 3, 8)
    assert set(written["distributions"]) == set(FIGURES)
    assert {"late_sigma", "haul_spread", "amount_spread:A"} < set(written["unverified"])
    assert all(figure["source"] for figure in written["variation"])
    assert len(written["input_sha256"]) == 64
    rows = csv_rows(out / "firmness.csv")
    assert [row["from_id"] for row in rows] == [move["from_id"] for move in moves]
    rows = csv_rows(out / "scenarios.csv")
    assert [int(row["scenario"]) for row in rows] == list(range(8))


def test_the_same_words_write_the_same_bytes_again_and_elsewhere(capsys, tmp_path, region):
    words = ("scenarios", region, "-n", 6, *HERE)
    said(capsys, *words, "--out", tmp_path / "a")
    first = files_of(tmp_path / "a")
    said(capsys, *words, "--out", tmp_path / "a")
    said(capsys, *words, "--out", tmp_path / "b")
    assert files_of(tmp_path / "a") == files_of(tmp_path / "b") == first


@pytest.mark.parametrize("url", CLUSTERS)
def test_clusters_play_the_same_scenarios(capsys, tmp_path, monkeypatch, region, url):
    need_cluster(url, monkeypatch)
    words = ("scenarios", region, "-n", 6)
    said(capsys, *words, "--out", tmp_path / "cluster", "--backend", url)
    said(capsys, *words, "--out", tmp_path / "here", *HERE)
    assert files_of(tmp_path / "cluster") == files_of(tmp_path / "here")


def test_nothing_varies_where_nothing_is_asked_to(capsys, tmp_path, region):
    words = ("scenarios", region, "-n", 3, "--vary", "", "--out", tmp_path / "out", *HERE)
    _, record = said_json(capsys, *words)
    cost = record["distributions"]["cost_eur"]
    assert cost["low"] == cost["high"] == pytest.approx(cost["base"], rel=1e-4)
    assert record["safe"]["of_base_tonnes"] == pytest.approx(record["safe"]["tonnes"], rel=1e-3)


@pytest.mark.parametrize(
    ("words", "exit_code", "code"),
    [
        (("--vary", "weather"), 2, "choice_unknown"),
        (("--backend", "spark://x"), 2, "backend_unknown"),
        (("-n", "0"), 2, "argument_beyond"),
        (("--open", "nowhere"), 2, "open_unknown_facility"),
        (("--variation", "missing.csv"), 1, "path_not_found"),
    ],
)
def test_wrong_words_are_told(capsys, tmp_path, region, words, exit_code, code):
    asked = ("scenarios", region, "-n", 2, "--out", tmp_path / "out", *HERE, *words)
    answer, record = said_json(capsys, *asked)
    assert (answer, [found["code"] for found in record["problems"]]) == (exit_code, [code])


def test_a_region_without_a_plan_has_no_scenarios(capsys, tmp_path):
    region = random_tables(7, broken_lock=True).write(tmp_path / "region")
    code, record = said_json(capsys, "scenarios", region, "--out", tmp_path / "out", *HERE)
    assert (code, record["errors"]) == (3, len(record["problems"]))
