# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Packed files: bombs, archives in archives, names that lead out, links, hostile parts of Excel."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

from hostile.case import Make, cases, changed, content, repeated
from hostile.sound import LOTS, archive, packed_again, sound_bytes, workbook, zipped_shapefile

GIBIBYTE = 1 << 30
_SHEET, _STRINGS, _BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
_LAUGHS = (
    "<!DOCTYPE l [<!ENTITY a 'ha'>"
    + "".join(
        f"<!ENTITY {one} '{f'&{other};' * 10}'>"
        for other, one in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + "]>"
)
_XXE = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file://SECRET'>]>"


def bomb(name: bytes, claimed: int) -> bytes:
    """Pack a gigabyte of spaces into a megabyte, as an archive of one member."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    block = packer.compress(b" " * (16 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = block * (GIBIBYTE // (16 << 20)) + packer.flush(zlib.Z_FINISH)
    sizes = struct.pack("<LLLHH", 0, len(packed), claimed, len(name), 0)
    local = b"PK\x03\x04" + struct.pack("<HHHHH", 20, 0, 8, 0, 0x21) + sizes + name
    central = b"PK\x01\x02" + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 0x21) + sizes
    central += struct.pack("<HHHLL", 0, 0, 0, 0, 0) + name
    start = len(local) + len(packed)
    end = b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 1, 1, len(central), start, 0)
    return local + packed + central + end


def nested(name: str, inner: bytes, depth: int) -> Make:
    """Make an archive in an archive in an archive."""
    data = inner
    for _ in range(depth):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr(name, data)
        data = out.getvalue()
    return content(name, data)


def link(name: str, member: str, target: str) -> Make:
    """Make an archive with a symbolic link in it."""

    def make(folder: Path) -> Path:
        path = zipped_shapefile(folder).rename(folder / name)
        place = zipfile.ZipInfo(member)
        place.external_attr = 0o120777 << 16
        with zipfile.ZipFile(path, "a") as packed:
            packed.writestr(place, target)
        return path

    return make


def part(member: str, old: str, new: str) -> Make:
    """Make a workbook and change a text of one of its parts; ``SECRET`` is a file's path."""

    def make(folder: Path) -> Path:
        path = workbook(folder)
        secret = str(folder.parent / "secret.csv")

        def change(data: bytes) -> bytes:
            assert old.encode() in data, (member, old)
            return data.replace(old.encode(), new.replace("SECRET", secret).encode(), 1)

        path.write_bytes(packed_again(path.read_bytes(), member, change))
        return path

    return make


def many_members(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "sites.zip", "w") as packed:
        for number in range(20_000):
            packed.writestr(f"{number}.shp", b"")
    return folder / "sites.zip"


def twice(folder: Path) -> Path:
    """Make an archive that holds a name twice: readers differ in which they take."""
    path = zipped_shapefile(folder)
    out = io.BytesIO(path.read_bytes())
    other = zipfile.ZipInfo("sites.dbf")
    with zipfile.ZipFile(out, "a") as packed:
        packed.NameToInfo.pop("sites.dbf")
        packed.writestr(other, b"x")
    path.write_bytes(out.getvalue())
    return path


WORKBOOKS = {
    "bomb in its strings": content("lots.xlsx", bomb(b"xl/sharedStrings.xml", GIBIBYTE)),
    "bomb that hides its size": content("lots.xlsx", bomb(b"xl/sharedStrings.xml", 5_000)),
    "bomb in a sheet": content("lots.xlsx", bomb(_SHEET.encode(), GIBIBYTE)),
    "laughs in strings": part(_STRINGS, "<sst", f"{_LAUGHS}<sst"),
    "laughs in a sheet": part(_SHEET, "<worksheet", f"{_LAUGHS}<worksheet"),
    "laughs in the book": part(_BOOK, "<workbook", f"{_LAUGHS}<workbook"),
    "another file in strings": part(_STRINGS, "<sst", f"{_XXE}<sst"),
    "another file in a sheet": part(_SHEET, "<worksheet", f"{_XXE}<worksheet"),
    "another file in relations": part(
        "xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "../../../../../SECRET"
    ),
    "a formula": part(_SHEET, '<c r="A2" t="s">', '<c r="A2" t="s"><f>1+1</f>'),
    "a dde link": part(_SHEET, '<c r="A2" t="s">', """<c r="A2" t="s"><f>cmd|'/C calc'!A0</f>"""),
    "a cell at the far end": part(
        _SHEET,
        "</row></sheetData>",
        '</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
    ),
    "a cell beyond the end": part(
        _SHEET,
        "</row></sheetData>",
        '</row><row r="99999999"><c r="ZZZZ99999999"><v>1</v></c></row></sheetData>',
    ),
    "a claimed size of everything": part(_SHEET, 'ref="A1:H3"', 'ref="A1:XFD1048576"'),
    "a string that is not there": part(_SHEET, "<v>0</v>", "<v>999999999</v>"),
    "a string below zero": part(_SHEET, "<v>0</v>", "<v>-1</v>"),
    "a date beyond all": part(
        _SHEET, '<c r="G2" t="s">', '<c r="G2"><v>1e308</v></c><c r="G2" t="s">'
    ),
    "rows without end": part(_SHEET, "</row></sheetData>", "</row>" + "<row>" * 100_000),
    "deep elements": part(_SHEET, "<sheetData>", "<x>" * 50_000 + "<sheetData>"),
    "ten million strings claimed": part(_STRINGS, "count=", 'uniqueCount="4294967295" count='),
    "a lone surrogate": part(_STRINGS, "<t>id</t>", "<t>_xD800_id&#xD800;</t>"),
    "zero bytes": part(_STRINGS, "<t>id</t>", "<t>i\0d</t>"),
    "macros called xlsx": archive(
        "lots.xlsx", **{"[Content_Types]__xml": "<x/>", "xl/vbaProject__bin": b"\xd0\xcf"}
    ),
    "an archive of nothing": content("lots.xlsx", b"PK\x05\x06" + bytes(18)),
    "an old workbook called xlsx": content(
        "lots.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    ),
    "a text called xlsx": content("lots.xlsx", LOTS),
    "ten thousand sheets": part(
        _BOOK,
        "</sheets>",
        "".join(
            f'<sheet name="s{n}" sheetId="{n}" r:id="rId1" '
            'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>'
            for n in range(2, 3_000)
        )
        + "</sheets>",
    ),
    "slow places": part(_SHEET, "</row></sheetData>", "</row><c" + ' r="A1"' * 150_000),
    "slow errors": part(_SHEET, "</row></sheetData>", "</row><c" + ' t="e"' * 150_000),
    "slow hidden rows": part(_SHEET, "</row></sheetData>", "</row><row" + ' hidden="1"' * 90_000),
    "slow spaces": part(_SHEET, "</row></sheetData>", "</row><c" + " " * 1_000_000),
}
MAPS = {
    "bomb": content("sites.zip", bomb(b"sites.shp", GIBIBYTE)),
    "bomb that hides its size": content("sites.zip", bomb(b"sites.shp", 5_000)),
    "bomb of a geopackage": content("sites.zip", bomb(b"sites.gpkg", GIBIBYTE)),
    "archives in archives": nested("sites.zip", sound_bytes("sites.zip"), 10),
    "a name that leads up": archive("sites.zip", **{"../../sites__shp": b"x"}),
    "an absolute name": archive("sites.zip", **{"/outside/sites__shp": b"x"}),
    "a name of another system": archive("sites.zip", **{"a\\..\\..\\sites__shp": b"x"}),
    "a name with a drive": archive("sites.zip", **{"C:sites__shp": b"x"}),
    "a name with an override": archive("sites.zip", **{"sites\u202ephs__shp": b"x"}),
    "a name of a terminal": archive("sites.zip", **{"x\x1b[2J__shp": b"x"}),
    "a link out": link("sites.zip", "other.shp", "/etc/passwd"),
    "a link to itself": link("sites.zip", "other.shp", "other.shp"),
    "a map called twice": twice,
    "twenty thousand members": many_members,
    "a password": changed(
        zipped_shapefile,
        (b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00"),
    ),
    "an unknown packing": changed(
        zipped_shapefile,
        (
            b"PK\x01\x02\x14\x03\x14\x00\x00\x00\x08\x00",
            b"PK\x01\x02\x14\x03\x14\x00\x00\x00\x63\x00",
        ),
    ),
    "a table in an archive": archive("sites.zip", sites__csv=LOTS),
    "a virtual map": archive(
        "sites.zip",
        sites__vrt="<OGRVRTDataSource><OGRVRTLayer name='x'><SrcDataSource>"
        "/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>",
    ),
    "a map of zeros": repeated("sites.zip", b"PK\x03\x04", bytes(1_024), 10_000),
}
CASES = [
    *cases(
        "import",
        {f"workbook, {name}": case for name, case in WORKBOOKS.items()},
        heavy=[
            "workbook, bomb in a sheet",
            "workbook, a cell at the far end",
            "workbook, laughs in strings",
        ],
    ),
    *cases("check book", WORKBOOKS),
    *cases("mapping", {f"workbook, {name}": case for name, case in WORKBOOKS.items()}),
    *cases(
        "loads",
        {
            f"workbook, {name}": case
            for name, case in WORKBOOKS.items()
            if "bomb" in name or "formula" in name
        },
    ),
    *cases(
        "import", {f"archive, {name}": case for name, case in MAPS.items()}, heavy=["archive, bomb"]
    ),
    *cases("area", {f"archive, {name}": case for name, case in MAPS.items()}),
]
