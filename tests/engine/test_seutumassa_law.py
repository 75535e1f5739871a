# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the law of the exchange: what SeutuMASSA has columns for survives the way there and back."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from unicodedata import normalize

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from seutumassa_written import CLAY, csv_file, csv_rows, region_of, table_rows

from kotipesa.periods import month_text
from kotipesa.region import from_rows, region_rows
from kotipesa.report.seutumassa import write_seutumassa
from kotipesa.sources.seutumassa import COLUMNS, read_seutumassa
from kotipesa.sources.seutumassa.meaning import area_of
from kotipesa.testing import tiny
from kotipesa.vocab import codes, default_materials

MATERIALS = default_materials()
WEIGHABLE = [code.seutumassa_id for code in codes("material") if code.seutumassa_id]
MEASURABLE = [
    code
    for code, density, factor in zip(
        MATERIALS.code, MATERIALS.t_per_m3ktr, MATERIALS.rtr_per_ktr, strict=True
    )
    if code in WEIGHABLE and density > 0 and factor > 0
]
NAMES = st.text(st.characters(codec="utf-8", categories=["L", "N", "Zs"]), max_size=12).map(
    lambda text: " ".join(normalize("NFC", text).split())
)
START = 12 * 2025
EASTINGS = st.integers(25_470_000_000, 25_520_000_000).map(lambda mm: mm / 1000)
NORTHINGS = st.integers(6_660_000_000, 6_690_000_000).map(lambda mm: mm / 1000)


def stored(name):
    return st.sampled_from(["", *(c.seutumassa_id for c in codes(name) if c.seutumassa_id)])


@st.composite
def places(draw):
    x, y = draw(EASTINGS), draw(NORTHINGS)
    if draw(st.booleans()):
        return json.dumps({"type": "Point", "coordinates": [x, y]})
    wide, high = draw(st.integers(5, 900)), draw(st.integers(5, 900))
    ring = [[x, y], [x + wide, y], [x + wide, y + high], [x, y]]
    if draw(st.booleans()):
        return json.dumps({"type": "Polygon", "coordinates": [ring]})
    return json.dumps({"type": "MultiPolygon", "coordinates": [[ring]]})


@st.composite
def sites(draw):
    return {
        "Kohteen nimi": draw(NAMES),
        "Kohdetyyppi": draw(stored("site_type")),
        "Kunta": draw(st.sampled_from(["049", "091", "092"])),
        "Hankealue": draw(NAMES.filter(lambda name: area_of(name) == name)),
        "GeoJSON": draw(places()),
    }


@st.composite
def masses(draw):
    unit = draw(st.sampled_from(["m3", "t"]))
    first, months = draw(st.integers(0, 60)), draw(st.integers(0, 30))
    return {
        "Massan laji": draw(st.sampled_from(MEASURABLE if unit == "m3" else WEIGHABLE)),
        "Massan ryhmä": draw(stored("material_group")),
        "Kelpoisuusluokka": draw(stored("fitness")),
        "Pilaantuneisuus": draw(stored("contamination")),
        "Maamassan tila": draw(st.sampled_from(["ylijäämä/kaivettava", "alijäämä/tarvittava"])),
        "Suunniteltu aikataulu (alku)": month_text(START + first),
        "Suunniteltu aikataulu (loppu)": month_text(START + first + months),
        "Massan määrä": str(draw(st.integers(1, 10_000_000))),
        "Massan yksikkö": unit,
        "Omistajan organisaatio": draw(NAMES),
    }


@st.composite
def files(draw):
    found = draw(st.lists(sites(), min_size=1, max_size=4))
    blank = dict.fromkeys(COLUMNS, "")
    rows = [
        blank | {"Kohteen id": str(100 + number)} | site | mass
        for number, site in enumerate(found)
        for mass in draw(st.lists(masses(), min_size=1, max_size=4))
    ]
    return draw(st.permutations(rows))


def with_places(rows):
    return [row | {"GeoJSON": json.loads(row["GeoJSON"])} for row in rows]


def brought_in(rows, **shape):
    with TemporaryDirectory() as folder:
        return read_seutumassa(csv_file(Path(folder), rows, **shape))[0]


def sent_out(region):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "seutumassa.csv"
        losses = write_seutumassa(region, path)
        return csv_rows(path), losses


LAW = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@LAW
@given(files(), st.sampled_from([",", ";"]), st.sampled_from(["utf-8", "utf-8-sig"]))
def test_what_is_brought_in_is_sent_out_as_the_same_rows(rows, delimiter, encoding):
    region = region_of(brought_in(rows, delimiter=delimiter, encoding=encoding))
    out, losses = sent_out(region)
    assert with_places(out) == with_places(rows)
    assert {loss.code for loss in losses} <= {"seutumassa_sealed"}


@LAW
@given(files())
def test_what_is_sent_out_is_brought_in_as_the_same_region(rows):
    tables = brought_in(rows)
    again = brought_in(sent_out(region_of(tables))[0])
    assert {n: table_rows(t) for n, t in again.items()} == {
        n: table_rows(t) for n, t in tables.items()
    }


