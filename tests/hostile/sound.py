# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write a small sound file of every format, to be renamed, cut, bent and mixed."""

import io
import json
import struct
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import polars as pl
import pyogrio
import shapely

from hostile.case import Make, content

BOX = shapely.box(25_490_000, 6_670_000, 25_490_100, 6_670_050)
HEAD = "id,direction,material,amount,unit,site,from,to"
ROW = "z1,have,gravel,10,t,north,2026-01,2026-02"
LOTS = f"{HEAD}\n{ROW}\nz2,need,clay,5,t,south,2026-02,2026-03\n"
SITES = "id,x,y,crs,municipality\nz,385000,6690000,EPSG:3067,Vantaa\n"
LOADS = (
    "date,from,to,material,tonnes,weighed,document,from_kind\n"
    "2026-02-03,a,e,gravel,20,1,D1,lot\n2026-02-04,a,e,gravel,10,1,D2,lot\n"
)
TEK = (
    "FO 2.3\nKJ ETRS-GK25 N2000\nOM Kaupunki\nTY 20 Katu\nPK 1 x\nTT PA - 0\n"
    "XY 6675000 25497200 12.5 05032024 1\n0.0 5 Sa\n2.0 8 Mr\n5.0 9 Mr\n-1 KL\n"
)
STREETS = (
    "sheet,row,kind,major_district,district_no,district_name,name,sap_project,sap_network,phases,"
    "ta2023_keur,ts2023_keur,executor,months_2023,months_2024_jan_feb,mass_balance,bike_km,"
    "hsy_keur,note_keywords,pw_project_no\n"
    "Uudis,1,project,Keskinen suurpiiri,11,Kallio,Koekatu,,,smp,100,100,,111100000000,,,,,,123\n"
)
SEUTUMASSA = (
    "Kohteen id,Kohteen nimi,Massan laji,Massan ryhmä,Kelpoisuusluokka,Pilaantuneisuus,Kohdetyyppi,"
    "Maamassan tila,Suunniteltu aikataulu (alku),Suunniteltu aikataulu (loppu),Massan määrä,"
    "Massan yksikkö,Omistajan nimi (massan),Omistajan sähköposti,Omistajan puhelinnumero,"
    "Omistajan organisaatio,Kunta,Hankealue,GeoJSON\n"
    "12,Koulu,savi,hienorakeiset maalajit,u1,pilaantumaton maa,työmaa,ylijäämä/kaivettava,2026-03,"
    '2026-09,1500,m3,,,,Helsingin kaupunki,091,,"{""type"":""Point"",""coordinates"":'
    '[25497200.5,6675000.25]}"\n'
)
LANDXML = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<LandXML version="1.2"><Units><Metric '
    'linearUnit="meter"/></Units><CoordinateSystem epsgCode="3879" '
    'verticalCoordinateSystemName="N2000"/><Surfaces><Surface name="Maa"><Definition '
    'surfType="TIN"><Pnts><P id="1">6683000 25500000 12</P><P id="2">6683000 25500040 12</P>'
    '<P id="3">6683020 25500040 12</P><P id="4">6683020 25500000 12</P></Pnts><Faces>'
    "<F>1 2 3</F><F>1 3 4</F></Faces></Definition></Surface></Surfaces></LandXML>\n"
)
IFC = (
    "ISO-10303-21;\nHEADER;\nFILE_DESCRIPTION((''),'2;1');\n"
    "FILE_NAME('','2026-01-01T00:00:00',(''),(''),'','','');\nFILE_SCHEMA(('IFC4X3_ADD2'));\n"
    "ENDSEC;\nDATA;\n#1=IFCSIUNIT(*,.VOLUMEUNIT.,$,.CUBIC_METRE.);\n#2=IFCUNITASSIGNMENT((#1));\n"
    "#3=IFCPROJECT('p',$,'P',$,$,$,$,$,#2);\n"
    "#4=IFCEARTHWORKSCUT('0DXeno$_PCD8dDwgp1oo3r',$,'Pit',$,$,$,$,$,.EXCAVATION.);\n"
    "#5=IFCQUANTITYVOLUME('UndisturbedVolume',$,$,100.,$);\n"
    "#6=IFCELEMENTQUANTITY('q',$,'Qto_EarthworksCutBaseQuantities',$,$,(#5));\n"
    "#7=IFCRELDEFINESBYPROPERTIES('r',$,$,$,(#4),#6);\nENDSEC;\nEND-ISO-10303-21;\n"
)
MAPPING = 'confirmed = true\n[lots.id]\ncolumn = "id"\n'
SETTINGS = 'title = "Liite"\nfunders = ["Rahoittaja"]\n'


