# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Check what the fields of forms take in, refuse and show."""

import re
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation

from kotipesa.vocab import codes
from kotipesa_web.ui.columns import columns_of
from kotipesa_web.ui.fields import CodeField, DecimalCommaField, MonthField, OutlineField, field_for
from kotipesa_web.ui.formats import NOTHING


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 234,5", "1234.5"),
        ("1\u202f234,5", "1234.5"),
        ("1234.5", "1234.5"),
        ("12000", "12000"),
        ("0,125", "0.125"),
        ("-3,5", "-3.5"),
        ("−3", "-3"),
        ("12,3456", "12.3456"),
    ],
)
def test_a_decimal_is_read_as_people_write_it(text, expected):
    assert DecimalCommaField().clean(text) == Decimal(expected)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1.234", "ambiguous"),
        ("12,500", "ambiguous"),
        ("1.234,5", "ambiguous"),
        ("1,234,567", "invalid"),
        ("abc", "invalid"),
        ("1e5", "invalid"),
        ("nan", "invalid"),
        ("½", "invalid"),
    ],
)
def test_a_number_that_can_be_read_two_ways_is_refused(text, code):
    with pytest.raises(ValidationError) as refused:
        DecimalCommaField().clean(text)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("language", "value", "expected"),
    [
        ("fi", Decimal("1234.50"), "1234,5"),
        ("en", Decimal("1234.50"), "1234.5"),
        ("fi", 100, "100"),
    ],
)
def test_a_kept_number_is_shown_as_it_may_be_typed(language, value, expected):
    with translation.override(language):
        field = DecimalCommaField()
        assert field.prepare_value(value) == expected
        assert field.clean(expected) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03", "2026-03"),
        ("3/2026", "2026-03"),
        ("03.2026", "2026-03"),
        (" 2026-12 ", "2026-12"),
    ],
)
def test_a_month_is_read_in_the_ways_people_write_it(text, expected):
    assert MonthField().clean(text) == expected


@pytest.mark.parametrize("text", ["2026-13", "2026", "maaliskuu", "13/2026"])
def test_what_is_no_month_is_refused(text):
    with pytest.raises(ValidationError):
        MonthField().clean(text)


def test_codes_are_offered_in_the_language_of_the_page():
    field = CodeField("direction")
    offered = {}
    for language in ("fi", "sv", "en"):
        with translation.override(language):
            offered[language] = list(field.choices)
    assert offered == {
        language: [
            ("", NOTHING),
            *((one.code, getattr(one, language)) for one in codes("direction")),
        ]
        for language in ("fi", "sv", "en")
    }


def test_an_open_list_offers_what_stands_and_looks_as_any_other():
    class Phases(forms.Form):
        phase = field_for("lots", "phase")

    shown = str(Phases(initial={"phase": "odottaa rahaa"})["phase"].as_widget())
    assert 'class="govuk-select"' in shown
    assert '<option value="odottaa rahaa" selected>odottaa rahaa</option>' in shown
    assert Phases({"phase": "odottaa rahaa"}).is_valid()


def test_an_outline_is_corners_one_on_a_line():
    text = "24.9 60.2\n25,1 60,2\n25.0 60.4"
    assert OutlineField().clean(text) == [(24.9, 60.2), (25.1, 60.2), (25.0, 60.4)]


@pytest.mark.parametrize("text", ["24.9 60.2", "24.9 60.2\nhere\n25 60", "1 2\n3 4\n5 96"])
def test_an_outline_needs_three_corners_on_the_earth(text):
    with pytest.raises(ValidationError):
        OutlineField().clean(text)


@pytest.mark.parametrize("table", ["projects", "lots", "sites", "facilities"])
def test_every_column_makes_a_field_with_its_words(table):
    for column in columns_of(table):
        field = field_for(table, column.name)
        for language in ("fi", "sv", "en"):
            with translation.override(language):
                assert (field.label, field.help_text) == (
                    column.title(),
                    column.form_help(),
                )


def test_no_form_speaks_of_files_columns_or_codes():
    words = re.compile(r"\.csv|sarak|kolumn|column|\b(clean|sealed|have|store|virgin|m3ktr)\b")
    for table in ("projects", "lots", "sites", "facilities"):
        for column in columns_of(table):
            if column.type in {"id", "ref", "crs", "geometry"}:  # forms have their own for these
                continue
            for language in ("fi", "sv"):
                with translation.override(language):
                    assert not words.search(column.form_help()), (column.name, language)


def test_a_form_made_of_columns_says_what_is_wrong_by_the_field():
    class LotForm(forms.Form):
        amount = field_for("lots", "amount")
        starts = field_for("lots", "from")

    with translation.override("fi"):
        form = LotForm({"amount": "1.234", "starts": "joskus"})
        assert {name: list(found) for name, found in form.errors.items()} == {
            "amount": ["Onko tässä tuhaterotin vai desimaali? Kirjoita luku ilman tuhaterottimia."],
            "starts": ["Kirjoita kuukausi muodossa vuosi ja kuukausi, esimerkiksi 2026-03."],
        }


def test_a_form_may_say_otherwise_than_the_column():
    field = field_for("lots", "name", max_length=5, required=True, label="Nimi")
    with pytest.raises(ValidationError):
        field.clean("Kuusiranta")
    assert (field.label, field_for("lots", "level_m", unit="cm").unit) == ("Nimi", "cm")
