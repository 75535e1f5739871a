# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the recognising of projects to what it promises: reasons both ways, nothing decided."""

import csv
from importlib.resources import files
from string import Formatter

import pytest
from region_written import lot, site
from same_labelled import labelled

from kotipesa.arrays import tuples
from kotipesa.errors import LANGUAGES
from kotipesa.region import from_rows
from kotipesa.register.same import Reason, propose, words
from kotipesa.register.same.candidates import LARGEST_BLOCK, candidate_pairs
from kotipesa.register.same.evidence import full_points
from kotipesa.register.same.facts import region_facts
from kotipesa.register.same.names import Name, name_parts
from kotipesa.testing import region as imaginary_region

BANDS = ((90, 101), (75, 90), (50, 75))


def region(projects, *, lots=(), **tables):
    """Make a region of projects; each given lot is a project and what is special about its lot."""
    rows = [lot(id=f"l{n}", project=p, **more) for n, (p, more) in enumerate(lots)]
    sites = [site(), site(id="near", y=60.1715), site(id="far", x=25.30, municipality="092")]
    return from_rows({"lots": rows or [lot()], "sites": sites, "projects": projects, **tables})


def named(*names, **more):
    return [{"id": f"p{n}", "name": name, **more} for n, name in enumerate(names, 1)]


def proposed(region, *more, **settings):
    found = propose(region, *more, **settings)
    return list(zip(found.project, found.counted_at, strict=True))


def said(reasons):
    return {reason.evidence for reason in reasons}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Keksilänkatu", Name("keksilä", ("katu",), "", (), "")),
        ("Keksilänkadun peruskorjaus", Name("keksilä", ("katu",), "", (), "")),
        ("Keksilänk. perusk.", Name("keksilä", ("katu",), "", (), "")),
        ("Keksilän k", Name("keksilä", ("katu",), "", (), "")),
        ("Keksilägatan, ombyggnad", Name("keksilä", ("katu",), "", (), "")),
        ("Satupuisto II", Name("satu", ("puisto",), "2", (), "")),
        ("Satupuisto, 2. vaihe", Name("satu", ("puisto",), "2", (), "")),
        ("Satuparken, etapp 2", Name("satu", ("puisto",), "2", (), "")),
        ("Asemakaava 12345, n. 250 m", Name("asemakaava", (), "", ("12345",), "")),
        ("Satutie (Alku - Loppu)", Name("satu", ("tie",), "", (), "alku loppu")),
        ("Satutie v. Alku - Loppu", Name("satu", ("tie",), "", (), "alku loppu")),
        ("Katu", Name("", ("katu",), "", (), "")),
        ("", Name("", (), "", (), "")),
    ],
)
def test_a_name_falls_into_what_only_it_has_and_what_many_share(text, parts):
    assert name_parts(text) == parts


def test_the_imaginary_region_tells_each_project_once_and_nothing_is_proposed():
    assert proposed(imaginary_region()) == []


def test_a_pair_is_proposed_with_reasons_both_ways_and_nothing_is_changed():
    projects = named("Keksilänkatu", "Keksilänk. perusk., 2. vaihe", municipality="091")
    lots = [("p1", {}), ("p1", {"material": "savi"}), ("p2", {"site": "near", "amount": 110})]
    found = propose(region(projects, lots=lots))
    assert (found.project.tolist(), found.counted_at.tolist()) == (["p2"], ["p1"])
    assert said(found.speaks_for[0]) == {
        "name",
        "near",
        "same_municipality",
        "months_shared",
        "amounts_close",
    }
    assert [words(reason, "en") for reason in found.against[0]] == ["only one tells a phase (2)"]
    spoken = {r.evidence: words(r, "fi") for r in found.speaks_for[0]}
    assert spoken["amounts_close"] == "samanlaisten massojen määrät eroavat 10 %"
    assert spoken["near"] == "paikat 167 m päässä toisistaan"


@pytest.mark.parametrize(
    ("one", "other", "against"),
    [
        ({}, {"municipality": "092"}, "other_municipality"),
        ({"name": "Satupuisto I vaihe"}, {"name": "Satupuisto II vaihe"}, "other_phase"),
        ({"name": "Satupuisto 3"}, {"name": "Satupuisto 4"}, "other_number"),
        ({"name": "Satukatu"}, {"name": "Satukuja"}, "other_kind"),
        ({"name": "Satutie v. Alku - Loppu"}, {"name": "Satutie v. Meri - Metsä"}, "other_stretch"),
    ],
)
def test_what_differs_for_sure_keeps_two_of_one_name_apart(one, other, against):
    pair = {"name": "Satupuisto", "municipality": "091"}
    projects = [{"id": "p1", **pair, **one}, {"id": "p2", **pair, **other}]
    lots = [("p1", {}), ("p2", {"from": "2026-08", "to": "2026-09", "amount": 700})]
    assert proposed(region(projects, lots=lots)) == []
    (reasons,) = propose(region(projects, lots=lots), least=0.0).against
    assert against in said(reasons)


