# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Scan the XML of a workbook's sheets for what its values do not show: formulas and far cells."""

import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree as ET

from kotipesa.sources.archive import member_chunks

_REF = rb"""\sr\s*=\s*["']"""
_FORMULA = re.compile(_REF + rb"""([A-Z]{1,3})(\d{1,7})["'][^<>]*>\s*<(?:\w+:)?f[\s/>]""")
_FAR_CELL = re.compile(_REF + rb"(?:([A-Z]{2,3})(\d{1,9})|[A-Z]?(\d{6,9}))")
_NEAR_ROWS, _NEAR_COLUMNS = 99_999, 26
_OVERLAP_BYTES = 4_096
_SCAN_BYTES = 1 << 20
_INDEX_BYTES = 1 << 22
_DOCTYPE = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SheetScan:
    """What a sheet holds: formulas as (row, column), both from 1; how far its cells may reach."""

    formulas: tuple[tuple[int, int], ...]
    rows: int
    columns: int


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
    rows, columns = _NEAR_ROWS, _NEAR_COLUMNS
    for text in _overlapping(member_chunks(path, member)):
        if b"\0" in text:
            message = f"{member.filename}: not in UTF-8"
            raise ValueError(message)
        if b"<f" in text or b":f" in text:
            formulas.update((int(row), column_number(name)) for name, row in _FORMULA.findall(text))
        for column, row, row_only in set(_FAR_CELL.findall(text)):
            rows = max(rows, int(row or row_only))
            columns = max(columns, column_number(column))
    return SheetScan(tuple(sorted(formulas)), rows, columns)


def column_number(name: bytes) -> int:
    """Count a column from its letters: A is 1, AA is 27."""
    number = 0
    for letter in name:
        number = number * 26 + letter - ord("A") + 1
    return number


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
