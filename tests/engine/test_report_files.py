# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""The workbook, the map layers and the summary hold what the plan says, and nothing that acts."""

import json
import zipfile
from pathlib import Path

import numpy as np
import polars as pl
import pyogrio
import pytest
import shapely
from python_calamine import CalamineWorkbook
from report_sample import write_sample

from kotipesa.errors import LANGUAGES
from kotipesa.report import Facts, read_facts, summary_text, write_gpkg, write_xlsx
from kotipesa.report.whole_file import whole_file

SHEETS = ["summary", "moves", "stocks", "balance", "unmet", "explain", "lots", "facilities"]
LIKE_FORMULAS = ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "#N/A", "=HYPERLINK(0)", "a\x07b"]


@pytest.fixture(scope="module")
def facts(tmp_path_factory) -> Facts:
    return read_facts(write_sample(Path(tmp_path_factory.mktemp("plan")), lots=60, seed=4))


@pytest.fixture(scope="module")
def book(facts, tmp_path_factory) -> CalamineWorkbook:
    path = Path(tmp_path_factory.mktemp("book")) / "plan.xlsx"
    write_xlsx(facts, "fi", path)
    return CalamineWorkbook.from_path(path)


def rows(book: CalamineWorkbook, sheet: str) -> list[dict[str, object]]:
    head, *body = book.get_sheet_by_name(sheet).to_python()
    return [dict(zip(head, row, strict=True)) for row in body]


def test_the_workbook_has_a_sheet_a_table(book):
    assert book.sheet_names == [*SHEETS, "factors"]


