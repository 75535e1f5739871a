# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold what each command answers, to people and to programs."""

import json

import polars as pl
import pytest
from cli_run import files_of, locked_too_much, said, said_json, tiny_folder

from kotipesa.region import read, region_rows
from kotipesa.testing import small_tables, tiny

CONTENTS = {
    "lots": 7,
    "projects": 0,
    "sites": 7,
    "facilities": 5,
    "municipalities": 3,
    "months": 4,
    "first_month": "2026-01",
    "last_month": "2026-04",
}


@pytest.fixture
def region(tmp_path):
    return tiny_folder(tmp_path / "tiny")


@pytest.fixture
def planned(capsys, region, tmp_path):
    assert said(capsys, "plan", region, "--out", tmp_path / "plan").code == 0
    return tmp_path / "plan"


def test_check_says_what_a_region_holds_and_what_was_left_to_defaults(capsys, region):
    code, record = said_json(capsys, "check", region)
    assert (code, record["errors"], record["region"]) == (0, 0, CONTENTS)
    assert [(p["code"], p["severity"], p["file"]) for p in record["problems"]] == [
        ("missing_optional", "note", "projects.csv"),
        ("missing_optional", "note", "roads.csv"),
    ]


def test_check_shows_each_problem_with_its_place_and_its_cure(capsys, tmp_path):
    region = tiny_folder(tmp_path / "tiny", c=("lots", "amount", "plenty"))
    answer = said(capsys, "check", region)
    assert answer.code == 1
    assert "lots.csv\n  error  row 4, amount = 'plenty'  This is not a number.\n" in answer.out
    assert "→ Write the number alone" in answer.out
    assert answer.out.endswith("1 error, 2 notes\n")


def test_check_gives_programs_each_problem_in_three_languages(capsys, tmp_path):
    region = tiny_folder(tmp_path / "tiny", c=("lots", "amount", "-3"))
    code, record = said_json(capsys, "check", region)
    (found,) = [p for p in record["problems"] if p["severity"] == "error"]
    assert (code, record["errors"], record["notes"]) == (1, 1, 2)
    place = {key: found[key] for key in ("code", "file", "sheet", "row", "column", "value")}
    assert place == {
        "code": "not_positive",
        "file": "lots.csv",
        "sheet": "",
        "row": 4,
        "column": "amount",
        "value": "-3",
    }
    assert set(found["message"]) == set(found["cure"]) == {"fi", "sv", "en"}
    assert found["message"]["fi"] == "Luvun on oltava suurempi kuin nolla."


def test_plan_prints_what_plan_json_says(capsys, region, tmp_path):
    code, record = said_json(capsys, "plan", region, "--out", tmp_path / "plan")
    assert code == 0
    assert record == json.loads((tmp_path / "plan" / "plan.json").read_text(encoding="utf-8"))
    assert (record["status"], record["objective_eur"]) == ("optimal", pytest.approx(1192.06))


def test_plan_sums_up_and_names_the_files_to_open(capsys, region, tmp_path):
    out = tmp_path / "plan"
    answer = said(capsys, "plan", region, "--out", out)
    assert answer.code == 0
    assert answer.out.startswith("Regional mass plan, January 2026")
    assert answer.out.endswith(
        f"Open:\n  {out / 'report.html'}\n  {out / 'plan.xlsx'}\n  {out / 'plan.gpkg'}\n"
    )
    assert "note: roads.csv: The table roads is not given" in answer.err
    assert "Reading and checking the region" in answer.err


def test_plan_speaks_the_language_asked_for(capsys, region, tmp_path):
    answer = said(capsys, "plan", region, "--out", tmp_path / "plan", "--lang", "sv")
    assert answer.out.startswith("Regional massplan")
    assert '<html lang="sv"' in (tmp_path / "plan" / "report.html").read_text(encoding="utf-8")


def test_plan_says_which_lots_are_left_out(capsys, tmp_path):
    region = tiny_folder(tmp_path / "tiny", d=("lots", "from", "2025-01"))
    lots = (region / "lots.csv").read_text(encoding="utf-8")
    early = lots.replace("2025-01,2026-04", "2025-01,2025-04")
    (region / "lots.csv").write_text(early, encoding="utf-8")
    answer = said(capsys, "plan", region, "--out", tmp_path / "plan")
    assert "Outside the plan 1 lots: Outside the planning horizon." in answer.out


