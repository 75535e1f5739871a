# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold what ``kotipesa siting`` shows and writes."""

import csv
import json

import pytest
from cli_run import csv_rows, said, said_json

from kotipesa.report import read_facts
from kotipesa.report.site_tables import sites_table
from kotipesa.report.speech import speech
from kotipesa.testing import random_tables


@pytest.fixture
def region(tmp_path):
    """Write a region with four unbuilt facilities, of which two pay."""
    draft = random_tables(2)
    draft.tables["locked"] = []
    for facility, fixed_eur in zip(
        draft.tables["facilities"], ["", "2000", "", "", "", "300", "", "2500"], strict=False
    ):
        facility["fixed_eur"] = fixed_eur
    return draft.write(tmp_path / "region")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_people_see_what_pays_to_open(capsys, tmp_path, golden, region, language):
    answer = said(capsys, "siting", region, "--out", tmp_path / "out", "--lang", language)
    assert answer.code == 0
    shown = answer.out.split("\n\n")[0].splitlines()[:8]
    golden(f"siting/choice_{language}.txt", "\n".join([*shown, ""]))
    table = sites_table(read_facts(tmp_path / "out"), speech(language))
    rows = (tuple(column.head for column in table.columns), *table.rows)
    lines = (table.caption, *(" | ".join(row) for row in rows), table.note)
    golden(f"siting/report_{language}.txt", "\n".join([*lines, ""]))


def test_the_files_tell_every_candidate_and_the_months_it_is_wanted(capsys, tmp_path, region):
    out = tmp_path / "out"
    code, record = said_json(capsys, "siting", region, "--out", out)
    assert (code, record["status"], record["opened"]) == (0, "optimal", ["source1", "store3"])
    assert record == json.loads((out / "plan.json").read_text(encoding="utf-8"))
    told = {row["facility"]: row for row in record["siting"]["candidates"]}
    written = {row["facility"]: row for row in csv_rows(out / "siting.csv")}
    assert list(told) == list(written) == ["outlet2", "source1", "store2", "store3"]
    assert [row["opened"] for row in written.values()] == ["no", "yes", "no", "yes"]
    assert told["store3"]["worth_eur"] > told["store3"]["fixed_eur"] == 5000
    with (out / "stocks.csv").open(encoding="utf-8", newline="") as file:
        stocks = [row for row in csv.DictReader(file) if row["store"] == "store3"]
    with (out / "moves.csv").open(encoding="utf-8", newline="") as file:
        moves = [row for row in csv.DictReader(file) if "store3" in (row["from_id"], row["to_id"])]
    by_month = {row["month"]: 0.0 for row in stocks}
    for row in stocks:
        by_month[row["month"]] += float(row["tonnes"])
    assert told["store3"]["peak_t"] == pytest.approx(max(by_month.values()))
    assert told["store3"]["used_from"] == min(row["month"] for row in moves)
    assert told["store3"]["used_to"] == max(row["month"] for row in moves)
    assert (told["store2"]["peak_t"], told["store2"]["used_from"]) == (0, None)
    assert record["fixed_eur"] == 7500
    rows = csv_rows(out / "siting_months.csv")
    months = {row["month"] for row in rows if row["facility"] == "source1"}
    assert told["source1"]["best_month"] in months


def test_alternatives_exclude_each_other(capsys, tmp_path, region):
    either = ("--either", "source1|store3")
    code, record = said_json(capsys, "siting", region, "--out", tmp_path / "out", *either)
    assert (code, record["opened"]) == (0, ["store3"])
    assert record["siting"]["either"] == [["source1", "store3"]]


def test_a_region_with_everything_built_has_nothing_to_choose_from(capsys, tmp_path, region):
    rows = csv_rows(region / "facilities.csv")
    with (region / "facilities.csv").open("w", encoding="utf-8", newline="") as file:
        written = csv.DictWriter(file, list(rows[0]))
        written.writeheader()
        written.writerows(row | {"fixed_eur": ""} for row in rows)
    code, record = said_json(capsys, "siting", region, "--out", tmp_path / "out")
    assert code == 1
    assert [one["code"] for one in record["problems"]] == ["siting_nothing_unbuilt"]
    assert not (tmp_path / "out").exists()
