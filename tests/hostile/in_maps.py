# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Maps: corners nobody has, numbers that are none, lies in headers, databases that do things."""

import json
import sqlite3
import struct
from collections.abc import Callable
from functools import partial
from pathlib import Path

import shapely

from hostile.case import Make, cases, changed, content, repeated
from hostile.sound import SOUND, drawn, geojson_text, parquet, point_wkb

_VRT = (
    "<OGRVRTDataSource><OGRVRTLayer name='x'><SrcDataSource>SECRET</SrcDataSource>"
    "</OGRVRTLayer></OGRVRTDataSource>"
)
_BILLION = 10**9
_LAUGHS = "<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>]>"
_GML_HEAD = b'<?xml version="1.0" encoding="utf-8" ?>'


def telling(name: str, text: str) -> Make:
    """Make a file that names another file by its path."""

    def make(folder: Path) -> Path:
        secret = str(folder.parent / "secret.csv")
        (folder / name).write_text(text.replace("SECRET", secret), encoding="utf-8")
        return folder / name

    return make


def poked(name: str, at: int, data: bytes, part: str = "") -> Make:
    """Make a sound map and write over some of its bytes, in one of its parts."""

    def make(folder: Path) -> Path:
        path = SOUND[name](folder)
        target = path.with_suffix(part) if part else path
        old = bytearray(target.read_bytes())
        old[at : at + len(data)] = data
        target.write_bytes(old)
        return path

    return make


def without(part: str) -> Make:
    """Make a Shapefile and take one of its parts away."""

    def make(folder: Path) -> Path:
        path = SOUND["sites.shp"](folder)
        path.with_suffix(part).unlink()
        return path

    return make


def with_part(part: str, data: bytes) -> Make:
    """Make a Shapefile and give it another part."""

    def make(folder: Path) -> Path:
        path = SOUND["sites.shp"](folder)
        path.with_suffix(part).write_bytes(data)
        return path

    return make


def database(*orders: str, setup: Callable[[sqlite3.Connection], None] | None = None) -> Make:
    """Make a GeoPackage and give its database some orders."""

    def make(folder: Path) -> Path:
        path = drawn("sites.gpkg", "GPKG")(folder)
        link = sqlite3.connect(path, isolation_level=None)
        link.create_function("ST_IsEmpty", 1, lambda _: 0)  # the triggers of its index ask it
        for name in ("ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"):
            link.create_function(name, 1, lambda _: 0.0)
        for order in orders:
            link.execute(order.replace("SECRET", str(folder.parent / "secret.csv")))
        if setup:
            setup(link)
        link.close()
        return path

    return make


def _claims(kind: int, count: int = _BILLION) -> bytes:
    return struct.pack("<BII", 1, kind, count) + bytes(64)


def geometry(wkb: bytes) -> Make:
    return partial(parquet, wkb=wkb)


def metadata(geo: object) -> Make:
    return partial(parquet, geo=geo)