def test_one_id_in_another_system_outweighs_two_names():
    ids = tuples([(("SeutuMASSA", "77"),), (("SeutuMASSA", "77"),), (("SeutuMASSA", "78"),)])
    given = region(named("Satukatu", "Urakka 5, itäinen", "Satukatu", municipality="091"))
    found = propose(given, ids, least=0.0)
    pairs = {frozenset(p): (said(f), said(a)) for *p, f, a in _rows(found)}
    assert "same_id" in pairs[frozenset(("p1", "p2"))][0]
    assert "other_id" in pairs[frozenset(("p1", "p3"))][1]
    assert proposed(given, ids) == [("p2", "p1")]


def _rows(found):
    columns = (found.project, found.counted_at, found.speaks_for, found.against)
    return zip(*columns, strict=True)


def test_the_project_with_more_lots_is_the_one_that_counts():
    lots = [("p1", {}), ("p2", {}), ("p2", {"material": "savi"})]
    assert proposed(region(named("Satukatu", "Satukatu"), lots=lots)) == [("p1", "p2")]


def test_what_was_decided_is_proposed_no_more():
    twins = named("Satukatu", "Satukatu", municipality="091")
    assert proposed(region(twins)) == [("p2", "p1")]
    assert proposed(region(twins, different=[{"a": "p2", "b": "p1"}])) == []
    assert proposed(region([twins[0], twins[1] | {"same_as": "p1"}])) == []
    assert proposed(region([twins[0], twins[1] | {"alternative_of": "p1"}])) == []


def test_a_decision_about_one_pair_holds_for_what_is_counted_as_one_with_it():
    three = named("Satukatu", "Satukatu", "Satukatu", municipality="091")
    three[1]["same_as"] = "p1"
    assert proposed(region(three)) == [("p3", "p1")]
    assert proposed(region(three, different=[{"a": "p2", "b": "p3"}])) == []


def test_a_rival_speaks_against_unless_all_three_may_be_one():
    three = named("Satukatu", "Satukatu", "Satukatu", municipality="091")
    assert [said(a) for a in propose(region(three)).against] == [set()] * 3
    parts = ("Satukatu", "Satukatu I vaihe", "Satukatu II vaihe")
    found = propose(region(named(*parts, municipality="091", owner="K")))
    assert [said(against) for against in found.against] == [{"one_phase", "rival"}] * 2


def test_a_name_alone_is_not_enough():
    assert proposed(region(named("Satukatu", "Satukatu"))) == []


def test_a_name_that_many_bear_is_no_evidence_alone():
    crowd = named(*["Satukatu"] * 12, municipality="091")
    assert proposed(region(crowd)) == []


def test_a_crowd_of_one_name_is_compared_in_bounded_work():
    crowd = named(*["Satukatu"] * 500, municipality="091")
    pairs = candidate_pairs(region_facts(region(crowd)))
    assert len(pairs.a) == sum(min(LARGEST_BLOCK, 499 - row) for row in range(500))
    assert (pairs.a < pairs.b).all()


def test_a_region_without_projects_or_names_has_no_proposals():
    assert proposed(from_rows({"lots": [lot()], "sites": [site()]})) == []
    assert proposed(region([{"id": "a"}, {"id": "b"}])) == []


def test_every_kind_of_evidence_has_its_words_in_three_languages():
    text = files("kotipesa.register.same").joinpath("reasons.csv").read_text(encoding="utf-8")
    rows = {row["evidence"]: row for row in csv.DictReader(text.splitlines())}
    assert full_points().keys() <= rows.keys()
    for row in rows.values():
        fields = [{f for _, f, _, _ in Formatter().parse(row[lang]) if f} for lang in LANGUAGES]
        assert fields[0] == fields[1] == fields[2], row
        assert len({row[language] for language in LANGUAGES}) == 3, row
    assert words(Reason("far", -3.0, "900"), "sv") == "platserna 900 m från varandra"


def test_how_well_projects_told_twice_are_recognised_is_written_down(golden):
    golden("register/same.txt", _account())


def _account():
    told = labelled(every=2)
    found = propose(told.region)
    pairs = [frozenset(pair) for pair in zip(found.project, found.counted_at, strict=True)]
    truth = set().union(*told.same.values())
    right = [pair in truth for pair in pairs]
    kinds = [*told.same.items(), *told.traps.items()]
    lines = ["Told twice, and proposed; below them traps, and proposed by mistake", ""]
    lines += [f"{n:<20}{len(p):>4}{sum(x in pairs for x in p):>5}" for n, p in kinds]
    lines += ["", "Proposals by points, and right ones", ""]
    for low, high in BANDS:
        band = [ok for ok, points in zip(right, found.score, strict=True) if low <= points < high]
        lines.append(f"{f'{low} to {high - 1}':<20}{len(band):>4}{sum(band):>5}")
    lines += [
        "",
        f"precision {sum(right) / len(right):.2f}",
        f"recall {sum(right) / len(truth):.2f}",
    ]
    return "\n".join(lines) + "\n"
