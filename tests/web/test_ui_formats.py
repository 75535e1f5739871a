# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Check how numbers, months and codes are written in three languages."""

from datetime import date

import pytest
from django.template import Context, Template
from django.utils import translation

from kotipesa_web.ui.formats import (
    NOTHING,
    carried,
    code_text,
    date_text,
    interval_text,
    month_words,
    number_text,
    unit_text,
)

THIN = "\u202f"


@pytest.mark.parametrize(
    ("language", "expected"),
    [("fi", f"1{THIN}234,5"), ("sv", f"1{THIN}234,5"), ("en", "1,234.5")],
)
def test_a_number_has_the_comma_of_its_language(language, expected):
    with translation.override(language):
        assert number_text(1234.5, 1) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "0"),
        (12, "12"),
        (0.5, "0,5"),
        (12.34, "12,3"),
        (123.4, "123"),
        (-0.2, "−0,2"),
        (-0.001, "0"),
        (None, NOTHING),
    ],
)
def test_a_number_has_no_more_decimals_than_serve(value, expected):
    with translation.override("fi"):
        assert number_text(value) == expected


def test_an_interval_without_ends_is_not_written():
    assert (interval_text(None, 3), interval_text(1, None)) == ("", "")


@pytest.mark.parametrize(
    ("language", "long", "short"),
    [
        ("fi", "maaliskuu 2026", "3/2026"),
        ("sv", "mars 2026", "3/2026"),
        ("en", "March 2026", "Mar 2026"),
    ],
)
def test_a_month_is_written_in_words_or_short(language, long, short):
    with translation.override(language):
        assert (month_words("2026-03"), month_words("2026-03", short=True)) == (long, short)


@pytest.mark.parametrize(
    ("language", "expected"), [("fi", "11.12.2026"), ("sv", "2026-12-11"), ("en", "11 Dec 2026")]
)
def test_a_date_is_not_taken_for_another(language, expected):
    with translation.override(language):
        assert date_text(date(2026, 12, 11)) == expected


def test_what_is_no_month_stays_as_it_is():
    assert (month_words("soon"), month_words(None)) == ("soon", NOTHING)


@pytest.mark.parametrize(
    ("language", "expected"), [("fi", "Louhe"), ("sv", "Sprängsten"), ("en", "Blasted rock")]
)
def test_a_code_is_written_as_its_word(language, expected):
    with translation.override(language):
        assert code_text("material", "louhe") == expected


def test_a_code_of_ones_own_stays_as_it_is():
    assert code_text("material", "own mix") == "own mix"


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ('{% number 1234.5 "t" decimals=1 %}', f"1{THIN}234,5\xa0t"),
        ('{% month "2026-03" %}', "maaliskuu 2026"),
        ('{% month "2026-03" "short" %}', "3/2026"),
        ('{% code "material" "louhe" %}', "Louhe"),
        (
            '{% interval 900 1200 1600 "t" %}',
            f'1{THIN}200\xa0t <span class="between">(900{NOTHING}1{THIN}600)</span>',
        ),
        (
            '{% status "attention" "Vanha" %}',
            '<span class="status status-attention"><span aria-hidden="true">▲</span> Vanha</span>',
        ),
    ],
)
def test_a_tag_writes_what_the_readme_says(tag, expected):
    with translation.override("fi"):
        assert Template(tag).render(Context()) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fi", ["€/t/kk", "kgCO₂e/t", "m³ktr", "kpl"]),
        ("sv", ["€/t/mån", "kgCO₂e/t", "m³ktr", "st"]),
        ("en", ["€/t/month", "kgCO₂e/t", "m³ktr", "pcs"]),
    ],
)
def test_a_unit_has_its_signs_and_the_words_of_its_language(language, expected):
    with translation.override(language):
        assert [unit_text(u) for u in ("EUR/t/month", "kgCO2e/t", "m3ktr", "pcs")] == expected


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ((38_501_275, 25_887_517, 49_087_204), (39_000_000, 26_000_000, 49_000_000)),
        ((1_362, 1_233, 1_490), (1_360, 1_230, 1_490)),
        ((16_294.4, None, None), (16_300, None, None)),
        ((0.093, 0.07, 0.12), (0.093, 0.07, 0.12)),
        ((0, 0, 0), (0, 0, 0)),
        ((None, 500, 2_000), (None, 500, 2_000)),
        ((None, None, None), (None, None, None)),
    ],
)
def test_an_estimate_is_shown_with_the_figures_it_carries(told, kept):
    assert carried(*told) == kept
