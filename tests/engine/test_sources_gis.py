# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the reading of maps: every format says the same, as it was drawn, in its own system."""

import sqlite3
from contextlib import closing

import numpy as np
import pytest
import shapely
from gis_files import (
    GK25_SQUARE,
    NAMES,
    feature,
    geojson,
    geoparquet,
    gml,
    gml_point,
    parts,
    written,
    zipped,
)
from pyproj import CRS

from kotipesa.sources.gis import PLACE, placed_table, read_features

GK25 = CRS.from_epsg(3879).to_json_dict()
POINT = shapely.Point(25_490_010.5, 6_670_020.25)


def codes(problems):
    return [p.code for p in problems]


def cells(features):
    pairs = zip(features.raw.header, features.raw.cells, strict=True)
    return {name: list(column) for name, column in pairs}


@pytest.mark.parametrize("ending", [".gpkg", ".shp", ".geojson", ".gml", ".parquet", ".zip"])
def test_every_format_gives_the_same_shapes_names_and_system(tmp_path, ending):
    shapes, fields = (GK25_SQUARE, GK25_SQUARE, GK25_SQUARE), {"nimi": list(NAMES)}
    path = tmp_path / f"areas{ending}"
    if ending == ".parquet":
        geoparquet(path, shapes, crs=GK25, **fields)
    elif ending == ".zip":
        zipped(path, *parts(written(tmp_path / "areas.shp", shapes, **fields)), inside="maps/")
    else:
        written(path, shapes, **fields)
    before = sorted(tmp_path.iterdir())
    features, problems = read_features(path)
    assert sorted(tmp_path.iterdir()) == before
    assert (problems, features.crs) == ((), "EPSG:3879")
    assert cells(features)["nimi"] == list(NAMES)
    assert (features.raw.file, features.raw.sheet) == (path.name, "areas")
    assert features.raw.lines.tolist() == [1, 2, 3]
    assert shapely.equals(features.shapes, GK25_SQUARE).all()


@pytest.mark.parametrize("zone", range(3873, 3886))
def test_every_zone_is_known_by_its_definition(tmp_path, zone):
    shape = shapely.transform(
        shapely.box(*_near_helsinki(zone)), lambda points: np.round(points, 3)
    )
    features, problems = read_features(written(tmp_path / "areas.gpkg", [shape], f"EPSG:{zone}"))
    assert (features.crs, problems) == (f"EPSG:{zone}", ())


def _near_helsinki(zone):
    x = (zone - 3854) * 1e6 + 500_000
    return x, 6_700_000, x + 100, 6_700_100


@pytest.mark.parametrize("crs", ["EPSG:3067", "EPSG:4326", "EPSG:3879"])
def test_a_shapefile_is_known_by_what_esri_calls_its_system(tmp_path, crs):
    at = {"EPSG:3067": (390_000, 6_670_000), "EPSG:4326": (25, 60.2)}
    point = shapely.Point(at.get(crs, (25_490_000, 6_670_000)))
    features, problems = read_features(written(tmp_path / "areas.shp", [point], crs))
    assert (features.crs, problems) == (crs, ())


def test_cells_are_written_as_a_person_would(tmp_path):
    more = {"when": "2026-03-01", "month": "2026-03", "list": ["a", "b"], "id": "1e5"}
    path = geojson(tmp_path, feature(whole=3, part=0.1, yes=True, **more), feature(whole=None))
    assert cells(read_features(path)[0]) == {
        "whole": ["3", ""],
        "part": ["0.1", ""],
        "yes": ["yes", ""],
        "when": ["2026-03-01", ""],
        "month": ["2026-03", ""],
        "list": ["a|b", ""],
        "id": ["1e5", ""],
    }


def test_whole_numbers_that_would_lose_digits_are_refused(tmp_path):
    path = geojson(tmp_path, feature(id=12345678901234567), feature(id=None))
    assert codes(read_features(path)[1]) == ["map_number_too_long"]
    kept, _ = read_features(geojson(tmp_path, feature(id=12345678901234567)))
    assert cells(kept)["id"] == ["12345678901234567"]


def test_an_id_beside_the_properties_is_kept(tmp_path):
    path = geojson(tmp_path, {**feature(a=1), "id": "kohde.7"})
    assert cells(read_features(path)[0])["id"] == ["kohde.7"]


