# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the reading of maps against hostile ones: refused or read with a reason, in seconds."""

import json
import struct
import threading
import time
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer

import numpy as np
import polars as pl
import pytest
import shapely
from cli_run import said_alone
from gis_files import (
    GK25_SQUARE,
    feature,
    geojson,
    geoparquet,
    gml,
    gml_point,
    parts,
    written,
    zipped,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import CRS

from kotipesa.errors import LANGUAGES, cure, message
from kotipesa.sources.gis import read_features

GK25 = CRS.from_epsg(3879).to_json_dict()
SECONDS = 30
HIDDEN = "the content of another file"
VRT = """<OGRVRTDataSource><OGRVRTLayer name="secret"><SrcDataSource>{source}</SrcDataSource>
<GeometryType>wkbNone</GeometryType></OGRVRTLayer></OGRVRTDataSource>"""


def told(path, **said):
    """Read a map that has something wrong; give the codes, once every problem has its words."""
    begun = time.monotonic()
    features, problems = read_features(path, **said)
    assert time.monotonic() - begun < SECONDS
    words = [
        say(p, language) for p in problems for language in LANGUAGES for say in (message, cure)
    ]
    assert all(words)
    assert HIDDEN not in "".join(words)
    return features, [p.code for p in problems]


def refused(path, **said):
    features, codes = told(path, **said)
    assert features is None
    return codes


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret.csv"
    path.write_text(f"id,x,y\n{HIDDEN},25,60.2\n", encoding="utf-8")
    return path


@pytest.fixture
def visited():
    """Serve on a port of this machine, and note every visit."""
    visits = []

    class Visitors(BaseHTTPRequestHandler):
        def do_GET(self):
            visits.append(self.path)
            self.send_error(404)

        def log_message(self, *_):
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Visitors)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", visits
    server.shutdown()
    server.server_close()
    thread.join()


def test_no_driver_is_loaded_but_those_of_the_formats_we_read():
    program = "from kotipesa.sources.gis.ogr import pyogrio; print(sorted(pyogrio.list_drivers()))"
    drivers = said_alone(program=program).out
    assert drivers == "['ESRI Shapefile', 'GML', 'GPKG', 'GeoJSON', 'MEM']\n"


@pytest.mark.parametrize("ending", [".gml", ".json", ".geojson", ".gpkg", ".shp", ".parquet"])
def test_a_virtual_layer_in_disguise_leads_nowhere(tmp_path, secret, ending):
    path = tmp_path / f"map{ending}"
    path.write_text(VRT.format(source=secret), encoding="utf-8")
    for part in (".shx", ".dbf"):
        path.with_suffix(part).write_bytes(b"")
    assert refused(path) == ["map_unreadable"]


@pytest.mark.parametrize(
    "text",
    [
        '{"type": "gdal_vsi_pipeline", "command_line": "gdal vector read SECRET"}',
        '{"gdal_version": "3.12", "type": "gdal_streamed_alg", "command_line": "gdal info SECRET"}',
        '{"type": "Topology", "objects": {}}',
        '{"displayFieldName": "", "geometryType": "esriGeometryPoint", "features": []}',
        '{"type": "FeatureCollection", "features": 7}',
        "[1, 2]",
        "",
        "{" * 100_000,
        '{"type": "FeatureCollection", "features": ' + "[" * 100_000,
    ],
)
def test_json_that_is_no_map_is_refused(tmp_path, secret, text):
    path = tmp_path / "map.json"
    path.write_text(text.replace("SECRET", str(secret)), encoding="utf-8")
    assert refused(path)[0] in {"map_unreadable", "map_empty", "empty_file"}


def test_no_system_behind_a_link_is_asked_for(tmp_path, visited):
    address, visits = visited
    content = {
        "type": "FeatureCollection",
        "crs": {"type": "link", "properties": {"href": f"{address}/crs", "type": "proj4"}},
        "features": [feature()],
    }
    path = tmp_path / "map.geojson"
    path.write_text(json.dumps(content), encoding="utf-8")
    assert (refused(path), visits) == (["crs_unknown"], [])