_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MACHINE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def workbook(folder: Path) -> Path:
    """Write the lots as a workbook, part by part, with shared strings."""
    cells = [line.split(",") for line in LOTS.splitlines()]
    strings = list(dict.fromkeys(cell for row in cells for cell in row))
    rows = "".join(
        f'<row r="{line}">{"".join(_cell(line, at, strings.index(cell)) for at, cell in row)}</row>'
        for line, row in enumerate(map(enumerate, cells), start=1)
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="'
        'application/vnd.openxmlformats-package.relationships+xml"/>'
        + "".join(
            f'<Override PartName="/xl/{name}.xml" ContentType="{_MACHINE}.{kind}+xml"/>'
            for name, kind in (
                ("workbook", "sheet.main"),
                ("worksheets/sheet1", "worksheet"),
                ("sharedStrings", "sharedStrings"),
            )
        )
        + "</Types>",
        "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{_SHEETS}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="lots" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(
            ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")
        ),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_SHEETS}"><dimension ref="A1:H3"/>'
        f"<sheetData>{rows}</sheetData></worksheet>",
        "xl/sharedStrings.xml": f'<sst xmlns="{_SHEETS}" count="{len(strings)}">'
        + "".join(f"<si><t>{text}</t></si>" for text in strings)
        + "</sst>",
    }
    with zipfile.ZipFile(folder / "lots.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>\n{text}')
    return folder / "lots.xlsx"


def _cell(line: int, at: int, string: int) -> str:
    return f'<c r="{"ABCDEFGH"[at]}{line}" t="s"><v>{string}</v></c>'


def _relations(*kinds: tuple[str, str]) -> str:
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(kinds, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def drawn(name: str, driver: str) -> Make:
    """Draw one rectangle by GDAL."""

    def make(folder: Path) -> Path:
        pyogrio.raw.write(
            folder / name,
            np.array([BOX.wkb], dtype=object),
            field_data=[np.array(["z"]), np.array(["Itä"])],
            fields=["id", "nimi"],
            geometry_type="Polygon",
            crs="EPSG:3879",
            layer=Path(name).stem,
            driver=driver,
            **({"encoding": "UTF-8"} if driver == "ESRI Shapefile" else {}),
        )
        return folder / name

    return make


def geojson_text(*coordinates: object, kind: str = "Point", **properties: object) -> str:
    """Write features of one kind as GeoJSON in degrees."""
    features = [
        {
            "type": "Feature",
            "properties": {"id": f"z{n}", **properties},
            "geometry": {"type": kind, "coordinates": one},
        }
        for n, one in enumerate(coordinates)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


def parquet(folder: Path, wkb: bytes = BOX.wkb, geo: object = None) -> Path:
    """Write one shape as GeoParquet in degrees."""
    column = {"encoding": "WKB", "geometry_types": []}
    told = geo or {"version": "1.1.0", "primary_column": "g", "columns": {"g": column}}
    frame = pl.DataFrame({"id": ["z"], "g": pl.Series([wkb], dtype=pl.Binary)})
    frame.write_parquet(
        folder / "sites.parquet",
        metadata={"geo": told if isinstance(told, str) else json.dumps(told)},
    )
    return folder / "sites.parquet"


def districts(folder: Path) -> list[Path]:
    """Draw the district of the street list, and the major district it is in."""
    box = [[[24.9, 60.16], [24.98, 60.16], [24.98, 60.2], [24.9, 60.2], [24.9, 60.16]]]
    drawn_by_name = {
        "districts.geojson": geojson_text(box, kind="Polygon", tunnus="11", nimi_fi="Kallio"),
        "majors.geojson": geojson_text(box, kind="Polygon", name="Keskinen"),
    }
    for name, text in drawn_by_name.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in drawn_by_name]


def degrees_box(folder: Path) -> Path:
    return parquet(folder, shapely.box(24.9, 60.1, 25.0, 60.2).wkb)


def zipped_shapefile(folder: Path) -> Path:
    """Pack a Shapefile with all its parts."""
    with TemporaryDirectory() as made:
        drawn("sites.shp", "ESRI Shapefile")(Path(made))
        with zipfile.ZipFile(folder / "sites.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for part in sorted(Path(made).iterdir()):
                archive.write(part, part.name)
    return folder / "sites.zip"


def archive(name: str, **members: str | bytes) -> Make:
    """Pack texts by the names of members; ``__`` in a name is a point."""

    def make(folder: Path) -> Path:
        with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as packed:
            for member, data in members.items():
                packed.writestr(member.replace("__", "."), data)
        return folder / name

    return make


def point_wkb(*numbers: float) -> bytes:
    return struct.pack("<BI2d", 1, 1, *numbers)


SOUND: Mapping[str, Make] = {
    "lots.csv": content("lots.csv", LOTS),
    "lots.xlsx": workbook,
    "sites.geojson": content("sites.geojson", geojson_text([24.9, 60.2])),
    "sites.gpkg": drawn("sites.gpkg", "GPKG"),
    "sites.gml": drawn("sites.gml", "GML"),
    "sites.shp": drawn("sites.shp", "ESRI Shapefile"),
    "sites.zip": zipped_shapefile,
    "sites.parquet": degrees_box,
    "ground.xml": content("ground.xml", LANDXML),
    "model.ifc": content("model.ifc", IFC),
    "holes.tek": content("holes.tek", TEK),
    "massat.csv": content("massat.csv", SEUTUMASSA),
    "loads.csv": content("loads.csv", LOADS),
    "streets.csv": content("streets.csv", STREETS),
}
"""A sound file of every format, by its name."""


@cache
def sound_bytes(name: str) -> bytes:
    """Give the bytes of a sound file."""
    with TemporaryDirectory() as made:
        return SOUND[name](Path(made)).read_bytes()


def packed_again(data: bytes, member: str, change: Callable[[bytes], bytes]) -> bytes:
    """Change one member of an archive."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            inside = old.read(name)
            new.writestr(name, change(inside) if name == member else inside)
    return out.getvalue()
