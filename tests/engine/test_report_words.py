# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Numbers, months and sentences are those of each language."""

import re
from importlib.resources import files
from string import Formatter

import pytest

from kotipesa.errors import LANGUAGES
from kotipesa.periods import month_number
from kotipesa.report.numbers import NumberStyle, scaled, shown_unit
from kotipesa.report.speech import speech, text_rows

FI, SV, EN = (NumberStyle(language) for language in LANGUAGES)
SAME_IN_TWO_LANGUAGES = {
    *("annex_loose", "annex_compacted", "annex_organisation"),
    *("sankey_direct", "check_differs", "section_map", "term_co2e", "term_kt", "month"),
    *(
        "column_id",
        "column_site",
        "column_material",
        "column_month",
        "material",
        "price_middle",
        "verified_yes",
    ),
}


def plain(text: str) -> str:
    """Write dashes and spaces as a keyboard does."""
    return text.translate({0xA0: " ", 0x2212: "-", 0x2013: "-"})


@pytest.mark.parametrize(
    ("value", "fi", "en"),
    [
        (0, "0", "0"),
        (1234.6, "1 235", "1,235"),
        (-1234567, "-1 234 567", "-1,234,567"),
        (99.56, "99,6", "99.6"),
        (0.036, "0,036", "0.036"),
        (2.5, "2,5", "2.5"),
        (-0.0000000001, "0", "0"),
        (None, "-", "-"),
        (float("nan"), "-", "-"),
    ],
)
def test_a_number_has_the_marks_of_its_language(value, fi, en):
    assert (plain(FI.number(value)), plain(SV.number(value))) == (fi, fi)
    assert plain(EN.number(value)) == en


def test_thousands_never_break_across_lines():
    assert FI.number(1234567) == "1\u00a0234\u00a0567"


def test_small_tonnes_are_not_nothing():
    assert [plain(FI.cell(t)) for t in (0.0, 0.2, 0.6, -0.2, None)] == [
        "0",
        "< 1",
        "1",
        "> -1",
        "-",
    ]


def test_money_and_masses_have_their_unit():
    assert plain(FI.quantity(1_234_000, "EUR")) == "1,23 milj. €"
    assert plain(EN.quantity(1_234_000, "EUR")) == "€1.23 million"
    assert plain(EN.quantity(-500, "EUR")) == "-€500"
    assert plain(SV.quantity(812345, "t", 0)) == "812 345 t"
    assert plain(FI.quantity(999_999, "t", 0)) == "1,00 milj. t"
    assert plain(FI.quantity(None, "t")) == "-"


def test_an_interval_has_one_unit_and_is_silent_when_it_says_nothing():
    assert plain(FI.interval(1.5, 2.25, "l")) == "1,5-2,25 l"
    assert plain(FI.interval(1500, 2500, "t")) == "1 500 - 2 500 t"
    assert plain(EN.interval(1.5e6, 2.25e6, "EUR")) == "€1.50-2.25 million"
    assert FI.interval(3, 3, "t") == ""
    assert FI.interval(None, 3, "t") == ""


def test_shares_are_per_cent_and_a_tiny_gap_is_not_rounded_away():
    assert plain(FI.share(0.126)) == "13 %"
    assert plain(FI.share(0.074)) == "7,4 %"
    assert plain(FI.share(3e-7)) == "0,00003 %"
    assert EN.share(0.42) == "42%"
    assert plain(SV.share(0)) == "0 %"


def test_months_are_named_or_counted():
    march = month_number("2026-03")
    assert [style.month(march) for style in (FI, SV, EN)] == [
        *("maaliskuu 2026", "mars 2026", "March 2026")
    ]
    assert FI.short_month(march) == "3/2026"
    assert plain(FI.short_month(-1)) == "-"


def test_kilograms_become_tonnes_together_with_their_interval():
    assert scaled((1500.0, 900.0, None), "kgCO2e") == ((1.5, 0.9, None), "t CO₂e")
    assert scaled((500.0, 400.0, 600.0), "kgCO2e") == ((500.0, 400.0, 600.0), "kg CO₂e")


def test_units_are_written_as_people_read_them():
    assert [shown_unit(u) for u in ("kgCO2e/tkm", "EUR/t", "t/m3itd", "l")] == [
        *("kg CO₂e/tkm", "€/t", "t/m³itd", "l")
    ]


def test_every_sentence_is_there_in_every_language_with_the_same_parameters():
    def parameters(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    empty = [row["key"] for row in text_rows() if not all(row[lang] for lang in LANGUAGES)]
    unlike = [
        row["key"]
        for row in text_rows()
        if len({frozenset(parameters(row[lang])) for lang in LANGUAGES}) > 1
    ]
    keys = [row["key"] for row in text_rows()]
    assert (empty, unlike, len(keys)) == ([], [], len(set(keys)))


def test_no_sentence_is_left_untranslated():
    def is_words(row: dict[str, str]) -> bool:
        return len(re.sub(r"\{\w+\}", "", row["en"]).strip()) > 7

    same = {
        row["key"] for row in text_rows() if is_words(row) and row["fi"] in (row["sv"], row["en"])
    }
    swedish = {row["key"] for row in text_rows() if is_words(row) and row["sv"] == row["en"]}
    assert (same | swedish) - SAME_IN_TWO_LANGUAGES == set()


def test_every_sentence_is_said_somewhere():
    room = files("kotipesa.report")
    inside = (*room.iterdir(), *room.joinpath("annex").iterdir())
    sources = [f for f in inside if f.name.endswith(".py")]
    sources += list(room.joinpath("templates").iterdir())
    code = "\n".join(source.read_text(encoding="utf-8") for source in sources)
    literal = set(re.findall(r'"(\w[\w/]*)"', code))
    literal |= {f"{key}_{form}" for key in literal for form in ("one", "many")}
    begun = tuple(set(re.findall(r'f"(\w+_)\{', code)) | set(re.findall(r'"(\w+_)" ~', code)))
    begun += ("term_",)
    silent = [
        k["key"] for k in text_rows() if k["key"] not in literal and not k["key"].startswith(begun)
    ]
    assert silent == []


def test_one_is_singular():
    assert [speech("fi").count("lots", n) for n in (1, 2)] == ["1 erä", "2 erää"]


def test_a_code_only_the_region_knows_is_shown_as_it_is():
    assert speech("sv").label("material", "kuumurske") == "kuumurske"
    assert speech("sv").municipality("Atlantis") == "Atlantis"
    assert speech("sv").municipality("091") == "Helsingfors"
    assert speech("fi").municipality("") == "Kunta ei tiedossa"
