# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold what ``kotipesa follow`` and ``kotipesa annex`` answer, and what they write."""

import json

import numpy as np
import pytest
from cli_run import csv_rows, said, said_json, tiny_folder
from followed_loads import REGION, tiny_plan
from openpyxl import load_workbook

from kotipesa.arrays import take
from kotipesa.monitor import follow
from kotipesa.plan.files import read_table
from kotipesa.plan.tables import Moves
from kotipesa.report.follow_tables import TABLES
from kotipesa.sources.loads import read_loads
from kotipesa.testing import write_loads
from kotipesa.testing.loads import load_rows

AS_OF = ("--as-of", "2026-02")
LOADS = """\
date,from,to,material,tonnes
2026-01-15,d,w,clay,10
2026-02-03,a,e,gravel,20
2026-02-04,a,f,gravel,5
"""


@pytest.fixture
def region(tmp_path):
    return tiny_folder(tmp_path / "tiny")


@pytest.fixture
def loads(tmp_path):
    path = tmp_path / "loads.csv"
    path.write_text(LOADS, encoding="utf-8")
    return path


def test_follow_gives_programs_every_table(capsys, region, loads):
    code, record = said_json(
        capsys, "follow", region, "--plan", tiny_plan(), "--loads", loads, *AS_OF
    )
    assert (code, record["as_of"], set(record) >= {*TABLES, "totals", "impact"}) == (
        *(0, "2026-02"),
        True,
    )
    totals = {name: record["totals"][name] for name in ("due_t", "hauled_t", "unplanned_t")}
    assert totals == {"due_t": 160.0, "hauled_t": 35.0, "unplanned_t": 5.0}
    assert record["months"][2] == {
        "month": "2026-03",
        "planned_t": 122.5,
        "hauled_t": None,
        "difference_t": None,
        "planned_cumulative_t": 282.5,
        "hauled_cumulative_t": None,
        "measured_t": None,
        "estimated_t": None,
        "unplanned_t": None,
    }
    assert record["impact"]["tonne_km"]["hauled"] == 20 * 12.0 + 10 * 25.0 + 5 * 20.0


def test_follow_tells_people_what_differs(capsys, region, loads):
    answer = said(capsys, "follow", region, "--plan", tiny_plan(), "--loads", loads, *AS_OF)
    assert answer.code == 0
    assert answer.out.startswith(
        "To the end of 2026-02: planned 160 t, hauled 35 t (22%), unplanned 5 t.\n"
    )
    assert "Nothing is planned between the places" in answer.out


def test_follow_writes_tables_for_everybody(capsys, region, loads, tmp_path):
    out = tmp_path / "out"
    words = ("follow", region, "--plan", tiny_plan(), "--loads", loads, *AS_OF, "--out", out)
    assert said(capsys, *words).code == 0
    assert {path.name for path in out.iterdir()} == {
        *TABLES.values(),
        *("follow.json", "follow.xlsx"),
    }
    rows = csv_rows(out / "follow_moves.csv")
    hauled = [(row["from_id"], row["to_id"], row["hauled_t"]) for row in rows]
    assert ("a", "e", "20") in hauled
    assert json.loads((out / "follow.json").read_text())["totals"]["hauled_t"] == 35.0
    book = load_workbook(out / "follow.xlsx")
    assert book.sheetnames == list(TABLES)
    assert book["moves"]["A1"].value == "Kind of start"
    first = {path.name: path.read_bytes() for path in out.iterdir()}
    assert said(capsys, *words).code == 0
    assert {path.name: path.read_bytes() for path in out.iterdir()} == first


def test_follow_writes_one_table_where_asked(capsys, region, loads, tmp_path):
    words = ("--plan", tiny_plan(), "--loads", loads, *AS_OF, "--csv", tmp_path / "moves.csv")
    assert said(capsys, "follow", region, *words).code == 0
    assert (tmp_path / "moves.csv").read_text().startswith("from_kind,from_id,to_kind")


def test_follow_reads_several_files_at_once(capsys, region, loads, tmp_path):
    other = tmp_path / "phone.csv"
    other.write_text("pvm,kuormia,ajoneuvo,mistä,minne,massa\n10.2.2026,1,city,a,e,gravel\n")
    words = ("--loads", loads, other, "--plan", tiny_plan(), *AS_OF)
    code, record = said_json(capsys, "follow", region, *words)
    assert (code, record["totals"]["estimated_t"]) == (0, 15.5)


def test_follow_refuses_bad_rows_with_their_place_and_cure(capsys, region, loads):
    loads.write_text(LOADS + "2026-02-31,a,e,gravel,20\n", encoding="utf-8")
    answer = said(capsys, "follow", region, "--plan", tiny_plan(), "--loads", loads, *AS_OF)
    assert answer.code == 1
    assert "row 5, date = '2026-02-31'" in answer.err + answer.out


def test_follow_asks_for_a_month_it_understands(capsys, region, loads):
    words = ("--plan", tiny_plan(), "--loads", loads, "--as-of", "spring")
    assert said(capsys, "follow", region, *words).code == 2


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_annex_writes_what_its_name_says(capsys, region, tmp_path, ending):
    path = tmp_path / "out" / f"annex.{ending}"
    code, record = said_json(capsys, "annex", region, "--to", path)
    assert (code, record["to"], path.stat().st_size > 5_000) == (0, str(path), True)
    assert "annex_hidden" in [problem["code"] for problem in record["problems"]]


def test_annex_takes_settings_and_refuses_other_endings(capsys, region, tmp_path):
    settings = tmp_path / "annex.toml"
    settings.write_text('title = "Annex 7"\nowners = ["city", "builder"]\n', encoding="utf-8")
    words = ("annex", region, "--settings", settings, "--by", "material,municipality")
    code, record = said_json(capsys, *words, "--to", tmp_path / "annex.docx")
    assert (code, record["title"]) == (0, "Annex 7")
    assert "annex_hidden" not in [problem["code"] for problem in record["problems"]]
    assert said(capsys, *words, "--to", tmp_path / "annex.odt").code == 2


def test_invented_loads_fit_their_plan_and_their_seed(tmp_path):
    rows = write_loads(tiny_plan(), tmp_path / "loads.csv", months=3, seed=7)
    assert rows == write_loads(tiny_plan(), tmp_path / "again.csv", months=3, seed=7)
    assert {row["weighed"] for row in rows} <= {"yes", "no"}
    loads, problems = read_loads([tmp_path / "loads.csv"])
    assert [p.code for p in problems if p.code != "load_overlap_proposed"] == []
    found = follow(REGION, tiny_plan(), loads)
    assert found.totals["matched_t"] > 0.5 * found.totals["due_t"]


def test_a_plan_without_moves_has_no_loads():
    moves = read_table(Moves, tiny_plan() / "moves.csv")
    assert load_rows(take(moves, np.zeros(len(moves), dtype=bool)), months=3) == []