_COLUMN = {"encoding": "WKB", "geometry_types": []}
JSON_MAPS = {
    "nan": content("sites.geojson", geojson_text([float("nan"), 60.2])),
    "infinity": content("sites.geojson", geojson_text([24.9, float("inf")])),
    "1e999": content("sites.geojson", geojson_text([24.9, 60.2]).replace("60.2", "1e999")),
    "axes swapped": content("sites.geojson", geojson_text([60.2, 24.9])),
    "off the earth": content("sites.geojson", geojson_text([1e300, -1e300])),
    "minus zero": content("sites.geojson", geojson_text([-0.0, -0.0])),
    "texts for numbers": content("sites.geojson", geojson_text(["24.9", "60.2"])),
    "one number": content("sites.geojson", geojson_text([24.9])),
    "no numbers": content("sites.geojson", geojson_text([])),
    "a number too many": content("sites.geojson", geojson_text([24.9, 60.2, 1, 2, 3, 4])),
    "five thousand digits": content(
        "sites.geojson", geojson_text([24.9, 60.2]).replace("60.2", "6" * 5_000)
    ),
    "lone surrogate as id": content("sites.geojson", geojson_text([24.9, 60.2], id="\ud800")),
    "zero sign as id": content("sites.geojson", geojson_text([24.9, 60.2], id="a\0b")),
    "override as id": content("sites.geojson", geojson_text([24.9, 60.2], id="a\u202eb")),
    "formula as id": content("sites.geojson", geojson_text([24.9, 60.2], id="=1+1")),
    "dde as name": content("sites.geojson", geojson_text([24.9, 60.2], name="=cmd|'/C calc'!A0")),
    "ids equal once normalised": content(
        "sites.geojson",
        geojson_text([24.9, 60.2], [24.8, 60.1], id="Ita\u0308").replace(
            "Ita\u0308", "It\u00e4", 1
        ),
    ),
    "id of a million letters": content("sites.geojson", geojson_text([24.9, 60.2], id="x" * 10**6)),
    "id that is a tree": content("sites.geojson", geojson_text([24.9, 60.2], id={"a": [1] * 9})),
    "deep properties": content(
        "sites.geojson", geojson_text([24.9, 60.2], x="HERE").replace('"HERE"', "[" * 90_000)
    ),
    "deep coordinates": content(
        "sites.geojson", geojson_text([24.9, 60.2]).replace("[24.9, 60.2]", "[" * 400 + "]" * 400)
    ),
    "deep collections": content(
        "sites.geojson",
        '{"type":"FeatureCollection","features":[{"type":"Feature",'
        '"properties":{},"geometry":'
        + '{"type":"GeometryCollection","geometries":[' * 900
        + "]}" * 900
        + "}]}",
    ),
    "properties without end": content(
        "sites.geojson", geojson_text([24.9, 60.2], **{f"p{n}": n for n in range(30_000)})
    ),
    "a million features": repeated(
        "sites.geojson",
        b'{"type":"FeatureCollection","features":[',
        b'{"type":"Feature","properties":{},"geometry":null},',
        200_000,
        b'{"type":"Feature","properties":{},"geometry":null}]}',
    ),
    "bytes of cp1252": content(
        "sites.geojson", geojson_text([24.9, 60.2]).replace("z0", "Itä").encode("cp1252")
    ),
    "utf-16 without a mark": content(
        "sites.geojson", geojson_text([24.9, 60.2]).encode("utf-16-le")
    ),
    "a virtual map": telling("sites.geojson", _VRT),
    "a virtual map in a text": telling("sites.geojson", json.dumps({"a": _VRT})),
    "a pipeline": telling(
        "sites.json", '{"type":"gdal_vsi_pipeline","command_line":"gdal vector read SECRET"}'
    ),
    "a system behind a link": content(
        "sites.geojson",
        geojson_text([24.9, 60.2])[:-1]
        + ',"crs":{"type":"link","properties":{"href":"file:///etc/passwd"}}}',
    ),
    "a system that is a file": telling(
        "sites.geojson",
        geojson_text([24.9, 60.2])[:-1] + ',"crs":{"type":"name","properties":{"name":"SECRET"}}}',
    ),
    "a system of a long name": content(
        "sites.geojson",
        geojson_text([24.9, 60.2])[:-1]
        + ',"crs":{"type":"name","properties":{"name":"'
        + "x" * 100_000
        + '"}}}',
    ),
    "slow systems": content("sites.geojson", geojson_text([24.9, 60.2])[:-1] + ',"crs":{' * 30_000),
}
SHAPEFILES = {
    "without its index": without(".shx"),
    "without its table": without(".dbf"),
    "without its system": without(".prj"),
    "the table of another map": with_part(
        ".dbf", b"\x03\x5f\x01\x01" + struct.pack("<IHH", _BILLION, 33, 1) + bytes(20) + b"\r"
    ),
    "an index of another map": with_part(".shx", b"\0\0\x27\x0a" + bytes(200)),
    "a billion corners": poked("sites.shp", 144, struct.pack("<ii", 1, _BILLION)),
    "a billion parts": poked("sites.shp", 144, struct.pack("<ii", _BILLION, 5)),
    "corners below zero": poked("sites.shp", 144, struct.pack("<ii", -1, -1)),
    "a billion bytes in a record": poked("sites.shp", 104, struct.pack(">i", _BILLION)),
    "a length of two gigabytes": poked("sites.shp", 24, struct.pack(">i", 2**31 - 1)),
    "an unknown shape": poked("sites.shp", 108, struct.pack("<i", 77)),
    "nan corners": poked("sites.shp", 156, struct.pack("<4d", *[float("nan")] * 4)),
    "infinite corners": poked("sites.shp", 156, struct.pack("<4d", *[float("inf")] * 4)),
    "a billion rows in its table": poked("sites.shp", 4, struct.pack("<I", _BILLION), ".dbf"),
    "rows of no length": poked("sites.shp", 10, struct.pack("<H", 0), ".dbf"),
    "a head of no length": poked("sites.shp", 8, struct.pack("<H", 0), ".dbf"),
    "an offset far away": poked("sites.shp", 100, struct.pack(">ii", 2**30, 60), ".shx"),
    "an offset below zero": poked("sites.shp", 100, struct.pack(">ii", -5, 60), ".shx"),
    "an encoding that is none": with_part(".cpg", b"no-such-encoding"),
    "an encoding of a terminal": with_part(".cpg", b"\x1b[2J"),
    "an encoding that unpacks": with_part(".cpg", b"zlib"),
    "another encoding than it says": with_part(".cpg", b"UTF-16"),
    "a system of nonsense": with_part(".prj", b"PROJCS[" * 20_000),
    "a system of zeros": with_part(".prj", bytes(1_000)),
    "a system that is a file": with_part(".prj", b"/etc/passwd"),
}
GEOPACKAGES = {
    "a trigger": database("CREATE TRIGGER t AFTER UPDATE ON sites BEGIN DELETE FROM sites; END"),
    "a view that never ends": database(
        "CREATE VIEW v AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM r) "
        "SELECT n AS fid, n AS id, NULL AS geom FROM r",
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) "
        "VALUES ('v', 'features', 'v', 3879)",
        "INSERT INTO gpkg_geometry_columns VALUES ('v', 'geom', 'POLYGON', 3879, 0, 0)",
        "DELETE FROM gpkg_contents WHERE table_name = 'sites'",
    ),
    "a view for its features": database(
        "ALTER TABLE sites RENAME TO hidden",
        "CREATE VIEW sites AS SELECT * FROM hidden WHERE load_extension('SECRET') IS NULL",
    ),
    "a virtual table": database(
        "ALTER TABLE sites RENAME TO hidden",
        "CREATE VIRTUAL TABLE sites USING fts5(id, nimi, geom)",
    ),
    "another application": database("PRAGMA application_id = 252006673"),
    "a version from the future": database("PRAGMA user_version = 2147483647"),
    "a system that is a file": database(
        "UPDATE gpkg_spatial_ref_sys SET definition = 'SECRET', organization = 'x', "
        "organization_coordsys_id = 99 WHERE srs_id = 3879"
    ),
    "a system nobody has": database(
        "PRAGMA foreign_keys = off",
        "UPDATE gpkg_geometry_columns SET srs_id = 424242",
        "UPDATE gpkg_contents SET srs_id = 424242",
    ),
    "geometries that are texts": database("UPDATE sites SET geom = 'x'"),
    "a billion corners": database(
        f"UPDATE sites SET geom = x'{b'GP'.hex()}0001270f0000{_claims(2).hex()}'"  # noqa: S608 - our own bytes
    ),
    "a formula as id": database("UPDATE sites SET id = '=1+1'"),
    "bytes as id": database("UPDATE sites SET id = x'00ff'"),
    "a layer of a terminal": database(
        "UPDATE gpkg_contents SET identifier = char(27) || '[2J', description = char(8238)"
    ),
    "a page size of nothing": poked("sites.gpkg", 16, b"\0\0"),
    "a billion pages": poked("sites.gpkg", 28, struct.pack(">I", _BILLION)),
    "a free list that goes round": poked("sites.gpkg", 32, struct.pack(">II", 3, 9)),
    "a journal beside it": lambda folder: (
        content("sites.gpkg-journal", b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" * 64)(folder),
        drawn("sites.gpkg", "GPKG")(folder),
    )[1],
    "a log beside it": lambda folder: (
        content("sites.gpkg-wal", b"\x37\x7f\x06\x82" + bytes(400))(folder),
        drawn("sites.gpkg", "GPKG")(folder),
    )[1],
    "a plain database": lambda folder: (
        sqlite3.connect(folder / "sites.gpkg").execute("CREATE TABLE a (b)").connection.close(),
        folder / "sites.gpkg",
    )[1],
}
PARQUETS = {
    **{f"a billion corners of kind {kind}": geometry(_claims(kind)) for kind in (2, 3, 4, 5, 6, 7)},
    "a ring of a billion corners": geometry(struct.pack("<BIII", 1, 3, 1, _BILLION) + bytes(64)),
    "nan": geometry(point_wkb(float("nan"), 60.2)),
    "infinity": geometry(point_wkb(24.9, float("inf"))),
    "an unknown shape": geometry(struct.pack("<BI2d", 1, 4_000, 1, 2)),
    "deep collections": geometry(struct.pack("<BII", 1, 7, 1) * 100_000),
    "nothing": geometry(b""),
    "axes swapped": geometry(point_wkb(60.2, 24.9)),
    "a shape over itself": geometry(shapely.Polygon([(24, 60), (25, 61), (25, 60), (24, 61)]).wkb),
    "metadata that is no json": metadata("{"),
    "deep metadata": metadata("[" * 100_000),
    "a column that is not there": metadata({"primary_column": "h", "columns": {"h": _COLUMN}}),
    "a column of texts": metadata({"primary_column": "id", "columns": {"id": _COLUMN}}),
    "an unknown encoding": metadata(
        {"primary_column": "g", "columns": {"g": {"encoding": "x\x1b[2J"}}}
    ),
    "a system of nonsense": metadata(
        {"primary_column": "g", "columns": {"g": {**_COLUMN, "crs": {"a": 1}}}}
    ),
    "a huge number in its metadata": metadata(
        '{"primary_column": "g", "columns": {"g": {"encoding": "WKB", "epoch": '
        + "9" * 5_000
        + "}}}"
    ),
    "a head that lies": poked("sites.parquet", 0, b"PAR2"),
    "a foot of two gigabytes": lambda folder: _foot(SOUND["sites.parquet"](folder)),
}


