# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold that no text in any cell makes the reading stumble: it is a value or a problem."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from region_written import lot, places, site, workbook_of
from test_region_read import TABLES

from kotipesa.errors import LANGUAGES, InputError, cure, message
from kotipesa.region import check, from_rows, read_tolerantly, region_schema
from kotipesa.region.folder.write import write_tables

NASTY = [
    "",
    " ",
    "-",
    "0",
    "-0",
    "1e400",
    "1e-400",
    "-1e12",
    "9" * 400,
    "1.234",
    "1,5",
    "0,0",
    "nan",
    "inf",
    "∞",
    "²",
    "٣",
    "=1",
    "@x",
    "+x",
    "|",
    "a|a|",
    "s",
    "1",
    "2026-01",
    "0000-01",
    "9999-12",
    "1.2026",
    "louhe",
    "Ä" * 300,
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    "\u202e",
    "\x00",
    "EPSG:3067",
    "EPSG:0",
    "no",
    "clean|clean",
    "store",
    "{0}",
    "{id}",
]
FORMULAS = ("=1", "@x", "+x")
"""What no file of ours may hold; see test_region_exports."""
CELLS = [
    (table, column.name)
    for table, columns in region_schema().items()
    if table in TABLES
    for column in columns
]
SETTINGS = [column.name for column in region_schema()["settings"]]


def told(problems):
    for problem in problems:
        for language in LANGUAGES:
            assert message(problem, language)
            assert cure(problem, language)


@given(st.lists(st.tuples(st.sampled_from(CELLS), st.sampled_from(NASTY)), max_size=6))
def test_no_cell_of_a_table_makes_the_reading_stumble(changes):
    tables = {name: [dict(row) for row in rows] for name, rows in TABLES.items()}
    for (table, column), text in changes:
        tables[table][0][column] = text
    try:
        told(from_rows(tables).notes)
    except InputError as fault:
        told(fault.problems)


@given(st.dictionaries(st.sampled_from(SETTINGS), st.sampled_from(NASTY)))
def test_no_setting_makes_the_reading_stumble(settings):
    try:
        from_rows(TABLES, settings)
    except InputError as fault:
        told(fault.problems)


@pytest.mark.parametrize("text", [text for text in NASTY if text not in {"\x00", *FORMULAS}])
def test_a_cell_is_read_alike_from_python_and_from_a_file(tmp_path, text):
    tables = {"lots": [lot(), lot(id="b", amount=text, name=text)], "sites": [site()]}
    write_tables(tables, {}, tmp_path / "r")
    try:
        found = places(from_rows(tables).notes, "error")
    except InputError as fault:
        found = places(fault.problems)
    assert places(check(tmp_path / "r")) == found


def test_settings_in_a_sheet_need_no_header_and_stand_once(tmp_path):
    lots, sites = ([list(row), list(row.values())] for row in (lot(), site()))
    settings = [["months", 12], ["start", "2026-02"], [None, "x"], ["months", 13], ["gap", "=1"]]
    path = workbook_of(tmp_path / "r.xlsx", lots=lots, sites=sites, settings=settings)
    region, problems = read_tolerantly(path)
    assert places(problems) == [("duplicate_id", 4, "months"), ("formula_cell", 5, "gap")]
    assert (region.settings.months, region.horizon.labels()[0]) == (12, "2026-02")


def test_an_amount_beyond_all_measure_is_refused():
    with pytest.raises(InputError) as fault:
        from_rows({"lots": [lot(amount="1e13")], "sites": [site()]})
    assert places(fault.value.problems) == [("out_of_range", 2, "amount")]
