# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the way from a map into a region: rows of tables, sites where they were drawn."""

import csv

import pytest
import shapely
from cli_run import said_json
from gis_files import GK25_SQUARE, feature, geojson, geoparquet, written
from pyproj import CRS

from kotipesa.errors import InputError
from kotipesa.region import read
from kotipesa.region.arriving.formats import Asked
from kotipesa.workflow.arrivals import import_into

GK25 = CRS.from_epsg(3879).to_json_dict()
POINT = shapely.Point(25_490_500, 6_670_500)
OUTLINE = "POLYGON ((25490100 6670000, 25490100 6670050, 25490000 6670050, 25490000 6670000, "
LOT = {
    "direction": "have",
    "material": "louhe",
    "amount": 2.5,
    "unit": "t",
    "from": "2026-01",
    "to": "2026-02",
}


def rows(folder, table):
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def columns(count, **more):
    return {name: [value] * count for name, value in LOT.items()} | more


def codes(refusal):
    return [(p.code, p.where.sheet, p.where.row) for p in refusal.value.problems]


def test_lots_drawn_on_a_map_come_in_with_what_was_drawn(tmp_path):
    path = written(tmp_path / "any.gpkg", [GK25_SQUARE, POINT], **columns(2, id=["a", "b"]))
    import_into([path], tmp_path / "r")
    assert [(lot["id"], lot["site"]) for lot in rows(tmp_path / "r", "lots")] == [
        ("a", "a"),
        ("b", "b"),
    ]
    first, second = rows(tmp_path / "r", "sites")
    assert first["geometry"].startswith(OUTLINE)
    assert second == {
        "id": "b",
        "x": "25490500",
        "y": "6670500",
        "crs": "EPSG:3879",
        "geometry": "",
    }
    sites = read(tmp_path / "r").sites
    assert shapely.from_wkt(sites.geometry[0]).wkb == GK25_SQUARE.wkb


def test_lots_on_one_site_share_it_and_undrawn_ones_stay_where_they_say(tmp_path):
    fields = columns(3, id=["a", "b", "c"], site=["s", "s", "t"])
    drawn = geoparquet(tmp_path / "lots.parquet", [POINT, POINT, None], crs=GK25, **fields)
    (tmp_path / "sites.csv").write_text("id,x,y\nt,25,60.2\n", encoding="utf-8")
    import_into([drawn, tmp_path / "sites.csv"], tmp_path / "r")
    assert [lot["site"] for lot in rows(tmp_path / "r", "lots")] == ["s", "s", "t"]
    assert sorted(site["id"] for site in rows(tmp_path / "r", "sites")) == ["s", "t"]


def test_one_site_drawn_in_two_places_is_refused(tmp_path):
    fields = columns(2, id=["a", "b"], site=["s", "s"])
    path = geoparquet(tmp_path / "lots.parquet", [POINT, GK25_SQUARE], crs=GK25, **fields)
    with pytest.raises(InputError) as refusal:
        import_into([path], tmp_path / "r")
    assert codes(refusal) == [("map_site_differs", "lots", 2)]
    assert not (tmp_path / "r").exists()


def test_a_lot_that_is_drawn_nowhere_is_refused_by_feature(tmp_path):
    fields = columns(2, id=["a", "b"])
    path = geoparquet(tmp_path / "map.parquet", [POINT, None], crs=GK25, **fields)
    with pytest.raises(InputError) as refusal:
        import_into([path], tmp_path / "r")
    assert codes(refusal) == [("missing_value", "map", 2)]


def test_bad_cells_of_a_map_are_told_by_layer_and_feature(tmp_path):
    fields = columns(2, id=["a", "b"]) | {"unit": ["t", "m3"]}
    path = written(tmp_path / "any.gpkg", [POINT, POINT], layer="työmaat", **fields)
    with pytest.raises(InputError) as refusal:
        import_into([path], tmp_path / "r")
    assert codes(refusal) == [("unknown_code", "työmaat", 2)]


@pytest.mark.parametrize(
    ("layer", "fields", "tables"),
    [
        ("sites", {"id": ["a"], "name": ["Koulu"]}, ["sites"]),
        ("x", {"id": ["a"], "name": ["Koulu"]}, ["sites"]),
        ("x", {"tunnus": ["a"], "nimi": ["Koulu"]}, ["sites"]),
        ("x", {"id": ["a"], "phase": ["planning"], "probability": [0.5]}, ["projects", "sites"]),
        ("Projects", {"id": ["a"]}, ["projects", "sites"]),
        ("x", {"id": ["a"], "role": ["store"], "capacity_t": [10]}, ["facilities", "sites"]),
    ],
)
def test_the_name_or_the_columns_tell_the_table(tmp_path, layer, fields, tables):
    path = written(tmp_path / "any.gpkg", [POINT], layer=layer, **fields)
    arrived = import_into([path], tmp_path / "r").rows
    assert sorted(arrived) == tables
    assert all(row["id"] == "a" or row.get("tunnus") for row in arrived["sites"])


def test_names_a_shapefile_cut_off_are_completed_with_a_note(tmp_path):
    fields = columns(1, id=["a"]) | {"contaminat": ["lower"], "reliabilit": ["B"]}
    path = written(tmp_path / "any.shp", [POINT], **fields)
    arrived = import_into([path], tmp_path / "r")
    assert [p.code for p in arrived.notes] == ["map_names_completed"]
    lot = rows(tmp_path / "r", "lots")[0]
    assert (lot["contamination"], lot["reliability"]) == ("lower", "B")


def test_fields_that_say_nothing_to_us_need_a_mapping(tmp_path):
    path = written(tmp_path / "any.gpkg", [POINT], kohde=["a"], kuvaus=["b"])
    with pytest.raises(InputError) as refusal:
        import_into([path], tmp_path / "r")
    assert codes(refusal) == [("map_needs_mapping", "areas", 0)]


def test_layer_system_and_letters_can_be_told_on_the_command_line(tmp_path, capsys):
    path = written(tmp_path / "any.gpkg", [POINT], layer="one", id=["a"], name=["x"])
    written(path, [POINT], crs="EPSG:3067", layer="two", id=["b"], name=["y"])
    region = tmp_path / "r"
    code, told = said_json(capsys, "import", str(path), "--into", str(region))
    assert (code, [p["code"] for p in told["problems"]]) == (1, ["map_many_layers"])
    words = ["--layer", "two", "--crs", "EPSG:3879"]
    code, told = said_json(capsys, "import", str(path), "--into", str(region), *words)
    assert (code, told["rows"]) == (0, {"sites": 1})
    assert [site["id"] for site in rows(region, "sites")] == ["b"]


def test_a_map_with_coordinates_as_fields_believes_what_was_drawn(tmp_path):
    path = geojson(tmp_path, feature("Point", [25.0, 60.2], id="a", name="b", x=1, y=2))
    arrived = import_into([path], tmp_path / "r", Asked())
    assert [p.code for p in arrived.notes] == ["map_columns_replaced"]
    assert [(site["x"], site["y"]) for site in rows(tmp_path / "r", "sites")] == [("25", "60.2")]