def test_points_and_areas_may_stand_in_one_layer(tmp_path):
    path = geojson(tmp_path, feature(), feature("Point", [24.9, 60.1]))
    features, problems = read_features(path)
    assert [shape.geom_type for shape in features.shapes] == ["Polygon", "Point"]
    assert problems == ()


def test_heights_stay_and_measures_go(tmp_path):
    high = shapely.Point(25_490_000, 6_670_000, 12.5)
    features, problems = read_features(written(tmp_path / "areas.gpkg", [high]))
    assert (features.wkt().tolist(), problems) == (["POINT Z (25490000 6670000 12.5)"], ())
    measured = shapely.from_wkt("POINT M (25490000 6670000 7)")
    deep = shapely.from_wkt("POINT ZM (25490000 6670000 12.5 7)")
    path = geoparquet(tmp_path / "areas.parquet", [measured, deep], crs=GK25)
    features, problems = read_features(path)
    assert codes(problems) == ["map_measures_dropped"]
    assert features.wkt().tolist() == [
        "POINT (25490000 6670000)",
        "POINT Z (25490000 6670000 12.5)",
    ]


def test_heights_that_are_no_numbers_are_left_out_with_a_note(tmp_path):
    path = geoparquet(tmp_path / "a.parquet", [shapely.Point(25.5e6, 6.7e6, np.nan)], crs=GK25)
    features, problems = read_features(path)
    assert (features.wkt().tolist(), codes(problems)) == (
        ["POINT (25500000 6700000)"],
        ["map_heights_dropped"],
    )


def test_an_outline_that_crosses_itself_stays_as_it_was_drawn(tmp_path):
    bow = [(24.9, 60.1), (25.0, 60.2), (25.0, 60.1), (24.9, 60.2), (24.9, 60.1)]
    features, problems = read_features(geojson(tmp_path, feature(coordinates=[bow])))
    assert shapely.get_coordinates(features.shapes[0]).tolist() == [list(point) for point in bow]
    assert codes(problems) == ["map_crossing_outline"]


def test_several_layers_need_a_name_and_are_listed(tmp_path):
    written(tmp_path / "areas.gpkg", layer="one")
    path = written(tmp_path / "areas.gpkg", [GK25_SQUARE, GK25_SQUARE], layer="two")
    found, problems = read_features(path)
    assert (found, codes(problems)) == (None, ["map_many_layers"])
    assert dict(problems[0].params) == {"layers": "one, two"}
    assert len(read_features(path, layer="two")[0]) == 2
    assert codes(read_features(path, layer="three")[1]) == ["map_unknown_layer"]


def test_two_maps_in_one_archive_are_layers(tmp_path):
    one = parts(written(tmp_path / "one.shp"))
    two = parts(written(tmp_path / "two.shp", [POINT]))
    path = zipped(tmp_path / "both.zip", *one, *two)
    assert dict(read_features(path)[1][0].params) == {"layers": "one, two"}
    assert read_features(path, layer="two")[0].shapes[0] == POINT


def test_an_older_geojson_names_its_system(tmp_path):
    path = geojson(
        tmp_path, feature("Point", [25_490_000, 6_670_000]), crs="urn:ogc:def:crs:EPSG::3879"
    )
    assert read_features(path)[0].crs == "EPSG:3879"


@pytest.mark.parametrize(
    ("said", "code"), [("EPSG:999999", "map_crs_unknown"), (None, "map_without_crs")]
)
def test_an_unknown_or_absent_system_is_refused_with_those_it_may_be(tmp_path, said, code):
    if said:
        path = geojson(tmp_path, feature("Point", [25_490_000, 6_670_000]), crs=said)
    else:
        path = geoparquet(tmp_path / "areas.parquet", crs=None)
    features, problems = read_features(path)
    assert (features, codes(problems)) == (None, [code])
    assert dict(problems[0].params)["guess"] == "EPSG:3879"
    told, problems = read_features(path, crs="ETRS-GK25FIN")
    expected = ["map_crs_replaced"] if said else []
    assert (told.crs, codes(problems)) == ("EPSG:3879", expected)


def test_geoparquet_without_a_word_of_its_system_is_wgs84(tmp_path):
    path = geoparquet(tmp_path / "a.parquet", [shapely.Point(25, 60.2)], crs="absent", id=["a"])
    features, problems = read_features(path)
    assert (features.crs, cells(features), problems) == ("EPSG:4326", {"id": ["a"]}, ())


