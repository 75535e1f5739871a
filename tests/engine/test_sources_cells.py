# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the reading of single cells: one meaning, or none."""

from datetime import date, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotipesa.periods import month_number
from kotipesa.sources.cells import (
    clean_text,
    decimal_mark,
    is_error_value,
    is_formula,
    list_parts,
    read_month,
    read_number,
    read_yes,
)
from kotipesa.sources.limits import shown
from kotipesa.sources.raw import cell_text

NBSP, NARROW, THIN = "\u00a0", "\u202f", "\u2009"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1250", 1250.0),
        ("-3", -3.0),
        ("\u22123,5", -3.5),
        ("+7", 7.0),
        ("12.5", 12.5),
        ("12,5", 12.5),
        ("1e-06", 1e-6),
        ("1,5E3", 1500.0),
        ("1 234,5", 1234.5),
        (f"1{NBSP}234{NBSP}567,25", 1234567.25),
        (f"1{NARROW}234", 1234.0),
        (f"1{THIN}234.5", 1234.5),
        ("1'234'567", 1234567.0),
        ("1’234,5", 1234.5),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("12.345.678", 12345678.0),
        ("12,345,678", 12345678.0),
        ("1.234.567,8", 1234567.8),
    ],
)
def test_a_number_is_read_in_every_way_offices_write_it(text, value):
    assert read_number(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "abc",
        "12 kpl",
        "1 23",
        "12 34 567",
        "1.23.456",
        "1,23,456.7",
        "1.234.56",
        "1.234,5.6",
        "1,2,3",
        "--1",
        "1_000",
        "nan",
        "inf",
        "0x10",
        "½",
        "",
        ",5",
        "5,",
    ],
)
def test_what_is_no_clear_number_is_none(text):
    assert read_number(text) is None


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_python_writes_reads_back_as_itself(value):
    assert read_number(cell_text(value)) == value


@given(st.integers(-(10**9), 10**9), st.integers(0, 99))
def test_finnish_writing_and_plain_writing_mean_the_same(whole, cents):
    finnish = f"{whole:,}".replace(",", NBSP) + f",{cents:02d}"
    assert read_number(finnish) == read_number(f"{whole}.{cents:02d}")


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("1,5", ","),
        ("1.5", "."),
        ("0.123", "."),
        ("1.234,5", ","),
        ("1,234.5", "."),
        ("1.234.567", ","),
        ("1.234", ""),
        ("1,234", ""),
        ("24.938", ""),
        ("12", ""),
    ],
)
def test_a_number_shows_its_decimal_mark_or_says_it_does_not(text, mark):
    assert decimal_mark(text) == mark


@pytest.mark.parametrize(
    "text",
    ["2026-03", "2026-3", "2026/03", "2026-03-15", "3/2026", "03/2026", "3.2026", "15.3.2026"],
)
def test_march_is_march_in_every_clear_writing(text):
    assert read_month(text) == month_number("2026-03")


@pytest.mark.parametrize(
    "text",
    [
        "2026",
        "202603",
        "3/15/2026",
        "15/3/2026",
        "2026.3",
        "2026-13",
        "2026-00",
        "0.2026",
        "32.3.2026",
        "46023",
        "maaliskuu",
        "26-03",
        "2026-03-15 12:00",
    ],
)
def test_what_may_be_another_month_is_none(text):
    assert read_month(text) is None


@pytest.mark.parametrize("text", ["yes", "Kyllä", "JA", "true", "1", "x", "X"])
def test_yes_is_yes_in_three_languages(text):
    assert read_yes(text) is True


@pytest.mark.parametrize("text", ["no", "Ei", "nej", "false", "0"])
def test_no_is_no_in_three_languages(text):
    assert read_yes(text) is False


def test_what_is_neither_yes_nor_no_is_none():
    assert read_yes("ehkä") is None


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "@SUM(A1)",
        "+cmd|' /C calc'!A0",
        "- cmd|' /C calc'!A0",
        "-2+3+cmd",
        "-kallio",
        "-E5",
        "\uff1d1+1",
        "a;=1+1",
        "a\n=1+1",
        "a\t@SUM(A1)",
    ],
)
def test_what_a_spreadsheet_would_run_is_a_formula(text):
    assert is_formula(text)


@pytest.mark.parametrize(
    "text", ["", "-", "--", "-5", "+358 40 123 4567", "a=b", "x@y.fi", "-1,5e3", "a; -b", "a, =b"]
)
def test_plain_text_and_signed_numbers_are_no_formulas(text):
    assert not is_formula(text)


def test_the_dashes_of_a_list_become_harmless_and_its_lines_end_in_one_way():
    assert clean_text(" - siirretään\r\n- jää\r-5 ") == "\u2013 siirretään\n\u2013 jää\n-5"
    assert not is_formula(clean_text("- siirretään\n- jää"))


@pytest.mark.parametrize("text", ["#REF!", "#N/A", "#puuttuu!", "#VÄRDEFEL!"])
def test_what_a_spreadsheet_could_not_compute_is_an_error_value(text):
    assert is_error_value(text)
    assert not is_error_value(f"{text} 1")


def test_a_list_loses_its_empty_and_double_parts_and_keeps_its_order():
    assert list_parts(" b | a ||b|") == ("b", "a")


def test_equal_letters_become_equal_texts():
    assert clean_text(" A\u0308hta\u0308ri\u00a0") == "Ähtäri"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (101.0, "101"),
        (np.float64(2.5), "2.5"),
        (np.int64(7), "7"),
        (1e300, "1e+300"),
        (True, "yes"),
        (np.bool_(0), "no"),
        (None, ""),
        (date(2026, 3, 1), "2026-03-01"),
        (datetime(2026, 3, 1, 12, 30), "2026-03-01"),  # noqa: DTZ001
        (["a", 2.0], "a|2"),
        ("01", "01"),
    ],
)
def test_a_python_value_becomes_the_text_a_person_would_type(value, text):
    assert cell_text(value) == text


def test_a_value_is_shown_on_one_short_line_that_no_terminal_obeys():
    assert shown("a\n\x1b[31m" + "b" * 100) == "a \ufffd[31m" + "b" * 52 + "…"
    assert shown(" " * 10**6) == "…"
