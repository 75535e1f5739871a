# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the map: one system inside, honest about what it cannot place."""

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from kotipesa.arrays import texts
from kotipesa.errors import InputError
from kotipesa.geo import (
    FINLAND_BOUNDS,
    Areas,
    axes_swapped,
    known_crs,
    off_map,
    polygons_to_etrs,
    to_etrs,
    to_wgs84,
)

SENATE_SQUARE = (24.95245, 60.16952)
IN_ETRS = (386_405.0, 6_672_037.0)


def column(*values):
    return np.array(values, dtype=float)


def same_crs(name, count=1):
    return texts([name] * count)


def squares(*corners, crs="EPSG:3067"):
    names = texts([f"area {n}" for n in range(len(corners))])
    boxes = np.array([shapely.box(x, y, x + 100, y + 100) for x, y in corners], dtype=object)
    return Areas(names, names, boxes, same_crs("drawn", len(corners)), same_crs(crs, len(corners)))


def test_a_known_place_lands_where_the_national_map_has_it():
    x_m, y_m = to_etrs(column(SENATE_SQUARE[0]), column(SENATE_SQUARE[1]), same_crs("EPSG:4326"))
    assert np.hypot(x_m[0] - IN_ETRS[0], y_m[0] - IN_ETRS[1]) < 60


@pytest.mark.parametrize(
    "crs", ["EPSG:3067", "EPSG:3879", "EPSG:3878", "EPSG:3875", "EPSG:3857", "EPSG:4258"]
)
def test_every_system_in_use_comes_home_to_the_millimetre(crs):
    x, y = pyproj.Transformer.from_crs(3067, crs, always_xy=True).transform(*IN_ETRS)
    x_m, y_m = to_etrs(column(x), column(y), same_crs(crs))
    np.testing.assert_allclose([x_m[0], y_m[0]], IN_ETRS, atol=1e-3)


@given(st.floats(60_000, 750_000), st.floats(6_605_000, 7_780_000))
def test_to_degrees_and_back_is_the_same_place(x, y):
    longitude, latitude = to_wgs84(column(x), column(y))
    back = to_etrs(longitude, latitude, same_crs("EPSG:4326"))
    np.testing.assert_allclose(np.concatenate(back), [x, y], atol=1e-3)


def test_a_gk_zone_by_name_is_its_epsg_code():
    x, y = column(25_497_000, 25_497_000), column(6_673_000, 6_673_000)
    x_m, y_m = to_etrs(x, y, texts(["ETRS-GK25FIN", "EPSG:3879"]))
    assert (x_m[0], y_m[0]) == (x_m[1], y_m[1])


def test_rows_of_different_systems_stand_in_one_column():
    x_m, y_m = to_etrs(
        column(SENATE_SQUARE[0], IN_ETRS[0], SENATE_SQUARE[0]),
        column(SENATE_SQUARE[1], IN_ETRS[1], SENATE_SQUARE[1]),
        texts(["EPSG:4326", "EPSG:3067", "OGC:CRS84"]),
    )
    assert x_m[0] == x_m[2]
    assert y_m[0] == y_m[2]
    np.testing.assert_array_equal([x_m[1], y_m[1]], IN_ETRS)


@pytest.mark.parametrize(
    "name",
    [
        "EPSG:3067",
        "epsg:3879",
        " 4326 ",
        "EPSG::3878",
        "urn:ogc:def:crs:EPSG::3067",
        "urn:ogc:def:crs:OGC:1.3:CRS84",
        "http://www.opengis.net/def/crs/EPSG/0/4258",
        "WGS84",
        "ETRS-TM35FIN",
        "ETRS-GK19FIN",
        "etrs-gk31fin",
    ],
)
def test_a_system_is_known_by_any_of_its_common_names(name):
    assert known_crs(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "EPSG",
        "EPSG:",
        "EPSG:999999",
        "ETRS",
        "WGS 84 / UTM",
        "EPSG:4979",
        "EPSG:5773",
        "N2000",
        "GK25",
    ],
)
def test_what_is_no_flat_system_is_not_known(name):
    assert not known_crs(name)