LOT = st.fixed_dictionaries(
    {
        "direction": st.sampled_from(["have", "need"]),
        "material": st.sampled_from([*MEASURABLE, "kalliomurske", "moreeni"]),
        "amount": st.floats(0.01, 1e6).map(lambda amount: round(amount, 3)),
        "unit": st.sampled_from(["t", "kg", "m3ktr", "m3itd", "m3rtr"]),
        "site": st.sampled_from(["12", "koti"]),
        "from": st.just("2026-01"),
        "to": st.sampled_from(["2026-01", "2026-09"]),
    },
    optional={
        "owner": st.sampled_from(["Espoon kaupunki", "YIT"]),
        "municipality": st.sampled_from(["Helsinki", "858", "092", "-"]),
        "fitness": st.sampled_from(["s1", "u4", "tv"]),
        "contamination": st.sampled_from(["threshold", "lower", "unknown"]),
        "sulphide": st.sampled_from(["potential", "actual"]),
        "reliability": st.sampled_from(["A", "C"]),
        "sensitivity": st.sampled_from(["public", "partners"]),
        "min_fitness": st.just("s2"),
        "name": st.just("kasa"),
        "project": st.sampled_from(["12", "P"]),
    },
)
SITES = [
    {"id": "12", "x": 25497200.5, "y": 6675000.25, "crs": "EPSG:3879", "municipality": "091"},
    {"id": "koti", "x": 24.9, "y": 60.2, "municipality": "049", "type": "tukitoiminta-alue"},
]
PROJECTS = [{"id": "12", "project_area": "Pasila"}, {"id": "P", "probability": 0.5}]


@LAW
@given(st.lists(LOT, min_size=1, max_size=6))
def test_whatever_does_not_come_back_is_listed(lots):
    lots = [lot | {"id": f"L{number}"} for number, lot in enumerate(lots)]
    region = from_rows({"lots": lots, "sites": SITES, "projects": PROJECTS})
    rows, losses = sent_out(region)
    listed = {(loss.column.split(" ")[0], one) for loss in losses for one in loss.ids}
    gone = {one for loss in losses if loss.code in LEFT_OUT for one in loss.ids}
    before = [row for row in region_rows(region)[0]["lots"] if row["id"] not in gone]
    after = table_rows(brought_in(rows)["lots"]) if rows else []
    unlisted = [
        (row, name)
        for row, again in zip(before, after, strict=True)
        for name in row.keys() - {"municipality", "unit"}
        if row[name] != again.get(name, "") and (name, row["id"]) not in listed
    ]
    assert unlisted == []


LEFT_OUT = {
    "seutumassa_no_soil",
    "seutumassa_municipality",
    "seutumassa_no_factor",
    "seutumassa_too_little",
}


def test_materials_facilities_and_ids_of_our_own_are_listed_as_lost():
    region = tiny()
    rows, losses = sent_out(region)
    found = {(loss.code, loss.table, loss.column): loss.count for loss in losses}
    lots = len(region.lots)
    assert [row["Massan laji"] for row in rows] == [""] * lots
    assert found["seutumassa_not_held", "lots", "material"] == lots
    assert found["seutumassa_not_held", "lots", "id"] == lots
    assert found["seutumassa_sealed", "lots", "sensitivity"] == lots
    assert found["seutumassa_table", "facilities", ""] == len(region.facilities)
    assert found["seutumassa_unused", "sites", "id"] == len(region.sites) - len(
        {row["Kohteen id"] for row in rows}
    )


def test_conversions_use_the_factors_of_the_lots_own_material():
    lots = [
        {"id": "a", "direction": "have", "material": "savi", "amount": 100, "unit": "m3itd"},
        {"id": "b", "direction": "need", "material": "savi", "amount": 100, "unit": "m3ktr"},
        {"id": "c", "direction": "need", "material": "hiekka", "amount": 10.5, "unit": "t"},
        {"id": "d", "direction": "have", "material": "hiekka", "amount": 900, "unit": "kg"},
    ]
    window = {"site": "12", "from": "2026-01", "to": "2026-02", "sensitivity": "public"}
    factors = [{"code": "savi", "itd_per_ktr": 1.25, "rtr_per_ktr": 0.8, "t_per_m3ktr": 1.8}]
    tables = {"lots": [lot | window for lot in lots], "sites": SITES, "materials": factors}
    rows, losses = sent_out(from_rows(tables))
    assert [(row["Massan määrä"], row["Massan yksikkö"]) for row in rows] == [
        ("80", "m3"),
        ("80", "m3"),
        ("11", "t"),
        ("1", "t"),
    ]
    assert [(x.code, x.column, x.ids) for x in losses if x.column.startswith("amount")] == [
        ("seutumassa_converted", "amount (kg)", ("d",)),
        ("seutumassa_converted", "amount (m3itd)", ("a",)),
        ("seutumassa_converted", "amount (m3ktr)", ("b",)),
        ("seutumassa_rounded", "amount", ("c",)),
    ]


def test_places_of_other_systems_are_brought_to_gk25():
    lot = CLAY_LOT | {"site": "koti"}
    rows, losses = sent_out(from_rows({"lots": [lot], "sites": SITES}))
    assert json.loads(rows[0]["GeoJSON"]) == {
        "type": "Point",
        "coordinates": [25494453.716, 6676359.816],
    }
    assert [x.ids for x in losses if x.code == "seutumassa_moved"] == [("koti",)]


CLAY_LOT = {
    "id": CLAY["Kohteen id"],
    "direction": "have",
    "material": "savi",
    "amount": 1,
    "unit": "t",
    "from": "2026-01",
    "to": "2026-01",
}
