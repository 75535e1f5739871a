# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold that no file we write makes a spreadsheet run what somebody typed into another file."""

import csv
import re
import zipfile

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from region_written import csv_text, folder_of, lot, places, site, workbook_of
from workbook_written import filled_by_hand

from kotipesa.balance import balance, write_balance_csv
from kotipesa.errors import InputError, Problem
from kotipesa.plan import make_plan
from kotipesa.region import check, from_rows, merge_rows, read, region_rows, region_schema
from kotipesa.region.folder.write import write_region, write_tables
from kotipesa.report.directory import write_plan
from kotipesa.report.region_files import write_region_file
from kotipesa.report.template_file import write_template
from kotipesa.sources.cells import clean_text
from kotipesa.sources.columns import read_value
from kotipesa.workflow.arrivals import import_into

HOSTILE = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+cmd|' /C calc'!A0",
    "-cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "\n@x",
    " =1+1",
    "\u00a0=1+1",
    "\uff1d1+1",
    "a;=1+1",
    "a\n=1+1",
    "a\r+x",
    "a\t-x+y",
    "-E5",
    "+1e5+A1",
)
HARMLESS = (
    "-",
    "-5",
    "+358 40 123 4567",
    "- a dash of a list",
    "two\n- dashes\n- in a list",
    "a=b",
    "x@y.fi",
    "1-2",
    "'=1",
    "<script>alert(1)</script>",
    "a, =b",
    "5 %",
)
TEXT_COLUMNS = [
    column
    for table in region_schema().values()
    for column in table
    if column.type in ("text", "id")
]
_NUMBER_LIKE = re.compile(r"[+-][\d\s().,/’'%+-]*(?:\d[eE][+-]?\d+)?")


def runs(text: str) -> bool:
    """Tell whether a spreadsheet would run a text, whatever splits its cells."""
    parts = re.split(r"[;\t\r\n]", text)
    return any(part[:1] in tuple("=@+-") and not _NUMBER_LIKE.fullmatch(part) for part in parts)


def assert_harmless(folder):
    """Look at every cell of every csv file and workbook, and at every text of every page."""
    looked_at = set()
    for file in sorted(folder.rglob("*")):
        if file.suffix == ".csv":
            with file.open(encoding="utf-8-sig", newline="") as lines:
                wrong = [cell for row in csv.reader(lines) for cell in row if runs(cell)]
            assert wrong == [], file.name
        elif file.suffix == ".xlsx":
            with zipfile.ZipFile(file) as archive:
                sheets = [archive.read(n).decode() for n in archive.namelist() if "/sheet" in n]
            assert [s for s in sheets if re.search(r'<f[ >/]|\bt="(?:e|str|d)"', s)] == [], (
                file.name
            )
        elif file.suffix == ".html":
            assert "<script>alert" not in file.read_text(encoding="utf-8"), file.name
        looked_at.add(file.suffix)
    return looked_at


