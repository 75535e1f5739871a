# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the outlines of sites: kept as they were drawn, refused when they are none."""

import numpy as np
import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kotipesa.errors import InputError
from kotipesa.region import from_rows, read, write_region
from kotipesa.sources.limits import DEFAULT_LIMITS
from kotipesa.sources.wkt import exact_wkt, wkt_problem
from kotipesa.workflow.departures import export_region

LOT = {
    "id": "a",
    "direction": "have",
    "material": "louhe",
    "amount": 1,
    "unit": "t",
    "site": "s",
    "from": "2026-01",
    "to": "2026-02",
}
SQUARE = "POLYGON ((25490000 6670000, 25490100 6670000, 25490100 6670100, 25490000 6670000))"


def region(geometry, crs="EPSG:3879"):
    site = {"id": "s", "x": 25_490_050, "y": 6_670_050, "crs": crs, "geometry": geometry}
    return from_rows({"lots": [LOT], "sites": [site]})


def codes(geometry, **site):
    with pytest.raises(InputError) as refusal:
        region(geometry, **site)
    return [p.code for p in refusal.value.problems if p.where.column == "geometry"]


def test_an_outline_and_its_system_come_back_as_they_were_drawn(tmp_path):
    write_region(region(SQUARE), tmp_path / "r")
    sites = read(tmp_path / "r").sites
    assert (list(sites.geometry), list(sites.crs)) == ([SQUARE], ["EPSG:3879"])
    write_region(read(tmp_path / "r"), tmp_path / "again")
    files = [(tmp_path / name / "sites.csv").read_bytes() for name in ("r", "again")]
    assert files[0] == files[1]


@settings(max_examples=10)
@given(
    st.lists(
        st.tuples(
            st.floats(25_400_000, 25_600_000), st.floats(6_660_000, 6_760_000), st.floats(0, 100)
        ),
        min_size=1,
        max_size=30,
    )
)
@example([(25_400_000.0, 6_660_000.0, 0.006262564229340577)])
def test_every_digit_of_an_outline_survives_the_folder(tmp_path_factory, corners):
    shape = shapely.convex_hull(shapely.multipoints(np.array(corners)))
    (text,) = exact_wkt(np.array([shape]))
    folder = tmp_path_factory.mktemp("region") / "r"
    write_region(region(text), folder)
    found = read(folder).sites.geometry[0]
    assert found == text
    assert shapely.from_wkt(found).wkb == shape.wkb


@given(st.floats(allow_nan=False, allow_infinity=False), st.floats(-1, 1))
@example(0.006262564229340577, 5e-324)
def test_numbers_of_any_size_are_written_in_every_digit(x, y):
    shapes = np.array([shapely.Point(x, y), None])
    text, none = exact_wkt(shapes)
    assert shapely.get_coordinates(shapely.from_wkt(text)).tolist() == [[x, y]]
    assert none == ""


@pytest.mark.parametrize(
    "geometry",
    [
        "POINT (25490000 6670000)",
        "POINT Z (25490000 6670000 12.5)",
        "MULTIPOLYGON (((25490000 6670000, 25490100 6670000, 25490100 6670100, 25490000 6670000)))",
        "GEOMETRYCOLLECTION (POINT (25490000 6670000), POINT (25490001 6670001))",
    ],
)
def test_geometries_of_straight_lines_are_read(geometry):
    assert list(region(geometry).sites.geometry) == [geometry]


@pytest.mark.parametrize(
    ("geometry", "code"),
    [
        ("=POLYGON(1)", "formula_cell"),
        ("a square", "geometry_unreadable"),
        ("POLYGON", "geometry_unreadable"),
        ("POLYGON ((1 2, 3 4))", "geometry_unreadable"),
        ("POINT M (1 2 3)", "geometry_unreadable"),
        ("CIRCULARSTRING (0 0, 1 1, 2 0)", "geometry_unreadable"),
        ("CURVEPOLYGON (CIRCULARSTRING (0 0, 1 1, 2 0, 1 -1, 0 0))", "geometry_unreadable"),
        ("GEOMETRYCOLLECTION (" * 2 + "POINT (1 2)))", "geometry_unreadable"),
        ("GEOMETRYCOLLECTION (" * 20_000 + "POINT (1 2)" + ")" * 20_000, "geometry_unreadable"),
        ("POLYGON EMPTY", "geometry_empty"),
        ("MULTIPOINT EMPTY", "geometry_empty"),
        ("POINT (nan 6670000)", "geometry_not_finite"),
        ("POINT (25490000 inf)", "geometry_not_finite"),
        ("POINT (25490000 1e999)", "geometry_not_finite"),
        ("POINT (24.9 60.1)", "geometry_off_map"),
        ("POINT (6670000 25490000)", "geometry_off_map"),
    ],
)
def test_what_is_no_geometry_in_finland_is_refused(geometry, code):
    assert codes(geometry) == [code]


def test_long_outlines_are_read_and_longer_ones_lost_alone(tmp_path):
    long, longer = (
        shapely.to_wkt(shapely.linestrings(25_490_000 + np.arange(count), 6_670_000.0))
        for count in (40_000, 90_000)
    )
    limit = DEFAULT_LIMITS.geometry_chars
    assert DEFAULT_LIMITS.cell_chars < len(long) < limit < len(longer)
    write_region(region(long), tmp_path / "r")
    assert read(tmp_path / "r").sites.geometry[0] == long
    sites = tmp_path / "r" / "sites.csv"
    sites.write_text(sites.read_text("utf-8").replace(long, longer), encoding="utf-8")
    with pytest.raises(InputError) as refusal:
        read(tmp_path / "r")
    assert "cell_too_long" in [p.code for p in refusal.value.problems]


def test_outlines_longer_than_a_cell_of_excel_stay_behind_with_a_note(tmp_path):
    line = shapely.linestrings(25_490_000 + np.arange(3_000), 6_670_000.0)
    write_region(region(shapely.to_wkt(line)), tmp_path / "r")
    departure = export_region(tmp_path / "r", tmp_path / "r.xlsx")
    assert [p.code for p in departure.notes if p.where.column == "geometry"] == [
        "outlines_left_out"
    ]
    sites = read(tmp_path / "r.xlsx").sites
    assert (list(sites.geometry), list(sites.given_x)) == ([""], [25_490_050.0])


@given(st.text(max_size=60) | st.text(alphabet="POINTLYGMULECS ()0123456789.,-eZM", max_size=60))
def test_any_text_is_a_geometry_or_a_problem(text):
    found = wkt_problem(text)
    assert found is None or found.code.startswith("geometry_")
