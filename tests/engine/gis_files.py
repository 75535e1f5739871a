# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write small map files, sound and hostile, for the tests that read them."""

import json
import zipfile

import numpy as np
import polars as pl
import pyogrio
import shapely

SQUARE = [(24.9, 60.1), (25.0, 60.1), (25.0, 60.2), (24.9, 60.2), (24.9, 60.1)]
GK25_SQUARE = shapely.box(25_490_000, 6_670_000, 25_490_100, 6_670_050)
DRIVERS = {".gpkg": "GPKG", ".shp": "ESRI Shapefile", ".geojson": "GeoJSON", ".gml": "GML"}
NAMES = ("Itä", "Länsi", "Åby")


def feature(shape="Polygon", coordinates=None, **properties):
    geometry = {"type": shape, "coordinates": [SQUARE] if coordinates is None else coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def geojson(folder, *features, crs=None, name="areas.geojson"):
    content = {"type": "FeatureCollection", "features": list(features)}
    if crs is not None:
        content["crs"] = {"type": "name", "properties": {"name": crs}}
    path = folder / name
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def written(path, shapes=(GK25_SQUARE,), crs="EPSG:3879", layer="areas", **fields):
    """Write shapes with fields of texts or numbers by GDAL; the ending tells the format."""
    fields = fields or {"nimi": list(NAMES[: len(shapes)])}
    options = {"encoding": "UTF-8"} if path.suffix == ".shp" else {}
    with_z = any(shape is not None and shape.has_z for shape in shapes)
    kinds = {shape.geom_type for shape in shapes if shape is not None}
    kind = kinds.pop() if len(kinds) == 1 else "Unknown"
    pyogrio.raw.write(
        path,
        np.array([shape and shape.wkb for shape in shapes], dtype=object),
        field_data=[np.array(cells) for cells in fields.values()],
        fields=list(fields),
        geometry_type=f"{kind} Z" if with_z else kind,
        crs=crs,
        layer=layer,
        driver=DRIVERS[path.suffix],
        **options,
    )
    return path


def geoparquet(path, shapes=(GK25_SQUARE,), crs=None, **fields):
    """Write GeoParquet 1.1; crs: PROJJSON, None for unknown, 'absent' for none."""
    column = {"encoding": "WKB", "geometry_types": []}
    if crs != "absent":
        column["crs"] = crs
    geo = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
    wkb = [shape and shape.wkb for shape in shapes]
    frame = pl.DataFrame({**fields, "geometry": pl.Series(wkb, dtype=pl.Binary)})
    frame.write_parquet(path, metadata={"geo": json.dumps(geo)})
    return path


def zipped(path, *files, inside="", **members):
    """Pack files, and texts by the names of members, into an archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.write(file, f"{inside}{file.name}")
        for name, text in members.items():
            archive.writestr(name, text)
    return path


def parts(shapefile):
    return sorted(file for file in shapefile.parent.iterdir() if file.stem == shapefile.stem)


def gml(folder, body, before="", name="areas.gml"):
    text = f"""<?xml version="1.0" encoding="utf-8"?>{before}
<gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:k="urn:k">
 <gml:featureMember><k:alue gml:id="a.1"><k:nimi>Itä</k:nimi>{body}</k:alue></gml:featureMember>
</gml:FeatureCollection>"""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def gml_point(x, y, system="urn:ogc:def:crs:EPSG::3879"):
    return f"""<k:paikka><gml:Point gml:id="g.1" srsName="{system}">
 <gml:pos>{y} {x}</gml:pos></gml:Point></k:paikka>"""
