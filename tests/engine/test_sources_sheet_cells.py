# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold what the cells of a sheet mean beyond their values: merged, hidden, wrong, or no header."""

import re
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from region_written import lot, places, site, workbook_of

from kotipesa.region import read, read_tolerantly, region_rows
from kotipesa.sources import read_workbook

KNOWN = {"lots": {"id": "id", "name": "text", "amount": "number", "from": "month", "site": "ref"}}


def written(path, rows, change=lambda _: None):
    book = openpyxl.load_workbook(workbook_of(path, lots=rows))
    change(book["lots"])
    book.save(path)
    return read_workbook(path, KNOWN)


def rewritten(path, change):
    """Change the XML of the first sheet, as another program might have written it."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name).decode() for name in archive.namelist()}
    members["xl/worksheets/sheet1.xml"] = change(members["xl/worksheets/sheet1.xml"])
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return read_workbook(path, KNOWN)


def told(problems):
    return [(p.code, p.where.row, p.where.column, dict(p.params)) for p in problems]


def cells(tables):
    table = tables["lots"]
    return [(int(line), *row) for line, *row in zip(table.lines, *table.cells, strict=True)]


ROWS = [["id", "name", "amount", "own"], ["a", "x", 1, 2], ["b", None, 3, 4], [], ["c", "z", 5, 6]]


@pytest.mark.parametrize(
    ("merged", "problem"),
    [
        ("B2:B3", [("merged_cells", 2, "name", {"cells": "B2:B3"})]),
        ("B2:C2", [("merged_cells", 2, "name", {"cells": "B2:C2"})]),
        ("A1:B1", [("merged_cells", 1, "id", {"cells": "A1:B1"})]),
        ("B3:C3", []),
        ("D2:D3", []),
        ("A4:D4", []),
        ("A7:D9", []),
    ],
)
def test_merged_cells_are_refused_where_a_value_would_be_lost(tmp_path, merged, problem):
    def merge(sheet):
        if merged == "B3:C3":
            sheet["C3"] = None
        sheet.merge_cells(merged)

    _, problems = written(tmp_path / "r.xlsx", ROWS, merge)
    assert told(problems) == problem


def test_a_title_merged_over_the_header_is_no_part_of_the_table(tmp_path):
    def merge(sheet):
        sheet.insert_rows(1)
        sheet["A1"] = "● pakollinen"
        sheet.merge_cells("A1:D1")

    tables, problems = written(tmp_path / "r.xlsx", ROWS, merge)
    assert (problems, tables["lots"].header_line, len(tables["lots"])) == ((), 2, 3)


def test_hidden_rows_and_sheets_are_read_and_noted(tmp_path):
    def hide(sheet):
        sheet.row_dimensions[3].hidden = True
        sheet.row_dimensions[4].hidden = True
        sheet.parent.create_sheet("ohje")
        sheet.sheet_state = "hidden"
        sheet.parent.active = 1

    tables, problems = written(tmp_path / "r.xlsx", ROWS, hide)
    assert [row[1] for row in cells(tables)] == ["a", "b", "c"]
    assert told(problems)[1:] == [
        ("hidden_sheet", 1, "", {}),
        ("hidden_rows", 3, "", {"count": "1"}),
    ]


def test_a_date_in_place_of_an_id_is_told_and_one_in_a_month_is_read(tmp_path):
    rows = [["id", "from", "site"], ["a", date(2026, 3, 1), datetime(2026, 2, 1, 12)]]  # noqa: DTZ001
    tables, problems = written(tmp_path / "r.xlsx", [*rows, ["b", date(2026, 4, 9), "s"]])
    assert cells(tables)[0] == (2, "a", "2026-03-01", "2026-02-01")
    assert told(problems) == [("id_is_date", 2, "site", {"count": "1"})]


def test_an_error_value_is_never_an_empty_cell(tmp_path):
    workbook_of(tmp_path / "r.xlsx", lots=[["id", "name"], ["a", 41], [42, 43]])
    tables, _ = rewritten(
        tmp_path / "r.xlsx",
        lambda sheet: re.sub(r't="n"><v>(41|42|43)</v>', r't="e"><v>#REF!</v>', sheet),
    )
    assert cells(tables) == [(2, "a", "#REF!"), (3, "#REF!", "#REF!")]


def test_an_error_value_in_a_region_is_an_error_of_its_row(tmp_path):
    def spoil(text):
        return text.replace('t="n"><v>100</v>', 't="e"><v>#N/A</v>')

    sheets = {
        "lots": [list(lot()), list(lot().values())],
        "sites": [list(site()), [*site().values()]],
    }
    path = workbook_of(tmp_path / "r.xlsx", **sheets)
    rewritten(path, spoil)
    assert places(read_tolerantly(path)[1]) == [("error_cell", 2, "amount")]


@pytest.mark.parametrize("wrong", ["<f>40+1</f><v>41</v>", "<f>40+1</f>"])
def test_a_formula_in_a_cell_without_a_place_is_found_too(tmp_path, wrong):
    workbook_of(tmp_path / "r.xlsx", lots=[["id", "amount"], ["a", 41]])
    unplaced = lambda sheet: re.sub(r' r="[A-Z]+\d+"', "", sheet)  # noqa: E731
    tables, problems = rewritten(tmp_path / "r.xlsx", unplaced)
    assert (cells(tables), problems) == ([(2, "a", "41")], ())
    _, problems = rewritten(
        tmp_path / "r.xlsx", lambda sheet: unplaced(sheet).replace("<v>41</v>", wrong)
    )
    assert [p.code for p in problems] == ["unplaced_cells"]


def test_true_as_libreoffice_writes_it_is_no_formula(tmp_path):
    workbook_of(tmp_path / "r.xlsx", lots=[["id", "amount"], ["a", 1], ["b", 0]])

    def as_formulas(sheet):
        true = sheet.replace("<v>1</v>", '<f aca="false">TRUE()</f><v>1</v>')
        return true.replace("<v>0</v>", "<f>1=2</f><v>0</v>")

    tables, _ = rewritten(tmp_path / "r.xlsx", as_formulas)
    assert cells(tables) == [(2, "a", "1"), (3, "b", "=0")]


def test_a_number_is_no_thousand_because_others_were_typed_with_a_comma(tmp_path):
    rows = [["id", "amount"], ["a", 1.234], ["b", "2,5"], ["1.234", 1.234]]
    tables, _ = written(tmp_path / "r.xlsx", rows)
    assert cells(tables) == [(2, "a", "1.2340"), (3, "b", "2,5"), (4, "1.234", "1.2340")]


def test_dates_of_an_old_mac_are_the_same_days(tmp_path):
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.title = "lots"
    for row in (["id", "from"], ["a", date(2026, 3, 1)]):
        book.active.append(row)
    book.save(tmp_path / "r.xlsx")
    tables, problems = read_workbook(tmp_path / "r.xlsx", KNOWN)
    assert (cells(tables), problems) == ([(2, "a", "2026-03-01")], ())


def test_sheets_and_heads_are_known_in_any_language_also_mixed(tmp_path):
    heads = ("Tunnus", "Riktning", "MATERIAL", "Määrä", "Yksikkö", "Plats", "Från", "To")
    lots = dict(zip(heads, lot().values(), strict=True))
    lots |= {"pilaantuneisuus": "Ren", "vieraslajeja": "Nej"}
    sites = {"id": "s", "Itäkoordinaatti": "24,94", "Y": 60.17, "Kommun": "Helsingfors"}
    path = workbook_of(
        tmp_path / "r.xlsx",
        erät=[list(lots), list(lots.values())],
        Platser=[list(sites), list(sites.values())],
        Inställningar=[["Asetus", "Arvo"], ["Kuukausia", 12], ["Sträckor", "Linnuntie"]],
        lue_tämä=[["anything"]],
    )
    tables, settings = region_rows(read(path))
    assert tables["lots"] == [lot(amount="100") | {"municipality": "Helsingfors"}]
    assert (settings["months"], settings["distances"]) == (12, "crow")
    assert "unknown_sheet" not in [p.code for p in read_tolerantly(path)[1]]


def test_one_column_under_two_names_is_refused(tmp_path):
    header = [*lot(), "Tunnus"]
    path = workbook_of(tmp_path / "r.xlsx", lots=[header, [*lot().values(), "b"]])
    assert ("duplicate_column", 1, "Tunnus") in places(read_tolerantly(path)[1])
