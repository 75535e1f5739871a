# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the reading of workbooks: true rows, plain texts, formulas found, bombs left packed."""

import dataclasses
import struct
import zipfile
import zlib
from contextlib import suppress
from datetime import date

import openpyxl
import pytest
from region_written import workbook_of

from kotipesa.sources import DEFAULT_LIMITS, read_workbook
from kotipesa.sources.apart import RefusedError
from kotipesa.sources.archive import archive_problem
from kotipesa.sources.workbook.parse import parse

KNOWN = {"lots": {"id", "name", "amount", "from"}, "sites": {"id", "x"}}


def rows(table) -> list[tuple[object, ...]]:
    return [(int(line), *cells) for line, *cells in zip(table.lines, *table.cells, strict=True)]


def codes(problems) -> list[tuple[str, str]]:
    return [(p.code, p.where.sheet) for p in problems]


def repacked(path, changes, level=9):
    """Pack a workbook again with some members replaced."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in (members | changes).items():
            archive.writestr(name, content)
    return path


def member(path, name) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


def test_numbers_dates_and_gaps_come_as_texts_with_their_rows(tmp_path):
    path = workbook_of(
        tmp_path / "r.xlsx",
        lots=[
            [],
            ["id", "name", "amount", "from"],
            [101, "Äyri", 12.5, date(2026, 3, 1)],
            [],
            ["02", None, 3, "2026-04"],
        ],
    )
    tables, problems = read_workbook(path, KNOWN)
    assert rows(tables["lots"]) == [
        (3, "101", "Äyri", "12.5", "2026-03-01"),
        (5, "02", "", "3", "2026-04"),
    ]
    assert (tables["lots"].header_line, problems) == (2, ())


def test_sheets_are_known_by_name_in_any_case_and_others_are_noted(tmp_path):
    path = workbook_of(tmp_path / "r.xlsx", Lots=[["id"], ["a"]], ohje=[["x"]], sites=[])
    tables, problems = read_workbook(path, KNOWN)
    assert list(tables) == ["lots"]
    assert codes(problems) == [("unknown_sheet", "ohje"), ("empty_file", "sites")]


def test_a_formula_is_found_where_it_is_read_and_nowhere_else(tmp_path):
    path = workbook_of(
        tmp_path / "r.xlsx",
        lots=[["id", "amount", "own"], ["a", "=1+1", "=2+2"], ["b", 5, 6]],
        calc=[["=3+3"]],
    )
    tables, _ = read_workbook(path, KNOWN)
    assert rows(tables["lots"]) == [(2, "a", "=", ""), (3, "b", "5", "6")]


def test_a_formula_with_a_stored_value_is_found_too(tmp_path):
    path = workbook_of(tmp_path / "r.xlsx", lots=[["id", "amount"], ["a", 41]])
    sheet = member(path, "xl/worksheets/sheet1.xml")
    stored = sheet.replace(b"<v>41</v>", b"<f>40+1</f><v>41</v>")
    assert stored != sheet
    tables, _ = read_workbook(repacked(path, {"xl/worksheets/sheet1.xml": stored}), KNOWN)
    assert rows(tables["lots"]) == [(2, "a", "=41")]


def test_what_is_no_workbook_is_said_so(tmp_path):
    path = tmp_path / "r.xlsx"
    for content in (b"", b"id,name\n", b"PK\x03\x04" + b"\0" * 100):
        path.write_bytes(content)
        assert [p.code for p in read_workbook(path, KNOWN)[1]] == ["bad_workbook"]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_workbook_cut_off_anywhere_is_a_problem(tmp_path, share):
    path = workbook_of(tmp_path / "r.xlsx", lots=[["id"], *([str(n)] for n in range(500))])
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    assert [p.code for p in read_workbook(path, KNOWN)[1]] == ["bad_workbook"]


def test_a_workbook_that_claims_too_much_is_not_unpacked(tmp_path):
    path = workbook_of(tmp_path / "r.xlsx", lots=[["id"], ["a"]])
    limits = dataclasses.replace(DEFAULT_LIMITS, unpacked_bytes=1_000)
    assert [p.code for p in read_workbook(path, KNOWN, limits)[1]] == ["zip_bomb"]


def test_a_member_packed_too_well_is_not_unpacked(tmp_path):
    path = workbook_of(tmp_path / "r.xlsx", lots=[["id"], ["a"]])
    spaces = b"<x>" + b" " * (16 << 20) + b"</x>"
    repacked(path, {"xl/sharedStrings.xml": spaces})
    (problem,) = read_workbook(path, KNOWN)[1]
    assert problem.code == "zip_bomb"
    assert "sharedStrings" in dict(problem.params)["reason"]


def test_a_member_that_lies_about_its_size_is_caught_while_counting(tmp_path):
    path = workbook_of(tmp_path / "r.xlsx", lots=[["id"], ["a"]])
    repacked(path, {"xl/sharedStrings.xml": b" " * (16 << 20)})
    content = path.read_bytes()
    true, false = struct.pack("<L", 16 << 20), struct.pack("<L", 1_000)
    path.write_bytes(content.replace(true, false))
    (problem,) = read_workbook(path, KNOWN)[1]
    assert problem.code == "bad_workbook"
    assert "more than the 1000 bytes" in dict(problem.params)["reason"]


@pytest.mark.parametrize(
    ("cell", "told"),
    [("XFD1048576", ("parser_out_of_memory", "")), ("CV500000", ("too_many_cells", "lots"))],
)
def test_one_far_cell_does_not_make_a_huge_table(tmp_path, cell, told):
    book = openpyxl.Workbook()
    book.active.title = "lots"
    book.active.append(["id"])
    book.active[cell] = "far"
    book.save(tmp_path / "r.xlsx")
    tables, problems = read_workbook(tmp_path / "r.xlsx", KNOWN)
    assert (tables, codes(problems)) == ({}, [told])


def test_a_document_type_is_refused_so_that_no_entity_grows(tmp_path):
    path = workbook_of(tmp_path / "r.xlsx", lots=[["id"], ["a"]])
    book = member(path, "xl/workbook.xml")
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + book.partition(b"?>")[2]
    repacked(path, {"xl/workbook.xml": bomb})
    assert [p.code for p in read_workbook(path, KNOWN)[1]] == ["bad_workbook"]


def test_a_workbook_without_its_index_is_a_problem(tmp_path):
    path = tmp_path / "r.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "x")
    assert [p.code for p in read_workbook(path, KNOWN)[1]] == ["bad_workbook"]


def test_a_workbook_without_a_sheet_is_no_workbook(tmp_path):
    path = workbook_of(tmp_path / "r.xlsx", lots=[["id"], ["a"]])
    index = member(path, "xl/workbook.xml").replace(b"<sheet ", b"<leaf ")
    repacked(path, {"xl/workbook.xml": index})
    assert [p.code for p in read_workbook(path, KNOWN)[1]] == ["bad_workbook"]


def test_damaged_bytes_never_get_past_the_reader(tmp_path):
    path = workbook_of(tmp_path / "r.xlsx", lots=[["id"], *([f"row {n}"] for n in range(50))])
    content = path.read_bytes()
    for step in range(60):
        place = zlib.crc32(bytes([step])) % len(content)
        damaged = bytearray(content)
        damaged[place] ^= 0xFF
        path.write_bytes(damaged)
        if archive_problem(path) is None:
            with suppress(RefusedError):
                found = parse(path, known={"lots": {}}, names={"lots": "lots"}, cells=1_000)
                assert found["tables"] or found["problems"]
