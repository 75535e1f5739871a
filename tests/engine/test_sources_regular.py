# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold that the quick way of reading tables gives what the careful one gives, or steps aside."""

import csv
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotipesa.errors import Problem
from kotipesa.region import region_schema
from kotipesa.sources import DEFAULT_LIMITS, coded, read_delimited
from kotipesa.sources.cells import clean_text
from kotipesa.sources.columns import read_cell, read_column
from kotipesa.sources.delimited.regular import split_regular
from kotipesa.sources.plain import FEW

COLUMNS = {column.name: column for column in region_schema()["lots"]}
SIGNS = st.sampled_from([*'ab1,;"\r\n \t', "ä", "\ufeff"])


def split(text, delimiter=","):
    found = split_regular(text.encode(), delimiter, DEFAULT_LIMITS)
    return found and [found.header, *zip(*(c.spread() for c in found.columns), strict=True)]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["", "end"])
def test_regular_text_is_split_at_once(end, last):
    text = end.join(['id,"na,me"', "a,", '"b ""c""",d', "ä, e "]) + (end if last else "")
    assert split(text) == [("id", "na,me"), ("a", ""), ('b "c"', "d"), ("ä", " e ")]


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1\n",
        "a,b\n1,2,3\n",
        "a,b\n\n1,2\n",
        "a,b\r1,2\r",
        'a,b\n1,x"y\n',
        'a,b\n"1"2,3\n',
        'a,b\n"1\n2",3\n',
        'a,b\n"1,2\n',
        "\na,b\n",
        f"a,b\n1,{'x' * (DEFAULT_LIMITS.cell_chars + 1)}\n",
    ],
)
def test_text_with_a_surprise_is_left_to_the_careful_way(text):
    assert split(text) is None


@given(st.text(SIGNS, min_size=1, max_size=40), st.sampled_from([",", ";"]))
def test_what_is_split_at_once_is_what_the_csv_library_splits(text, delimiter):
    found = split(text, delimiter)
    if found is not None:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        assert [row for row in found if any(row)] == [tuple(row) for row in rows if any(row)]


def test_blank_rows_fall_out_and_lines_are_counted_on(tmp_path):
    path = tmp_path / "lots.csv"
    path.write_text("id,name\na,x\n,\nb,y\n", encoding="utf-8")
    table, problems = read_delimited(path, "lots", {"id", "name"})
    assert (table.lines.tolist(), [list(column) for column in table.cells], problems) == (
        [2, 4],
        [["a", "b"], ["x", "y"]],
        (),
    )


@given(
    st.sampled_from(["id", "name", "amount", "amount_low", "level_m", "from", "site"]),
    st.lists(
        st.text(SIGNS, max_size=6)
        | st.sampled_from(["1", "-1", "0", "1e400", "1.5", "1.234", "=a", "+1", "a b", "NaN", "٣"]),
        max_size=12,
    ),
)
def test_a_long_column_is_read_as_its_cells_one_by_one(name, odd):
    texts = [*odd, *(str(number) for number in range(FEW))]
    if any("," in text for text in texts):
        texts = [text for text in texts if "," not in text]
    column = COLUMNS[name]
    read = read_column(coded(texts), column)
    ones = [read_cell(clean_text(text), column) for text in texts]
    faulty = sorted({int(row) for rows, _ in read.faults for row in rows})
    assert faulty == [row for row, one in enumerate(ones) if isinstance(one, Problem)]
    for value, one in zip(read.values.spread().tolist(), ones, strict=True):
        assert isinstance(one, Problem) or value == one or np.isnan(value) == np.isnan(one)
