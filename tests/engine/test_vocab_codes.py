# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the closed lists: SeutuMASSA's own words whole, ours beside them, found however written."""

import unicodedata
from collections import Counter

import pytest

from kotipesa.region.tables import ROLES
from kotipesa.units import UNITS
from kotipesa.vocab import (
    CONTAMINATION,
    FITNESS,
    NO_FITNESS,
    SULPHIDE,
    UNKNOWN_FITNESS,
    codes,
    find_code,
    label,
    list_names,
)
from kotipesa.vocab.codes import plain, spellings

SEUTUMASSA = {
    "site_type": (
        "kaavoitusalue|käsittelypaikka|loppusijoituspaikka|maanottoalue|pima-alue|suunnittelualue"
        "|työmaa|välivarasto"
    ),
    "phase": (
        "asemakaavoitus|ei relevantti tieto|esi- ja yleissuunnittelu|esirakentaminen"
        "|katu- ja puistosuunnittelu|rakennussuunnittelu|rakentaminen|yleiskaavoitus"
    ),
    "direction": "alijäämä/tarvittava|ylijäämä/kaivettava",
    "material_group": (
        "eloperäiset maalajit|hienorakeiset maalajit|karkearakeiset maalajit|moreenimaalajit"
        "|uusiomateriaalit"
    ),
    "material": (
        "asfalttimurske-/rouhe|betonimurske|hiekka|hiekkamoreeni|kalkki"
        "|kevytbetoni- ja kevytsora-jätteet|kivi|lieju|lohkare|louhe|rengasrouhe|savi|siltti"
        "|silttimoreeni|sora|soramoreeni|tiilimurske|tuhka ja kuona|turve|täyttömaa|valimohiekka"
    ),
    "unit": "t",
    "fitness_group": "hyvä (s1-s3/h1-h2)|keski (s4/h3-h4)|huono (u1-u4/tv)",
    "fitness": "h1|h2|h3|h4|s1|s2|s3|s4|tv|u1|u2|u3|u4",
    "contamination": (
        "pilaantumaton maa|pilaantunut maa, alemman ohjearvon ylittämä"
        "|pilaantunut maa, ylemmän ohjearvon ylittämä|vaarallinen jäte (jätelainsäädäntö)"
    ),
    "reliability": "A|B|C",
}


@pytest.mark.parametrize("name", SEUTUMASSA)
def test_each_id_of_seutumassa_is_there_letter_by_letter(name):
    ids = [entry.seutumassa_id for entry in codes(name) if entry.seutumassa_id]
    assert sorted(ids) == sorted(SEUTUMASSA[name].split("|"))


@pytest.mark.parametrize("name", ["material", "material_group", "site_type", "phase", "fitness"])
def test_where_we_keep_the_code_of_seutumassa_it_is_its_id(name):
    assert all(entry.code == entry.seutumassa_id for entry in codes(name) if entry.seutumassa_id)


def test_no_other_list_claims_an_id_of_seutumassa():
    claiming = {n for n in list_names() if any(entry.seutumassa_id for entry in codes(n))}
    assert claiming == set(SEUTUMASSA)


