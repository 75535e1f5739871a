# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the reading of maps to files that others made.

The data are not ours to publish. They are looked for in the folder that KOTIPESA_DATA names, else
in ``shared/data`` beside the repository; without them these tests are skipped, and say so.
"""

import os
from pathlib import Path

import numpy as np
import pytest

from kotipesa.sources.areas import read_areas
from kotipesa.sources.gis import read_features

DATA = Path(
    os.environ.get("KOTIPESA_DATA", Path(__file__).resolve().parents[3] / "shared" / "data")
)
AREAS = DATA / "areas"
ABROAD = DATA / "sites" / "sepa_waste_sites_incoming_2019.geojson"

pytestmark = pytest.mark.skipif(
    not (AREAS.is_dir() and ABROAD.is_file()),
    reason="did not run: the real maps are not on this machine (set KOTIPESA_DATA)",
)


@pytest.mark.parametrize(
    ("name", "count", "crs"),
    [
        ("helsinki_city_districts_2021.gpkg", 8, "EPSG:4326"),
        ("helsinki_kaupunginosat.gml", 60, "EPSG:3879"),
        ("kuntarajat.geojson", 309, "EPSG:4326"),
        ("maakuntarajat.geojson", 19, "EPSG:4326"),
    ],
)
def test_maps_of_cities_and_municipalities_are_read_whole(name, count, crs):
    features, problems = read_features(AREAS / name)
    assert (len(features), features.crs, problems) == (count, crs, ())
    assert np.isfinite(features.x).all()
    areas, problems = read_areas(AREAS / name)
    assert (len(areas), len(set(areas.id)), problems) == (count, count, ())


def test_sites_of_scotland_are_not_in_finland():
    features, problems = read_features(ABROAD)
    assert (features, [p.code for p in problems]) == (None, ["map_off_map"])