def test_plan_twice_gives_the_same_bytes_but_for_the_seconds(capsys, region, tmp_path):
    written = []
    for name, more in (("one", ()), ("two", ("--processes", 2))):
        assert said(capsys, "plan", region, "--out", tmp_path / name, *more).code == 0
        files = files_of(tmp_path / name)
        plan = json.loads(files.pop("plan.json"))
        written.append((files, {key: plan[key] for key in plan if key != "seconds"}))
    assert written[0] == written[1]


def test_plan_stops_at_its_time_with_a_bound_that_holds(capsys, tmp_path):
    region = small_tables().write(tmp_path / "small")
    _, best = said_json(capsys, "plan", region, "--out", tmp_path / "best")
    code, hasty = said_json(capsys, "plan", region, "--out", tmp_path / "h", "--time-limit", 0)
    assert (code, hasty["status"]) == (0, "time_limit")
    assert hasty["lower_bound_eur"] <= best["objective_eur"] <= hasty["objective_eur"]


def test_plan_uses_unbuilt_facilities_only_when_told(capsys, tmp_path):
    region = tiny_folder(tmp_path / "tiny", w=("facilities", "fixed_eur", "1000"))
    _, without = said_json(capsys, "plan", region, "--out", tmp_path / "without")
    _, opened = said_json(capsys, "plan", region, "--out", tmp_path / "with", "--open", "w", "k")
    assert (without["opened"], opened["opened"]) == ([], ["k", "w"])
    assert without["unmet_t"] > opened["unmet_t"]


def test_agreed_moves_that_cannot_be_kept_are_told_and_written(capsys, tmp_path):
    region, out = locked_too_much(tmp_path / "tiny"), tmp_path / "plan"
    code, record = said_json(capsys, "plan", region, "--out", out)
    written = json.loads((out / "plan.json").read_text(encoding="utf-8"))
    assert (code, list(files_of(out))) == (3, ["plan.json"])
    assert (record["status"], written["status"]) == ("infeasible", "infeasible")
    assert [p["code"] for p in record["problems"]] == ["lock_over_amount"]
    assert {key: record[key] for key in written} == written
    assert "more is agreed than the lot holds" in said(capsys, "plan", region, "--out", out).err


def test_nothing_is_written_for_a_region_with_errors(capsys, planned, tmp_path):
    region = tiny_folder(tmp_path / "broken", c=("lots", "amount", "plenty"))
    before = files_of(tmp_path)
    for out in (planned, tmp_path / "new"):
        code, record = said_json(capsys, "plan", region, "--out", out)
        assert (code, [p["code"] for p in record["problems"]]) == (1, ["bad_number"])
    assert files_of(tmp_path) == before


def test_a_plan_takes_the_place_of_an_earlier_one(capsys, planned, tmp_path):
    region = locked_too_much(tmp_path / "locked")
    assert said(capsys, "plan", region, "--out", planned).code == 3
    assert list(files_of(planned)) == ["plan.json"]
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_report_writes_the_page_anew_in_another_language(capsys, planned):
    before = files_of(planned)
    answer = said(capsys, "report", planned, "--lang", "sv")
    after = files_of(planned)
    changed = {name for name in before if before[name] != after[name]}
    assert (answer.code, changed) == (0, {"report.html", "plan.xlsx"})
    assert '<html lang="sv"' in after["report.html"].decode()
    assert said(capsys, "report", planned, "--lang", "en").code == 0
    assert files_of(planned) == before


def test_report_needs_a_plan(capsys, region, tmp_path):
    for place, code in (
        (tmp_path / "none", "plan_directory_missing"),
        (region, "plan_file_missing"),
    ):
        before = files_of(tmp_path)
        exit_code, record = said_json(capsys, "report", place)
        assert (exit_code, record["problems"][0]["code"]) == (1, code)
        assert files_of(tmp_path) == before


def test_balance_adds_up_to_the_lots(capsys, region):
    code, record = said_json(capsys, "balance", region, "--by", "material")
    sums = {row["material"]: (row["surplus_t"], row["need_t"]) for row in record["rows"]}
    assert code == 0
    assert sums == {
        "clay": (50.0, 0.0),
        "crush": (0.0, 70.0),
        "fill": (0.0, 30.0),
        "gravel": (60.0, 50.0),
        "rock": (75.0, 0.0),
    }
    assert [member["owner"] for member in record["rests_on"]["members"]] == ["builder", "city"]


def test_balance_shows_a_table_and_what_it_rests_on(capsys, region):
    answer = said(capsys, "balance", region, "--by", "material")
    lines = [line.split() for line in answer.out.splitlines()]
    assert lines[0][0] == "Material"
    assert ["rock", "75", "0", "75"] in lines
    assert "Members 2; data from 3 of 26 municipalities" in answer.out


