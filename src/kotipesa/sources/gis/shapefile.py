# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Open a Shapefile: parts beside each other or in one archive, texts in any encoding."""

import codecs
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from kotipesa.sources.apart.refusal import RefusedError
from kotipesa.sources.gis.layer import Layer
from kotipesa.sources.gis.ogr import chosen_layer, open_layer
from kotipesa.sources.limits import DEFAULT_LIMITS

_MARK = (9994).to_bytes(4, "big")
_NEEDED = (".shx", ".dbf")
_HEADER_BYTES = 32
_LANGUAGE_BYTE = 29
_LANGUAGES = {0x01: "cp437", 0x02: "cp850", 0x08: "cp865", 0x65: "cp865"}
"""Encodings of the north by the dBASE language driver; most others are cp1252."""
_CODE_PAGE_NUMBER = re.compile(r"(?:ansi|cp|windows|oem)?[ _-]*(\d{3,5})")
_CODE_PAGES = {"65001": "utf-8", "88591": "latin-1", "885915": "iso8859-15", "28591": "latin-1"}


@dataclass(frozen=True, slots=True)
class _Parts:
    """One Shapefile: how GDAL is to open it, and the bytes of its parts by ending."""

    name: str
    source: str
    parts: Mapping[str, "Path | zipfile.Path"]


def open_shapefile(path: Path, _layer: str, encoding: str) -> Layer:
    """Open a .shp whose .shx and .dbf, and wherever possible .prj and .cpg, lie beside it.

    It has but one layer, whatever that is called.
    """
    beside = {
        file.suffix.lower(): file
        for file in path.parent.iterdir()
        if file.stem == path.stem and file.is_file()
    }
    return _open(_Parts(path.stem, str(path), beside), encoding)


def open_zipped(path: Path, layer: str, encoding: str) -> Layer:
    """Open a Shapefile in an archive that is already known to be safe to unpack."""
    with zipfile.ZipFile(path) as archive:
        names = [PurePosixPath(member) for member in archive.namelist()]
        maps = {name.stem: name for name in names if name.suffix.lower() == ".shp"}
        if not maps:
            raise RefusedError("archive_without_map")
        main = maps[chosen_layer(sorted(maps), layer)]
        parts = {
            name.suffix.lower(): zipfile.Path(archive, str(name))
            for name in names
            if name.parent == main.parent and name.stem == main.stem
        }
        source = f"/vsizip/{{{path}}}/{main}"
        return _open(_Parts(main.stem, source, parts), encoding)


def _open(found: _Parts, encoding: str) -> Layer:
    if missing := [ending for ending in _NEEDED if ending not in found.parts]:
        raise RefusedError("shapefile_incomplete", missing=", ".join(missing))
    with found.parts[".shp"].open("rb") as file:
        if file.read(len(_MARK)) != _MARK:
            raise RefusedError("map_unreadable", reason="no Shapefile")
    codec, is_guessed = _text_encoding(found.parts, encoding)
    opened = open_layer(found.source, found.name, encoding=codec)
    guess = [("map_encoding_guessed", 0, {"encoding": codec})] if is_guessed else []
    return replace(opened, findings=(*opened.findings, *guess))


def _text_encoding(parts: Mapping[str, "Path | zipfile.Path"], asked: str) -> tuple[str, bool]:
    """Find out how the texts are written: as asked, as .cpg says, else by their bytes (a guess).

    Raises RefusedError for an encoding nobody knows, or one the texts are not written in.
    """
    with parts[".dbf"].open("rb") as file:
        content = file.read(DEFAULT_LIMITS.file_bytes)
    texts = content[int.from_bytes(content[8:10], "little") :]
    said = asked or (_said(parts[".cpg"]) if ".cpg" in parts else "")
    if not said:
        usual = _LANGUAGES.get(content[_LANGUAGE_BYTE], "cp1252")
        likely = next(codec for codec in ("utf-8", usual, "latin-1") if _decodes(texts, codec))
        return likely, not texts.isascii()
    codec = _codec(said)
    if not _decodes(texts, codec):
        raise RefusedError("map_bad_encoding", encoding=said)
    return codec, False


def _decodes(content: bytes, codec: str) -> bool:
    try:
        content.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _said(part: "Path | zipfile.Path") -> str:
    with part.open("rb") as file:
        return file.read(_HEADER_BYTES).decode("ascii", "replace").strip()


def _codec(name: str) -> str:
    """Give Python's name of an encoding: ``UTF-8``, ``ISO 8859-1``, ``ANSI 1252``, ``65001``."""
    number = _CODE_PAGE_NUMBER.fullmatch(name.lower())
    plain = _CODE_PAGES.get(number[1], f"cp{number[1]}") if number else name.replace(" ", "-")
    try:
        b" ".decode(plain)  # finds those that are known but no encodings of text, such as zip
        return codecs.lookup(plain).name
    except (LookupError, ValueError) as fault:
        raise RefusedError("encoding_unknown", encoding=name) from fault