def test_metres_called_degrees_and_swapped_axes_are_refused_with_a_cure(tmp_path):
    metres = read_features(geojson(tmp_path, feature("Point", [25_490_000, 6_670_000])))[1]
    assert codes(metres) == ["map_off_map"]
    assert dict(metres[0].params)["guess"] == "EPSG:3879"
    swapped = read_features(geojson(tmp_path, feature("Point", [60.2, 25])))[1]
    assert codes(swapped) == ["map_axes_swapped"]


def test_gml_gives_northing_first_and_is_put_right(tmp_path):
    path = gml(tmp_path, gml_point(25_490_000, 6_670_000))
    features, problems = read_features(path)
    assert (features.wkt().tolist(), features.crs) == (["POINT (25490000 6670000)"], "EPSG:3879")
    assert (cells(features)["nimi"], problems) == (["Itä"], ())


@pytest.mark.parametrize(
    ("said", "as_bytes", "asked", "found", "told"),
    [
        ("UTF-8", "utf-8", "", "Åby", []),
        ("ISO-8859-1", "latin-1", "", "Åby", []),
        ("1252", "cp1252", "", "Åby", []),
        ("ANSI 1252", "cp1252", "", "Åby", []),
        ("", "utf-8", "", "Åby", ["map_encoding_guessed"]),
        ("", "cp1252", "", "Åby", ["map_encoding_guessed"]),
        ("", "cp850", "cp850", "Åby", []),
        ("", "ascii", "", "Aby", []),
        ("UTF-8", "cp1252", "", None, ["map_bad_encoding"]),
        ("UTF-8", "cp1252", "cp1252", "Åby", []),
        ("klingon", "cp1252", "", None, ["encoding_unknown"]),
        ("UTF\0", "cp1252", "", None, ["encoding_unknown"]),
        ("zip", "cp1252", "", None, ["encoding_unknown"]),
    ],
)
def test_the_letters_of_a_shapefile(tmp_path, said, as_bytes, asked, found, told):
    path = written(tmp_path / "areas.shp", nimi=["@by@"])
    table = path.with_suffix(".dbf")
    name = ("Aby" if as_bytes == "ascii" else "Åby").encode(as_bytes).ljust(4)
    table.write_bytes(table.read_bytes().replace(b"@by@", name))
    path.with_suffix(".cpg").unlink()
    if said:
        path.with_suffix(".cpg").write_text(said, encoding="ascii")
    features, problems = read_features(path, encoding=asked)
    assert codes(problems) == told
    if found:
        assert cells(features)["nimi"] == [found]


def test_the_place_of_a_feature_is_itself_or_a_point_on_its_surface(tmp_path):
    ring = shapely.box(25_490_000, 6_670_000, 25_490_300, 6_670_300).difference(
        shapely.box(25_490_100, 6_670_100, 25_490_200, 6_670_200)
    )
    path = written(tmp_path / "areas.gpkg", [POINT, ring, None], x=["a", "b", "c"])
    features, problems = read_features(path)
    assert codes(problems) == ["map_without_geometry"]
    table, notes = placed_table(features)
    assert (table.header, codes(notes)) == (PLACE, ["map_columns_replaced"])
    x, y, crs, geometry = table.cells
    assert (x[0], y[0], geometry[0]) == ("25490010.5", "6670020.25", "")
    assert (x[2], y[2], crs[2], geometry[2]) == ("", "", "", "")
    assert shapely.intersects_xy(ring, float(x[1]), float(y[1]))
    assert shapely.from_wkt(geometry[1]).wkb == features.shapes[1].wkb
    assert list(crs[:2]) == ["EPSG:3879"] * 2


def test_a_map_without_system_is_said_so(tmp_path):
    path = written(tmp_path / "areas.shp")
    path.with_suffix(".prj").unlink()
    assert codes(read_features(path)[1]) == ["map_without_crs"]
    assert read_features(path, crs="EPSG:3879")[0].crs == "EPSG:3879"


def test_curves_are_read_as_lines_with_a_note(tmp_path):
    path = written(tmp_path / "areas.gpkg", [shapely.multipolygons([GK25_SQUARE])])
    with closing(sqlite3.connect(path)) as package, package:
        package.execute("UPDATE gpkg_geometry_columns SET geometry_type_name = 'MULTISURFACE'")
    features, problems = read_features(path)
    assert (len(features), codes(problems)[-1]) == (1, "map_curves_straightened")