def test_the_lists_are_those_the_formats_name():
    assert {name: [entry.code for entry in codes(name)] for name in list_names()} == {
        **{name: [entry.code for entry in codes(name)] for name in SEUTUMASSA},
        "fitness": [*FITNESS, "unknown"],
        "contamination": list(CONTAMINATION),
        "sulphide": list(SULPHIDE),
        "invasive": ["no", "yes"],
        "answer": ["no", "yes"],
        "direction": ["have", "need"],
        "unit": list(UNITS),
        "role": list(ROLES),
        "kind": ["soil", "parts", "food"],
        "sensitivity": ["sealed", "partners", "public"],
        "outcome": ["recovery", "disposal"],
        "origin": ["virgin", "recycled"],
        "reason": [
            "too_dear",
            "no_acceptor",
            "no_window",
            "no_distance",
            "no_capacity",
            "outside_horizon",
            "not_planned",
            "alternative",
            "same_as_another",
        ],
        "status": ["optimal", "gap_reached", "time_limit", "infeasible", "error"],
        "part": ["product", "residue"],
        "move_end": ["lot", *ROLES],
        "distance_rule": ["roads", "crow", "explicit"],
        "sounding": [
            *("PA", "PI", "LY", "SI", "HE", "HK", "PT", "TR", "PR", "CP", "CU", "HP", "PO"),
            *("MW", "VP", "VO", "VK", "VPK", "HV", "PS", "PM", "KO", "KE", "KR", "NO", "NE"),
        ],
        "sounding_end": ["MS", "TM", "KI", "KL", "KA"],
        "vehicle": ["city", "60t", "68t", "74t"],
        "move_state": ["done", "over", "late", "open", "ahead", "to_come"],
        "unplanned": ["no_pair", "other_material"],
    }


@pytest.mark.parametrize("name", list_names())
def test_no_text_means_two_codes_of_one_list(name):
    meanings = Counter(
        text for entry in codes(name) for text in {plain(t) for t in spellings(entry)}
    )
    assert [text for text, count in meanings.items() if count > 1] == []


@pytest.mark.parametrize("name", list_names())
def test_every_spelling_of_every_code_finds_it(name):
    wrong = [
        (text, entry.code)
        for entry in codes(name)
        for text in spellings(entry)
        if find_code(name, f" {text.upper()} ") != entry.code
    ]
    assert wrong == []


def test_materials_and_fitness_classes_belong_to_groups_that_exist():
    for child, parent in (("material", "material_group"), ("fitness", "fitness_group")):
        groups = {entry.code for entry in codes(parent)}
        orphans = [entry.code for entry in codes(child) if entry.parent not in groups]
        assert orphans == ([] if child == "material" else ["unknown"])


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("material", "Louhe", "louhe"),
        ("material", "sprängsten", "louhe"),
        ("material", "Tuhka  ja\tkuona", "tuhka ja kuona"),
        ("material", unicodedata.normalize("NFD", "täyttömaa"), "täyttömaa"),
        ("direction", "Tarvittava (alijäämä)", "need"),
        ("direction", "ylijäämä/kaivettava", "have"),
        ("contamination", "pilaantunut maa, alemman ohjearvon ylittämä", "lower"),
        ("contamination", "Kynnysarvo", "threshold"),
        ("unit", "m³ ktr", "m3ktr"),
        ("unit", "tn", "t"),
        ("unit", "kpl", "pcs"),
        ("answer", "Kyllä", "yes"),
        ("fitness", "S1", "s1"),
    ],
)
def test_people_write_as_they_speak(name, text, code):
    assert find_code(name, text) == code


def test_a_bare_cubic_metre_is_no_unit_because_its_state_is_not_told():
    assert [find_code("unit", text) for text in ("m3", "m³", "m", "kuutio", "")] == [None] * 5


def test_a_list_that_does_not_exist_is_refused():
    with pytest.raises(KeyError):
        find_code("colour", "red")


def test_labels_come_in_three_languages():
    assert [label("material", "louhe", language) for language in ("fi", "sv", "en")] == [
        "Louhe",
        "Sprängsten",
        "Blasted rock",
    ]


def test_one_comparison_is_the_whole_rule_of_fitness():
    def passes(have: int, need: int) -> bool:
        return have <= need

    worst = len(FITNESS) - 1
    assert (UNKNOWN_FITNESS, NO_FITNESS) == (13, 13)
    assert passes(UNKNOWN_FITNESS, NO_FITNESS)
    assert not passes(UNKNOWN_FITNESS, worst)
    assert passes(FITNESS.index("h2"), FITNESS.index("s3"))
    assert not passes(FITNESS.index("u1"), FITNESS.index("h4"))
