# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Coverage says what a region rests on, and never takes silence for nothing."""

import json

from kotipesa.balance import coverage, rests_on
from kotipesa.region import from_rows

SITES = [{"id": "s", "x": 385_000, "y": 6_690_000, "crs": "EPSG:3067"}]


def region(first="092", second="091"):
    lots = [
        _lot("a", "Betoni Oy", 60, first, project="p1"),
        _lot("b", "Betoni Oy", 40, first, project="p1"),
        _lot("c", "Kaupunki", 30, second),
        _lot("d", "Kaupunki", 70, second, project="p5"),
        _lot("e", "Naapuri", 5, second, **{"from": "2020-01", "to": "2020-02"}),
    ]
    projects = [
        {"id": "p1", "municipality": first},
        {"id": "p2", "municipality": first},
        {"id": "p3", "municipality": second},
        {"id": "p4", "municipality": "Karkkila" if first == "Vantaa" else "224"},
        {"id": "p5", "municipality": second, "alternative_of": "p3"},
    ]
    tables = {"lots": lots, "sites": SITES, "projects": projects}
    return from_rows(tables, {"start": "2026-01", "months": 3})


def _lot(lot_id, owner, tonnes, municipality, **more):
    return {
        "id": lot_id,
        "direction": "have",
        "material": "savi",
        "amount": tonnes,
        "unit": "t",
        "site": "s",
        "from": "2026-01",
        "to": "2026-02",
        "owner": owner,
        "municipality": municipality,
    } | more


def test_what_a_plan_rests_on_counts_planned_lots_and_chosen_projects():
    """Lot d belongs to an alternative not chosen, e ended in 2020: neither is in the plan."""
    found = rests_on(coverage(region()))
    assert found["members"] == [
        {"owner": "Betoni Oy", "lots": 2, "tonnes": 100.0},
        {"owner": "Kaupunki", "lots": 1, "tonnes": 30.0},
    ]
    listed = [row for row in found["municipalities"] if row["projects_listed"]]
    names = ("municipality", "has_data", "projects_known", "projects_listed")
    assert listed == [
        dict(zip(names, ("091", True, 0, 1), strict=True)),
        dict(zip(names, ("092", True, 1, 2), strict=True)),
        dict(zip(names, ("224", False, 0, 1), strict=True)),
    ]
    assert found["known_share"] == 1 / 4
    assert json.loads(json.dumps(found)) == found


def test_every_municipality_of_the_region_is_listed_though_it_told_nothing():
    places = coverage(region()).municipalities
    assert len(places.municipality) == 26
    assert places.municipality[places.has_data].tolist() == ["091", "092"]
    assert dict(zip(places.municipality, places.tonnes, strict=True))["049"] == 0.0


def test_municipalities_are_named_the_way_the_region_names_them():
    places = coverage(region("Vantaa", "Helsinki")).municipalities
    assert len(places.municipality) == 26
    assert {"Espoo", "Helsinki", "Karkkila", "Vantaa"} <= set(places.municipality)
    assert places.municipality.tolist() == sorted(places.municipality)


def test_without_listed_projects_nobody_knows_what_share_is_known():
    tables = {"lots": [_lot("a", "Kaupunki", 1, "Nowhere")], "sites": SITES}
    found = rests_on(coverage(from_rows(tables, {"start": "2026-01"})))
    assert found["known_share"] is None
    assert [row["municipality"] for row in found["municipalities"]] == ["Nowhere"]
