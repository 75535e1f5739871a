# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the reading of delimited text: any shape offices write, true lines, no lost rows."""

import dataclasses
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotipesa.sources import DEFAULT_LIMITS, read_delimited

COLUMNS = {"id", "name", "amount"}


def read(folder: Path, text: str | bytes, limits=DEFAULT_LIMITS):
    path = folder / "lots.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_delimited(path, "lots", COLUMNS, limits)


def rows(table) -> list[tuple[int, ...]]:
    return [(int(line), *cells) for line, *cells in zip(table.lines, *table.cells, strict=True)]


def codes(problems) -> list[tuple[str, int]]:
    return [(p.code, p.where.row) for p in problems]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_delimiter_line_end_and_mark_gives_the_same_table(tmp_path, delimiter, end, mark):
    lines = ["id;name;amount", 'a;"Pihlaja; iso";1', "b;Äyri;2", ""]
    text = mark + end.join(lines).replace(";", delimiter)
    table, problems = read(tmp_path, text)
    assert rows(table) == [(2, "a", f"Pihlaja{delimiter} iso", "1"), (3, "b", "Äyri", "2")]
    assert (table.header, problems) == (("id", "name", "amount"), ())


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "utf-16"])
def test_an_old_encoding_is_read_and_noted(tmp_path, encoding):
    table, problems = read(tmp_path, "id;name\na;Järvenpää\n".encode(encoding))
    assert rows(table) == [(2, "a", "Järvenpää")]
    assert codes(problems) == [("encoding_guessed", 0)]


def test_the_euro_sign_shows_the_windows_encoding(tmp_path):
    table, _ = read(tmp_path, "id;name\na;5 €\n".encode("cp1252"))
    assert rows(table) == [(2, "a", "5 €")]


def test_zero_bytes_are_no_text(tmp_path):
    assert codes(read(tmp_path, b"id,name\na,\x00\x00\n")[1]) == [("bad_encoding", 0)]


@pytest.mark.parametrize("text", ["", "\ufeff", "\n\n  \n", " \t \r\n"])
def test_an_empty_file_is_a_problem(tmp_path, text):
    assert read(tmp_path, text)[0] is None
    assert codes(read(tmp_path, text)[1]) == [("empty_file", 0)]


def test_blank_lines_are_skipped_and_rows_keep_their_numbers(tmp_path):
    table, problems = read(tmp_path, "\n\nid;name\n\na;x\n;;;\n\nb;y\n;\n")
    assert (rows(table), table.header_line) == ([(5, "a", "x"), (8, "b", "y")], 3)
    assert problems == ()


def test_a_line_break_inside_quotes_counts_as_a_line(tmp_path):
    table, _ = read(tmp_path, 'id,name\na,"one\ntwo"\nb,x\n')
    assert rows(table) == [(2, "a", "one\ntwo"), (4, "b", "x")]


def test_the_separator_line_of_excel_is_obeyed(tmp_path):
    table, problems = read(tmp_path, "sep=;\nid;name\na;x,y,z\n")
    assert (rows(table), problems) == ([(3, "a", "x,y,z")], ())


def test_the_header_tells_the_delimiter_even_where_texts_have_more_of_another(tmp_path):
    table, _ = read(tmp_path, "id;name, and, more, commas\na;x\n")
    assert table.header == ("id", "name, and, more, commas")


def test_a_row_with_too_many_cells_is_lost_alone(tmp_path):
    table, problems = read(tmp_path, "id,amount\na,1\nb,1,5\nc,2\n")
    assert rows(table) == [(2, "a", "1"), (4, "c", "2")]
    assert codes(problems) == [("ragged_row", 3)]


def test_empty_cells_beyond_the_header_do_not_matter(tmp_path):
    table, problems = read(tmp_path, "id,name\na,x,,,\n")
    assert (rows(table), problems) == ([(2, "a", "x")], ())


def test_cells_missing_at_the_end_are_empty_and_noted_once(tmp_path):
    table, problems = read(tmp_path, "id,name,amount\na\nb,x\nc,y,1\n")
    assert rows(table) == [(2, "a", "", ""), (3, "b", "x", ""), (4, "c", "y", "1")]
    assert [(p.code, p.where.row, p.params) for p in problems] == [
        ("short_rows", 2, (("count", "2"),))
    ]


@pytest.mark.parametrize("stray", ['b,"open', 'b,"closed" early'])
def test_a_stray_quote_costs_its_own_line_only(tmp_path, stray):
    table, problems = read(tmp_path, f'id,name\na,x\n{stray}\nc,"y"\nd,z\n')
    assert rows(table) == [(2, "a", "x"), (4, "c", "y"), (5, "d", "z")]
    assert codes(problems) == [("broken_quotes", 3)]


def test_a_quote_inside_a_plain_cell_is_text(tmp_path):
    table, problems = read(tmp_path, 'id,name\na,5" pipe\n')
    assert (rows(table), problems) == ([(2, "a", '5" pipe')], ())


def test_a_long_cell_is_lost_alone(tmp_path):
    text = f"id,name\na,x\nb,{'y' * 40_000}\nc,{' ' * 200_000}\nd,z\n"
    table, problems = read(tmp_path, text)
    assert rows(table) == [(2, "a", "x"), (5, "d", "z")]
    assert codes(problems) == [("cell_too_long", 3), ("cell_too_long", 4)]


def test_a_long_cell_over_many_lines_is_lost_alone(tmp_path):
    text = 'id,name\na,"' + "y\n" * 100_000 + '"\nb,x\n'
    table, problems = read(tmp_path, text)
    assert (100_003, "b", "x") in rows(table)
    assert {p.code for p in problems} == {"broken_quotes", "short_rows"}


def test_a_line_that_never_ends_is_passed_by_in_little_memory(tmp_path):
    path = tmp_path / "lots.csv"
    with path.open("wb") as file:
        file.write(b"id,name\na,x\nb,")
        for _ in range(64):
            file.write(b" " * (1 << 20))
        file.write(b"\nc,y\n")
    tracemalloc.start()
    table, problems = read_delimited(path, "lots", COLUMNS)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert rows(table) == [(2, "a", "x"), (4, "c", "y")]
    assert codes(problems) == [("cell_too_long", 3)]
    assert peak < 48 << 20


def test_a_file_is_refused_by_its_size_before_it_is_read(tmp_path):
    limits = dataclasses.replace(DEFAULT_LIMITS, file_bytes=10)
    table, problems = read(tmp_path, "id,name\na,x\n", limits)
    assert (table, codes(problems)) == (None, [("file_too_large", 0)])


@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n")), min_size=2),
        max_size=8,
    )
)
def test_no_text_makes_the_reader_stumble(tmp_path_factory, cells):
    text = "id,name\n" + "\n".join(",".join(row) for row in cells)
    table, _ = read(tmp_path_factory.mktemp("any"), text)
    assert table is not None
    assert len(table) <= len(cells)
