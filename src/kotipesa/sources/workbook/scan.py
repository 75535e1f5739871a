# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Scan the XML of a workbook's sheets for what its values do not show: formulas, errors, hiding."""

import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree as ET

from kotipesa.sources.archive import member_chunks

_F = rb"""<(?:\w+:)?f(?![^<>]*>\s*(?:TRUE|FALSE)\(\)\s*<)[\s/>]"""
"""Where a formula begins; true and false, which LibreOffice writes as one in texts, are none."""
_CELL = rb"""<(?:\w+:)?c(\s[^<>]*)?>"""
_FORMULA = re.compile(_CELL + rb"""\s*""" + _F)
_VALUE = re.compile(
    _CELL + rb"""(?:\s*<(?:\w+:)?f[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>))?\s*<(?:\w+:)?v>([^<]{1,40})<"""
)
_ROW = re.compile(rb"""<(?:\w+:)?row(\s[^<>]*)>""")
_IS_ERROR = re.compile(rb"""\st\s*=\s*["']e["']""")
_IS_HIDDEN = re.compile(rb"""\shidden\s*=\s*["'](?:1|true)["']""")
_HIDDEN = (b'hidden="1"', b'hidden="true"', b"hidden='")
_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Z]{0,3})(\d{1,7})["']""")
_OVERLAP_BYTES = 4_096
_SCAN_BYTES = 1 << 20
_INDEX_BYTES = 1 << 22
_DOCTYPE = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SheetScan:
    """What a sheet holds: places are (row, column), both from 1.

    errors: what each error cell shows; hidden: rows out
    of sight; has_lost: it has formulas or errors in cells that do not tell their place.
    """

    formulas: tuple[tuple[int, int], ...]
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden: tuple[int, ...] = ()
    has_lost: bool = False


def sheet_members(path: Path) -> dict[str, zipfile.ZipInfo]:
    """Find the member of each sheet by the sheet's name.

    Raises KeyError, ValueError or ElementTree.ParseError for a workbook that is not sound.
    """
    with zipfile.ZipFile(path) as archive:
        members = {member.filename.lower(): member for member in archive.infolist()}
    targets = {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in _read_xml(path, members["xl/_rels/workbook.xml.rels"])
    }
    found = {}
    for element in _read_xml(path, members["xl/workbook.xml"]).iter():
        if element.tag.rpartition("}")[2] == "sheet":
            key = next((v for k, v in element.items() if k.rpartition("}")[2] == "id"), "")
            target = PurePosixPath("/xl", targets.get(key, "")).as_posix().lstrip("/").lower()
            if target in members:
                found[element.get("name", "")] = members[target]
    return found


def scan_sheet(path: Path, member: zipfile.ZipInfo) -> SheetScan:
    """Scan one sheet piece by piece; memory does not grow with it."""
    formulas: set[tuple[int, int]] = set()
    errors: dict[tuple[int, int], str] = {}
    hidden: set[int] = set()
    has_lost = False
    for text in _overlapping(member_chunks(path, member)):
        if b"\0" in text:
            message = f"{member.filename}: not in UTF-8"
            raise ValueError(message)
        for cell in _FORMULA.findall(text) if b"<f" in text or b":f" in text else ():
            place = _place(cell)
            has_lost |= place is None
            formulas.update([place] if place else ())
        for cell, shown in _VALUE.findall(text) if b'"e"' in text or b"'e'" in text else ():
            if _IS_ERROR.search(cell):
                place = _place(cell)
                has_lost |= place is None
                errors |= {place: shown.decode(errors="replace")} if place else {}
        for row in _ROW.findall(text) if any(mark in text for mark in _HIDDEN) else ():
            if _IS_HIDDEN.search(row):
                hidden.update(int(place[2]) for place in [_PLACE.search(row)] if place)
    return SheetScan(tuple(sorted(formulas)), errors, tuple(sorted(hidden)), has_lost=has_lost)


def column_number(name: bytes) -> int:
    """Count a column from its letters: A is 1, AA is 27."""
    number = 0
    for letter in name:
        number = number * 26 + letter - ord("A") + 1
    return number


def _place(cell: bytes) -> tuple[int, int] | None:
    """Read row and column of a cell from its attributes; None where they do not tell both."""
    place = _PLACE.search(cell)
    return (int(place[2]), column_number(place[1])) if place and place[1] else None


def _overlapping(chunks: Iterable[bytes]) -> Iterable[bytes]:
    """Join chunks to larger ones that share their ends, so that no tag is cut in two."""
    text = b""
    for chunk in chunks:
        text += chunk
        if len(text) >= _SCAN_BYTES:
            yield text
            text = text[-_OVERLAP_BYTES:]
    yield text


def _read_xml(path: Path, member: zipfile.ZipInfo) -> ET.Element:
    """Read one of the small index files; a document type is refused, so no entity can grow."""
    if member.file_size > _INDEX_BYTES:
        message = f"{member.filename}: too large for an index"
        raise ValueError(message)
    text = b"".join(member_chunks(path, member))
    if _DOCTYPE.search(text):
        message = f"{member.filename}: document types are not allowed"
        raise ValueError(message)
    return ET.fromstring(text)  # noqa: S314
