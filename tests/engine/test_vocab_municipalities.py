# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the municipalities: all of Uusimaa, found by code or name, each at a place of its own."""

import json
import os
from pathlib import Path

import numpy as np
import pytest
import shapely

from kotipesa.geo import off_map, polygons_to_etrs, to_wgs84
from kotipesa.vocab import find_municipality, municipalities

# fmt: off
CODES = [
    "018", "049", "078", "091", "092", "106", "149", "186", "224", "235", "245", "257", "407",
    "434", "444", "504", "505", "543", "611", "616", "638", "710", "753", "755", "858", "927",
]
# fmt: on


def real_data() -> Path | None:
    beside = Path(__file__).resolve().parents[3] / "shared" / "data"
    folder = Path(os.environ.get("KOTIPESA_DATA", beside))
    return folder if folder.is_dir() else None


def test_uusimaa_has_its_twenty_six_municipalities():
    assert [m.code for m in municipalities()] == CODES
    assert {m.region for m in municipalities()} == {"Uusimaa"}


@pytest.mark.parametrize("text", ["091", "91", "Helsinki", "helsingfors", " HELSINKI "])
def test_helsinki_is_found_however_it_is_written(text):
    assert find_municipality(text).code == "091"


def test_each_name_and_code_finds_its_own_municipality():
    for m in municipalities():
        assert {find_municipality(name) for name in (m.code, m.fi, m.sv, m.en)} == {m}


@pytest.mark.parametrize("text", ["", "000", "Tampere", "837", "Helsink"])
def test_what_is_not_in_the_region_is_not_guessed(text):
    assert find_municipality(text) is None


def test_every_municipality_lies_in_southern_finland_apart_from_the_others():
    x, y = (np.array([getattr(m, axis) for m in municipalities()]) for axis in ("x_m", "y_m"))
    longitude, latitude = to_wgs84(x, y)
    assert not off_map(x, y).any()
    assert (np.abs(longitude - 24.8) < 2).all()
    assert (np.abs(latitude - 60.3) < 0.5).all()
    apart = np.hypot(x[:, None] - x, y[:, None] - y) + np.eye(len(x)) * 1e9
    assert apart.min() > 3_000


@pytest.mark.skipif(real_data() is None, reason="the real municipality borders are not here")
def test_every_point_lies_inside_the_borders_of_its_municipality():
    file = real_data() / "areas" / "kuntarajat.geojson"
    features = json.loads(file.read_text(encoding="utf-8"))["features"]
    border = {
        f["properties"]["NATCODE"]: shapely.from_geojson(json.dumps(f["geometry"]))
        for f in features
        if f["properties"]["NATCODE"] in CODES
    }
    shapes = np.array([border[m.code] for m in municipalities()], dtype=object)
    inside = shapely.contains_xy(
        polygons_to_etrs(shapes, "EPSG:4326"),
        [m.x_m for m in municipalities()],
        [m.y_m for m in municipalities()],
    )
    assert inside.all()