def test_unknown_systems_are_all_refused_by_name():
    with pytest.raises(InputError) as caught:
        to_etrs(column(1, 2, 3), column(1, 2, 3), texts(["EPSG:3067", "mars", "EPSG:999999"]))
    assert [(p.code, dict(p.params)) for p in caught.value.problems] == [
        ("crs_unknown", {"crs": "EPSG:999999"}),
        ("crs_unknown", {"crs": "mars"}),
    ]


def test_a_point_its_system_cannot_hold_is_nowhere_and_off_the_map():
    x_m, y_m = to_etrs(column(24.9, np.nan), column(95, 60), same_crs("EPSG:4326", 2))
    assert np.isnan([x_m, y_m]).all()
    assert off_map(x_m, y_m).all()


def test_finland_is_on_the_map_and_its_neighbours_are_not():
    places = {
        "Utsjoki": (27.03, 69.91, False),
        "Hanko": (22.97, 59.82, False),
        "Mariehamn": (19.94, 60.10, False),
        "Ilomantsi": (30.93, 62.67, False),
        "Tallinn": (24.75, 59.44, True),
        "Stockholm": (18.07, 59.33, True),
        "the Gulf of Guinea": (0.0, 0.0, True),
    }
    x, y, off = (column(*values) for values in zip(*places.values(), strict=True))
    got = off_map(*to_etrs(x, y, same_crs("EPSG:4326", len(places))))
    assert dict(zip(places, got.tolist(), strict=True)) == dict(zip(places, off == 1, strict=True))
    assert FINLAND_BOUNDS == (40_000, 6_600_000, 760_000, 7_800_000)


@pytest.mark.parametrize(
    ("crs", "x", "y"),
    [
        ("EPSG:4326", *SENATE_SQUARE),
        ("EPSG:3067", *IN_ETRS),
        ("EPSG:3879", 25_497_351.0, 6_672_700.0),
    ],
)
def test_swapped_axes_are_noticed_and_right_ones_are_left_alone(crs, x, y):
    both = axes_swapped(column(x, y), column(y, x), same_crs(crs, 2))
    assert both.tolist() == [False, True]


def test_a_place_abroad_is_not_called_swapped():
    assert not axes_swapped(column(2.35), column(48.86), same_crs("EPSG:4326")).any()


def test_an_area_covers_the_points_in_it_and_none_without_a_place():
    areas = squares((0, 0), (1000, 0))
    covering = areas.covers(column(50, 1050, 500, np.nan), column(50, 50, 50, 50))
    assert covering.tolist() == [[True, False, False, False], [False, True, False, False]]


def test_where_areas_meet_both_cover():
    areas = squares((0, 0), (100, 0), (50, 0))
    x, y = column(100, 75, 175), column(50, 50, 50)
    assert areas.covers(x, y).tolist() == [
        [True, True, False],
        [True, False, True],
        [True, True, False],
    ]


def test_without_areas_or_points_nothing_is_covered():
    none, one = squares(), squares((0, 0))
    assert len(none) == 0
    assert none.covers(column(1), column(1)).shape == (0, 1)
    assert one.covers(column(), column()).shape == (1, 0)


def test_polygons_come_into_the_one_system_corner_by_corner():
    box = shapely.box(24.9, 60.1, 25.0, 60.2)
    moved = polygons_to_etrs(np.array([box], dtype=object), "EPSG:4326")
    corners = shapely.get_coordinates(box)
    expected = to_etrs(corners[:, 0], corners[:, 1], same_crs("EPSG:4326", len(corners)))
    np.testing.assert_array_equal(shapely.get_coordinates(moved), np.column_stack(expected))