def test_balance_counts_only_the_areas_drawn(capsys, region, tmp_path):
    corners = [[24.8, 60.3], [25.0, 60.3], [25.0, 60.4], [24.8, 60.4], [24.8, 60.3]]
    square = {"type": "Polygon", "coordinates": [corners]}
    shapes = [{"type": "Feature", "properties": {"id": "here"}, "geometry": square}]
    area = tmp_path / "area.geojson"
    area.write_text(json.dumps({"type": "FeatureCollection", "features": shapes}), encoding="utf-8")
    code, record = said_json(capsys, "balance", region, "--area", area, "--by", "area,material")
    rows = [(row["area"], row["material"], row["net_t"]) for row in record["rows"]]
    assert (code, rows) == (0, [("here", "clay", 40.0), ("here", "gravel", 60.0)])


def test_balance_is_written_whole(capsys, region, tmp_path):
    path = tmp_path / "balance.csv"
    assert said(capsys, "balance", region, "--by", "month", "--csv", path).code == 0
    table = pl.read_csv(path)
    assert table["month"].to_list() == ["2026-01", "2026-02", "2026-03", "2026-04"]
    assert table["surplus_t"].sum() == pytest.approx(185.0)


def test_match_ranks_the_counterparts_of_a_lot(capsys, region):
    code, record = said_json(capsys, "match", region, "a")
    possible = [row["id"] for row in record["rows"] if not row["excluded_by"]]
    assert (code, record["lot"], possible) == (0, "a", ["e", "k", "g", "w"])
    assert "Nobody accepts this grade: 3" in said(capsys, "match", region, "a").out


def test_explain_says_where_a_lot_goes_and_why_not_elsewhere(capsys, region):
    code, record = said_json(capsys, "explain", region, "a")
    assert (code, record["unmet_t"], record["price_eur_per_t"]) == (0, 0.0, pytest.approx(6.008))
    assert [(m["to_id"], m["month"], m["tonnes"]) for m in record["moves"]] == [
        ("e", "2026-02", 50.0),
        ("g", "2026-02", 10.0),
    ]
    dearer = {c["id"]: c["too_dear_eur_per_t"] for c in record["candidates"]}
    assert (dearer["e"], dearer["r"]) == (0.0, None)
    assert (
        "One tonne more would cost the region 6.01 €." in said(capsys, "explain", region, "a").out
    )


def test_explain_reads_the_limits_of_a_price_aloud(capsys, tmp_path):
    region = tiny_folder(tmp_path / "more", a=("lots", "amount", "100000"))
    told = said(capsys, "explain", region, "a", "--lang", "fi").out
    (limits,) = [line for line in told.splitlines() if line.startswith("Hintaan vaikuttavat")]
    assert "Ratkaisematta jäämisen hinta" in limits
    assert "_" not in limits


@pytest.mark.parametrize("command", ["match", "explain"])
def test_a_lot_nobody_knows_is_a_problem(capsys, region, command):
    code, record = said_json(capsys, command, region, "zz")
    assert (code, [p["code"] for p in record["problems"]]) == (1, ["unknown_lot"])


def test_compare_finds_nothing_between_a_plan_and_itself(capsys, planned):
    code, record = said_json(capsys, "compare", planned, planned)
    assert (code, record["same_input"], record["moves"], record["inputs"]) == (0, True, [], [])
    assert "The moves are the same." in said(capsys, "compare", planned, planned).out


def test_compare_names_what_changed_and_why(capsys, planned, tmp_path):
    region = tiny_folder(tmp_path / "less", e=("lots", "amount", "30"))
    said(capsys, "plan", region, "--out", tmp_path / "after")
    code, record = said_json(capsys, "compare", planned, tmp_path / "after")
    changed = [(row["table"], row["id"], row["before"], row["after"]) for row in record["inputs"]]
    assert (code, record["same_input"]) == (0, False)
    assert ("lots", "e", "50", "30") in changed
    assert "Moves changed between" in said(capsys, "compare", planned, tmp_path / "after").out


def test_export_to_a_workbook_reads_back_as_the_same_region(capsys, region, tmp_path):
    path = tmp_path / "out" / "lots.xlsx"
    code, record = said_json(capsys, "export", region, "--to", path)
    assert (code, record) == (0, {"to": str(path), "region": CONTENTS, "not_held": []})
    assert region_rows(read(path)) == region_rows(tiny())


def test_export_to_a_geopackage_has_every_lot_as_a_point(capsys, region, tmp_path):
    path = tmp_path / "lots.gpkg"
    assert said(capsys, "export", region, "--to", path).code == 0
    assert path.read_bytes().startswith(b"SQLite format 3")