def test_no_schema_and_no_link_of_gml_is_followed(tmp_path, visited):
    address, visits = visited
    body = gml_point(25_490_000, 6_670_000)
    linked = f'<k:x xmlns:x="http://www.w3.org/1999/xlink" x:href="{address}/x#a"/>'
    path = gml(tmp_path, body + linked)
    schema = f'xsi:schemaLocation="urn:k {address}/k.xsd"'
    schema = f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" {schema}'
    path.write_text(path.read_text("utf-8").replace("xmlns:k=", f"{schema} xmlns:k="), "utf-8")
    features, codes = told(path)
    assert (len(features), codes, visits) == (1, [], [])


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE a [<!ENTITY e SYSTEM "file://{secret}">]>',
        '<!DOCTYPE a SYSTEM "{address}/a.dtd">',
        '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    ],
)
def test_document_types_and_entities_are_refused(tmp_path, secret, visited, doctype):
    address, visits = visited
    before = doctype.format(secret=secret, address=address)
    path = gml(tmp_path, gml_point(25_490_000, 6_670_000), before)
    assert refused(path) == ["map_doctype"]
    path.write_bytes(path.read_text("utf-8").replace("utf-8", "utf-16").encode("utf-16"))
    assert (refused(path), visits) == (["map_doctype"], [])


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("../../outside.shp", "archive_leads_out"),
        ("/outside.shp", "archive_leads_out"),
        ("a/..\\..\\outside.shp", "archive_leads_out"),
        ("C:outside.shp", "archive_leads_out"),
        ("inside.txt", "archive_without_map"),
    ],
)
def test_archives_that_lead_out_or_hold_no_map_are_refused(tmp_path, name, code):
    path = tmp_path / "map.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, "x")
    assert refused(path) == [code]


def test_a_link_in_an_archive_is_refused(tmp_path, secret):
    path = zipped(tmp_path / "map.zip", *parts(written(tmp_path / "map.shp")))
    link = zipfile.ZipInfo("other.shp")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, str(secret))
    assert refused(path) == ["archive_leads_out"]


def test_archives_that_would_swell_or_are_broken_are_refused(tmp_path):
    path = zipped(tmp_path / "bomb.zip", **{"map.shp": "0" * (64 << 20)})
    assert refused(path) == ["zip_bomb"]
    path.write_bytes(path.read_bytes()[:-30])
    assert refused(path) == ["bad_archive"]
    assert refused(tmp_path / "none.zip") == ["unreadable_file"]


def test_a_shapefile_without_its_parts_is_refused(tmp_path):
    path = written(tmp_path / "map.shp")
    path.with_suffix(".dbf").unlink()
    assert refused(path) == ["shapefile_incomplete"]


def test_a_shapefile_that_claims_a_billion_corners_is_no_map(tmp_path):
    path = written(tmp_path / "map.shp")
    content = bytearray(path.read_bytes())
    parts_and_points = 100 + 8 + 4 + 32
    content[parts_and_points : parts_and_points + 8] = struct.pack("<ii", 1, 10**9)
    path.write_bytes(content)
    features, codes = told(path)
    assert features is None or "map_without_geometry" in codes


@pytest.mark.parametrize("count", [10**9, 2**32 - 1])
def test_wkb_that_claims_a_billion_corners_is_refused(tmp_path, count):
    wkb = struct.pack("<BIII", 1, 3, 1, count) + bytes(64)
    geo = {"primary_column": "g", "columns": {"g": {"encoding": "WKB", "crs": GK25}}}
    frame = pl.DataFrame({"g": pl.Series([wkb], dtype=pl.Binary)})
    frame.write_parquet(tmp_path / "map.parquet", metadata={"geo": json.dumps(geo)})
    assert refused(tmp_path / "map.parquet") == ["map_unreadable"]