def test_the_workbook_holds_every_row_with_numbers_as_numbers(book, facts):
    assert [len(rows(book, name)) for name in SHEETS[1:]] == [
        len(getattr(facts, name)) for name in SHEETS[1:]
    ]
    assert [row["Tonnia"] for row in rows(book, "moves")] == facts.moves["tonnes"].to_list()
    first = facts.moves.row(0, named=True)
    month = rows(book, "moves")[0]["Kuukausi"]
    assert (month.year, month.month) == (first["month"] // 12, first["month"] % 12 + 1)


def test_codes_are_words_of_the_language(book, facts, tmp_path):
    assert {row["Ylijäämä vai tarve"] for row in rows(book, "lots")} == {
        *("Ylijäämä (kaivettava)", "Alijäämä (tarvittava)")
    }
    write_xlsx(facts, "sv", tmp_path / "plan.xlsx")
    lots = rows(CalamineWorkbook.from_path(tmp_path / "plan.xlsx"), "lots")
    assert "Helsingfors" in {row["Kommun"] for row in lots}


def test_the_summary_sheet_tells_the_total_price(book, facts):
    told = {row["Mitä"]: row["Arvo"] for row in rows(book, "summary")}
    assert told["Kokonaishinta"] == facts.plan.figure("objective_eur")
    assert told["Alaraja"] == facts.plan.figure("lower_bound_eur")


def test_heads_are_bold_and_stay_in_sight(facts, tmp_path):
    write_xlsx(facts, "en", tmp_path / "plan.xlsx")
    with zipfile.ZipFile(tmp_path / "plan.xlsx") as archive:
        sheets = [archive.read(n).decode() for n in archive.namelist() if "/sheet" in n]
    assert len(sheets) == 9
    assert all('state="frozen"' in sheet and "<autoFilter" in sheet for sheet in sheets)


def test_no_text_can_become_a_formula(tmp_path):
    directory = write_sample(tmp_path / "plan", lots=2 * len(LIKE_FORMULAS))
    lots = pl.read_csv(directory / "lots.csv", infer_schema=False)
    lots.with_columns(
        name=pl.Series(LIKE_FORMULAS * 2), owner=pl.Series(LIKE_FORMULAS[::-1] * 2)
    ).write_csv(directory / "lots.csv")
    record = json.loads((directory / "plan.json").read_text())
    record["factors"] = [{"id": "=1", "fi": "=2", "source": "=3", "unit": "=4", "year": "=5"}]
    (directory / "plan.json").write_text(json.dumps(record))
    write_xlsx(read_facts(directory), "fi", tmp_path / "plan.xlsx")
    with zipfile.ZipFile(tmp_path / "plan.xlsx") as archive:
        sheets = [archive.read(n).decode() for n in archive.namelist() if "/sheet" in n]
    assert [s for s in sheets if "<f>" in s or "<f " in s or 't="e"' in s or 't="f"' in s] == []
    names = {
        row["Nimi"] for row in rows(CalamineWorkbook.from_path(tmp_path / "plan.xlsx"), "lots")
    }
    assert {name.strip() for name in names} == {
        n.replace("\x07", "").strip() for n in LIKE_FORMULAS
    }


@pytest.mark.parametrize(
    ("name", "write"),
    [("plan.xlsx", lambda f, p: write_xlsx(f, "fi", p)), ("plan.gpkg", write_gpkg)],
)
def test_the_same_facts_give_the_same_bytes(facts, tmp_path, name, write):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        write(facts, tmp_path / folder / name)
    assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_file_that_could_not_be_finished_leaves_the_old_one(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text("old")

    def write_half() -> None:
        with whole_file(path) as unfinished:
            unfinished.write_text("half")
            raise OSError

    with pytest.raises(OSError, match=r"^$"):
        write_half()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_map_layers_have_the_right_shapes_in_the_right_place(facts, tmp_path):
    path = tmp_path / "plan.gpkg"
    write_gpkg(facts, path)
    kinds = dict(pyogrio.list_layers(path).tolist())
    assert kinds == {"lots": "Point", "facilities": "Point", "moves": "LineString"}
    about = [pyogrio.read_info(path, layer=name) for name in kinds]
    assert [info["crs"] for info in about] == ["EPSG:3067"] * 3
    assert [info["features"] for info in about] == [
        *(len(facts.lots), len(facts.facilities), len(facts.moves))
    ]


def test_a_move_is_a_line_from_its_start_to_its_end(facts, tmp_path):
    write_gpkg(facts, tmp_path / "plan.gpkg")
    meta, _, shapes, values = pyogrio.raw.read(tmp_path / "plan.gpkg", layer="moves")
    columns = dict(zip(meta["fields"], values, strict=True))
    lines = shapely.from_wkb(shapes)
    place = {i: (x, y) for i, x, y in facts.lots.select("id", "x_m", "y_m").iter_rows()}
    place |= {i: (x, y) for i, x, y in facts.facilities.select("id", "x_m", "y_m").iter_rows()}
    ends = zip(columns["from_id"], columns["to_id"], lines, strict=True)
    assert all(list(line.coords) == [place[a], place[b]] for a, b, line in ends)
    assert columns["tonnes"].tolist() == facts.moves["tonnes"].to_list()
    assert set(columns["month"]) <= {
        f"{y}-{m:02d}" for y in range(2026, 2030) for m in range(1, 13)
    }


def test_what_has_no_place_keeps_its_row(tmp_path):
    directory = write_sample(tmp_path / "plan")
    (directory / "facilities.csv").unlink()
    facts = read_facts(directory)
    write_gpkg(facts, tmp_path / "plan.gpkg")
    _, _, shapes, _ = pyogrio.raw.read(tmp_path / "plan.gpkg", layer="moves")
    known = (facts.moves["from_kind"] == "lot") & (facts.moves["to_kind"] == "lot")
    assert len(shapes) == len(facts.moves)
    assert np.array([shape is not None for shape in shapes]).tolist() == known.to_list()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_is_short_and_plain(facts, golden, language):
    text = summary_text(facts, language)
    assert len(text.splitlines()) <= 20
    assert "\xa0" not in text
    golden(f"report/summary.{language}.txt", text + "\n")


def test_the_summary_of_no_plan_gives_the_reasons(tmp_path, golden):
    reason = {"code": "lock", "fi": "Lukko rikkoo säännön.", "sv": "x", "en": "y"}
    record = {"status": "infeasible", "conflicts": [reason], "start": "2026-01", "months": 12}
    (tmp_path / "plan.json").write_text(json.dumps(record))
    golden("report/summary.infeasible.fi.txt", summary_text(read_facts(tmp_path), "fi") + "\n")