def _foot(path: Path) -> Path:
    path.write_bytes(path.read_bytes()[:-8] + struct.pack("<I", 2**31 - 1) + b"PAR1")
    return path


GMLS = {
    "laughs": changed(SOUND["sites.gml"], (_GML_HEAD, _GML_HEAD + _LAUGHS.encode())),
    "another file": telling(
        "sites.gml",
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file://SECRET">]>'
        "<x xmlns:gml='http://www.opengis.net/gml'>&e;</x>",
    ),
    "a virtual map": telling("sites.gml", _VRT),
    "a drawing": content(
        "sites.gml", '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    ),
    "deep elements": content(
        "sites.gml", "<x xmlns:gml='http://www.opengis.net/gml'>" + "<a>" * 100_000
    ),
    "a long attribute": repeated(
        "sites.gml", b"<x xmlns:gml='http://www.opengis.net/gml' a='", b"x" * 1_024, 20_000, b"'/>"
    ),
    "nan": changed(SOUND["sites.gml"], (b"25490000", b"nan")),
    "1e999": changed(SOUND["sites.gml"], (b"25490000", b"1e999")),
    "a schema beside it": lambda folder: (
        content(
            "sites.xsd",
            "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><schema>&e;</schema>",
        )(folder),
        SOUND["sites.gml"](folder),
    )[1],
    "an index of another beside it": lambda folder: (
        SOUND["sites.gml"](folder),
        content("sites.gfs", "<GMLFeatureClassList><a>")(folder),
    )[0],
}
_ALL = {
    f"{kind}, {name}": case
    for kind, made in {
        "geojson": JSON_MAPS,
        "shapefile": SHAPEFILES,
        "geopackage": GEOPACKAGES,
        "geoparquet": PARQUETS,
        "gml": GMLS,
    }.items()
    for name, case in made.items()
}
_FEW = ("nan", "billion", "swapped", "deep", "laughs", "file", "formula", "surrogate")
CASES = [
    *cases("import", _ALL, heavy=["shapefile, a billion corners", "geojson, a million features"]),
    *cases("area", {name: case for name, case in _ALL.items() if any(few in name for few in _FEW)}),
    *cases(
        "districts",
        {
            name: case
            for name, case in _ALL.items()
            if "geojson" in name and any(few in name for few in _FEW)
        },
    ),
]
