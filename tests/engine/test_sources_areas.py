# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the reading of drawn areas: polygons in Finland, from whole files, in one system."""

import dataclasses
import json

import numpy as np
import pyogrio
import pytest
import shapely

from kotipesa.geo import to_etrs
from kotipesa.sources.areas import read_areas
from kotipesa.sources.limits import DEFAULT_LIMITS

SQUARE = [(24.9, 60.1), (25.0, 60.1), (25.0, 60.2), (24.9, 60.2), (24.9, 60.1)]
BOW = [(24.9, 60.1), (25.0, 60.2), (25.0, 60.1), (24.9, 60.2), (24.9, 60.1)]


def feature(shape="Polygon", coordinates=None, **properties):
    geometry = {"type": shape, "coordinates": [SQUARE] if coordinates is None else coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def geojson(folder, *features, crs=None):
    content = {"type": "FeatureCollection", "features": list(features)}
    if crs:
        content["crs"] = {"type": "name", "properties": {"name": crs}}
    path = folder / "areas.geojson"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def geopackage(folder, polygons, crs="EPSG:3067", layer="areas", names=("Itä", "Länsi")):
    path = folder / "areas.gpkg"
    pyogrio.raw.write(
        path,
        shapely.to_wkb(np.array(polygons, dtype=object)),
        field_data=[np.array(names[: len(polygons)], dtype=object)],
        fields=["nimi"],
        geometry_type="Polygon",
        crs=crs,
        layer=layer,
        driver="GPKG",
    )
    return path


def codes(problems):
    return [p.code for p in problems]


def test_geojson_is_read_into_finnish_metres_with_its_names(tmp_path):
    path = geojson(tmp_path, feature(tunnus="091", nimi="Helsinki"))
    areas, problems = read_areas(path)
    corner = to_etrs(*np.array([[24.9], [60.1]]), np.array(["EPSG:4326"], dtype=object))
    assert (list(areas.id), list(areas.name), list(areas.crs)) == (
        ["091"],
        ["Helsinki"],
        ["EPSG:4326"],
    )
    assert list(areas.source) == ["areas.geojson"]
    assert shapely.get_coordinates(areas.polygon)[0] == pytest.approx(np.ravel(corner))
    assert problems == ()


def test_geopackage_is_read_in_its_own_system(tmp_path):
    polygon = shapely.box(25_490_000, 6_670_000, 25_500_000, 6_680_000)
    areas, problems = read_areas(geopackage(tmp_path, [polygon], crs="EPSG:3879"))
    assert (list(areas.name), list(areas.crs), problems) == (["Itä"], ["EPSG:3879"], ())
    assert shapely.area(areas.polygon[0]) == pytest.approx(1e8, rel=2e-3)


def test_areas_without_telling_fields_are_counted(tmp_path):
    areas, _ = read_areas(geojson(tmp_path, feature(id="x"), feature(id="x")))
    assert list(areas.id) == ["1", "2"]


def test_points_beside_areas_are_noted_and_points_alone_are_a_problem(tmp_path):
    point = feature("Point", [24.9, 60.1])
    areas, problems = read_areas(geojson(tmp_path, point, feature()))
    assert (len(areas), codes(problems)) == (1, ["area_not_polygon"])
    assert codes(read_areas(geojson(tmp_path, point))[1]) == ["area_no_polygons"]
    assert codes(read_areas(geojson(tmp_path))[1]) == ["map_empty"]


def test_an_outline_that_crosses_itself_is_repaired_and_noted(tmp_path):
    areas, problems = read_areas(geojson(tmp_path, feature(coordinates=[BOW])))
    assert (bool(shapely.is_valid(areas.polygon).all()), codes(problems)) == (
        True,
        ["area_repaired"],
    )


def test_swapped_axes_and_metres_called_degrees_are_not_in_finland(tmp_path):
    swapped = [[(y, x) for x, y in SQUARE]]
    metres = [[(x * 1e4, y * 1e5) for x, y in SQUARE]]
    path = geojson(tmp_path, feature(), feature(coordinates=swapped), feature(coordinates=metres))
    areas, problems = read_areas(path)
    assert (list(areas.id), codes(problems)) == (["1"], ["area_off_map", "area_off_map"])


def test_an_unknown_system_is_refused(tmp_path):
    path = geojson(tmp_path, feature(), crs="urn:ogc:def:crs:EPSG::999999")
    areas, problems = read_areas(path)
    assert (areas, codes(problems)) == (None, ["map_crs_unknown"])


def test_a_known_system_named_in_geojson_is_used(tmp_path):
    corners = [(25_490_000, 6_670_000), (25_500_000, 6_670_000), (25_500_000, 6_680_000)]
    path = geojson(
        tmp_path,
        feature(coordinates=[[*corners, corners[0]]]),
        crs="urn:ogc:def:crs:EPSG::3879",
    )
    areas, problems = read_areas(path)
    assert (list(areas.crs), problems) == (["EPSG:3879"], ())


def test_two_layers_need_a_name(tmp_path):
    polygon = shapely.box(390_000, 6_670_000, 400_000, 6_680_000)
    geopackage(tmp_path, [polygon], layer="one")
    path = geopackage(tmp_path, [polygon, polygon], layer="two")
    assert codes(read_areas(path)[1]) == ["map_many_layers"]
    areas, problems = read_areas(path, layer="two")
    assert (len(areas), problems) == (2, ())


@pytest.mark.parametrize("share", [0.0005, 0.01, 0.3, 0.7, 0.999])
def test_a_geopackage_cut_off_anywhere_is_a_problem(tmp_path, share):
    polygon = shapely.box(390_000, 6_670_000, 400_000, 6_680_000)
    path = geopackage(tmp_path, [polygon])
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    assert codes(read_areas(path)[1]) == ["map_truncated"]


def test_a_geopackage_with_torn_pages_is_a_problem(tmp_path):
    polygon = shapely.box(390_000, 6_670_000, 400_000, 6_680_000)
    path = geopackage(tmp_path, [polygon])
    content = bytearray(path.read_bytes())
    content[8_192:16_384] = b"\xff" * 8_192
    path.write_bytes(content)
    assert codes(read_areas(path)[1]) == ["map_unreadable"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"   \n", "empty_file"),
        (b"{", "map_unreadable"),
        (b"id,name\n", "map_unreadable"),
        (b'<OGRVRTDataSource><OGRVRTLayer name="x"/></OGRVRTDataSource>', "map_unreadable"),
        (b'{"type": "FeatureCollection", "features": [{"type": "Fea', "map_unreadable"),
    ],
)
def test_what_is_no_whole_file_of_areas_is_said_so(tmp_path, content, code):
    path = tmp_path / "areas.geojson"
    path.write_bytes(content)
    assert codes(read_areas(path)[1]) == [code]


def test_a_file_that_is_not_there_is_a_problem(tmp_path):
    assert codes(read_areas(tmp_path / "none.gpkg")[1]) == ["unreadable_file"]


def test_a_large_file_is_refused_by_its_size(tmp_path):
    limits = dataclasses.replace(DEFAULT_LIMITS, file_bytes=10)
    path = geojson(tmp_path, feature())
    assert codes(read_areas(path, limits=limits)[1]) == ["file_too_large"]