def test_two_million_corners_are_refused_and_their_neighbours_read(tmp_path):
    angle = np.linspace(0, 2 * np.pi, 2_000_000)
    circle = np.column_stack([25_490_000 + 90 * np.cos(angle), 6_670_000 + 90 * np.sin(angle)])
    circle[-1] = circle[0]
    path = geoparquet(tmp_path / "m.parquet", [shapely.polygons(circle), GK25_SQUARE], crs=GK25)
    features, codes = told(path)
    assert codes == ["map_too_many_vertices"]
    assert [shape is None for shape in features.shapes] == [True, False]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_coordinates_that_are_no_numbers_are_refused(tmp_path, number):
    path = geojson(tmp_path, feature("Point", [24.9, 60.1]), feature("Point", [25.5, 60.2]))
    path.write_text(path.read_text("utf-8").replace("25.5", number), encoding="utf-8")
    _, codes = told(path)
    assert codes in (["map_not_finite"], ["map_unreadable"], ["map_without_geometry"])


def test_nan_in_wkb_is_refused(tmp_path):
    shapes = [shapely.Point(np.nan, 6_670_000), shapely.Point(25_490_000, np.inf), GK25_SQUARE]
    features, codes = told(geoparquet(tmp_path / "map.parquet", shapes, crs=GK25))
    assert (len(features), codes) == (3, ["map_not_finite"])


def test_layers_without_features_are_refused(tmp_path):
    assert refused(geojson(tmp_path)) == ["map_empty"]
    empty = geoparquet(tmp_path / "map.parquet", [], crs=GK25)
    assert refused(empty) == ["map_empty"]


@pytest.mark.parametrize(
    "metadata",
    [
        {},
        {"geo": "no json"},
        {"geo": "[]"},
        {"geo": '{"primary_column": "g", "columns": {"g": {"encoding": "point"}}}'},
        {"geo": '{"primary_column": "h", "columns": {"h": {"encoding": "WKB"}}}'},
        {"geo": '{"primary_column": ["g"], "columns": {"g": 7}}'},
        {"geo": '{"primary_column": "g", "columns": {"g": 7}}'},
    ],
)
def test_parquet_that_is_no_map_is_refused(tmp_path, metadata):
    path = tmp_path / "map.parquet"
    pl.DataFrame({"g": ["a"]}).write_parquet(path, metadata=metadata)
    assert refused(path) == ["map_unreadable"]


def test_names_that_terminals_obey_are_shown_tamed(tmp_path):
    path = written(tmp_path / "map.gpkg", layer="one")
    written(path, layer="two\x1b[2J")
    _, problems = read_features(path)
    assert "\x1b" not in message(problems[0], "en")


def test_a_formula_in_a_map_stays_a_text(tmp_path):
    features, _ = read_features(geojson(tmp_path, feature(id="=1+1")))
    assert features.raw.cells[0].tolist() == ["=1+1"]


@settings(max_examples=12)
@given(st.data())
def test_a_map_with_torn_bytes_is_read_or_refused_but_never_a_fault(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("torn")
    makers = {
        ".gpkg": lambda: written(folder / "map.gpkg"),
        ".shp": lambda: written(folder / "map.shp"),
        ".parquet": lambda: geoparquet(folder / "map.parquet", crs=GK25, id=["a"]),
        ".geojson": lambda: geojson(folder, feature(id="a"), name="map.geojson"),
        ".gml": lambda: gml(folder, gml_point(25_490_000, 6_670_000), name="map.gml"),
    }
    path = makers[data.draw(st.sampled_from(sorted(makers)))]()
    torn = data.draw(st.sampled_from(parts(path)))
    content = bytearray(torn.read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    torn.write_bytes(content[: data.draw(st.integers(len(content) // 2, len(content)))])
    features, codes = told(path)
    assert features is not None or codes