def region_of(text):
    """Put a text wherever a person may type one."""
    name = " ".join(text.split())
    lots = [
        lot(id=f"{name}1", name=text, note=text, owner=text, project=name, municipality=text),
        lot(id="need", direction="need", name=text, owner=text, phase=text),
    ]
    sites = [site(name=text, type=text, municipality=text)]
    facilities = [{"id": f"{name}2", "role": "outlet", "site": "s", "owner": text, "eur_per_t": 1}]
    projects = [{"id": name, "name": text, "owner": text, "project_area": text, "phase": text}]
    own = [{"code": f"{name}3", "group": text, "t_per_m3ktr": 2, "source": text}]
    tables = {"lots": lots, "sites": sites, "facilities": facilities, "projects": projects}
    return from_rows(tables | {"materials": own}, {"distances": "crow"})


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_comes_in_by_no_door(tmp_path, text):
    tables = {"lots": [lot(name=text)], "sites": [site()]}
    cell = '"' + text.replace('"', '""') + '"'
    lots = csv_text([lot(name=cell, own="")])
    strange = csv_text([lot(own=cell)])
    sheets = {name: [list(rows[0]), list(rows[0].values())] for name, rows in tables.items()}
    doors = [
        lambda: from_rows(tables),
        lambda: read(folder_of(tmp_path / "a", lots=lots, sites=csv_text([site()]))),
        lambda: read(workbook_of(tmp_path / "r.xlsx", **sheets)),
        lambda: import_into([folder_of(tmp_path / "b", lots=lots) / "lots.csv"], tmp_path / "c"),
        lambda: import_into([folder_of(tmp_path / "d", lots=strange) / "lots.csv"], tmp_path / "c"),
        lambda: write_tables(tables, {}, tmp_path / "e"),
        lambda: merge_rows(tmp_path / "f", "lots", [lot(own=clean_text(text))]),
    ]
    for door in doors[:-2]:
        with pytest.raises(InputError) as fault:
            door()
        assert "formula_cell" in {p.code for p in fault.value.problems}
    for door in doors[-2:]:
        if runs(text):
            with pytest.raises(InputError):
                door()
    assert not any((tmp_path / name).exists() for name in "cef")


def test_a_hostile_head_stays_out_as_well(tmp_path):
    folder = folder_of(tmp_path / "a", lots=csv_text([lot() | {"=1+1": ""}]))
    with pytest.raises(InputError) as fault:
        import_into([folder / "lots.csv"], tmp_path / "b")
    assert places(fault.value.problems) == [("formula_cell", 1, "=1+1")]


@pytest.mark.parametrize("text", HARMLESS)
def test_no_export_of_a_harmless_text_runs_anything(tmp_path, text):
    region = region_of(text)
    write_region(region, tmp_path / "folder")
    write_region_file(region, tmp_path / "export.xlsx")
    write_region_file(region, tmp_path / "seutumassa.csv")
    for language in ("fi", "sv", "en"):
        write_template(tmp_path / f"{language}.xlsx", language, region)
    write_balance_csv(balance(region, by=("owner", "project", "municipality")), tmp_path / "b.csv")
    write_plan(make_plan(region), tmp_path / "plan", language="sv")
    assert assert_harmless(tmp_path) >= {".csv", ".xlsx", ".html", ".toml"}
    again = region_rows(read(tmp_path / "folder"))
    assert again == region_rows(region) == region_rows(read(tmp_path / "export.xlsx"))
    assert again[0]["lots"][0]["note"] == clean_text(text) or text == "-"


@given(st.text(st.sampled_from("=+-@;\t\r\n \u00a0ae15|!'\"\uff1d.,()%"), max_size=10))
@example("-\t=1")
@example("- -x")
@example("5e5;-x")
@settings(max_examples=400)
def test_no_text_that_is_read_would_run(text):
    column = TEXT_COLUMNS[0]
    value = read_value(text, next(c for c in TEXT_COLUMNS if c.name == "note"))
    assume(not isinstance(value, Problem))
    assert not runs(value)
    assert clean_text(value) == value
    assert isinstance(read_value(text, column), Problem | str)


@pytest.mark.parametrize("count", [1, 300])
def test_long_columns_are_as_safe_as_short_ones(count):
    """Long columns are looked at as a whole first, and only what is odd cell by cell."""
    lots = [lot(id=f"i{n}", note=f"n{n}") for n in range(count)]
    for text in HOSTILE:
        lots[-1]["note"] = text
        with pytest.raises(InputError) as fault:
            from_rows({"lots": lots, "sites": [site()]})
        assert places(fault.value.problems) == [("formula_cell", count + 1, "note")]


def test_a_workbook_filled_in_by_hand_is_harmless_after_it_was_brought_in(tmp_path):
    filled_by_hand(tmp_path / "r.xlsx", "fi")
    import_into([tmp_path / "r.xlsx"], tmp_path / "region")
    assert assert_harmless(tmp_path / "region") == {".csv"}
    assert places(check(tmp_path / "region")) == []
