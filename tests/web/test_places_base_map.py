# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Draw the base map, and hand it out in pieces."""

import pyogrio
import pytest
import shapely
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client
from pyogrio.raw import write

from kotipesa_web.places.basemap import draw_base_map
from kotipesa_web.places.models import GivenTable
from kotipesa_web.places.pmtiles import tile_id

pytestmark = pytest.mark.django_db
NODES = b"id,x,y,crs\na,385000,6675000,EPSG:3067\nb,386000,6676000,EPSG:3067\n"
ROADS = b"from_node,to_node,metres\na,b,1500\n"


@pytest.fixture
def drawn(world):
    GivenTable.objects.create(region=world.region, name="nodes", content=NODES)
    GivenTable.objects.create(region=world.region, name="roads", content=ROADS)
    call_command("draw_map")
    path = settings.HOME / "map" / "region.pmtiles"
    yield path
    path.unlink()


def test_borders_roads_and_names_are_layers_of_one_archive_that_gdal_reads(drawn):
    layers = {name for name, _kind in pyogrio.list_layers(drawn)}
    assert layers == {"borders", "roads", "places"}
    meta, _fids, _shapes, fields = pyogrio.raw.read(drawn, layer="places")
    names = dict(zip(meta["fields"], fields, strict=True))
    assert sorted(names["name_sv"]) == ["Helsingfors", "Vanda"]


def test_real_borders_stand_in_for_the_plain_ones(world, tmp_path):
    square = shapely.box(380_000, 6_670_000, 390_000, 6_680_000)
    write(
        tmp_path / "b.gpkg",
        shapely.to_wkb([square]),
        [],
        [],
        crs="EPSG:3067",
        geometry_type="Polygon",
        driver="GPKG",
    )
    call_command("draw_map", region=world.region.code, borders=tmp_path / "b.gpkg")
    path = settings.HOME / "map" / "region.pmtiles"
    _meta, _fids, shapes, _fields = pyogrio.raw.read(path, layer="borders")
    west, _south, east, _north = shapely.total_bounds(shapely.from_wkb(shapes))
    path.unlink()
    assert east - west == pytest.approx(20_000, rel=0.1)  # web mercator at 60° N


def test_a_region_without_roads_has_borders_and_names(world):
    path = settings.HOME / "map" / "region.pmtiles"
    assert draw_base_map(world.region, path) == {"borders": 2, "places": 2}
    path.unlink()


def test_a_region_nobody_knows_is_refused(db):  # noqa: ARG001
    with pytest.raises(CommandError):
        call_command("draw_map", region="zzz")


def test_the_archive_is_handed_out_in_pieces(drawn):
    answer = Client().get("/static/map/region.pmtiles", headers={"Range": "bytes=0-6"})
    content = b"".join(answer.streaming_content)
    assert (answer.status_code, content) == (206, b"PMTiles")
    assert drawn.stat().st_size < 200_000


@pytest.mark.parametrize(
    ("tile", "number"),
    [((0, 0, 0), 0), ((1, 0, 0), 1), ((1, 1, 0), 4), ((2, 1, 3), 11), ((3, 3, 0), 26)],
)
def test_tiles_are_numbered_along_the_curve(tile, number):
    assert tile_id(*tile) == number
