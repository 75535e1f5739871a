# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Take the surfaces and quantities out of a LandXML or Inframodel file, in a process of its own.

Nothing is built but columns: the file streams by, so memory follows the points and triangles,
and no reference to an entity, a DTD or the network is ever followed. Names count without their
namespace and in any letter case: those of LandXML 1.0 to 1.2 and Inframodel differ in both.
"""

from array import array
from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from lxml import etree

from kotipesa.arrays import Indices, Numbers
from kotipesa.sources.apart.refusal import RefusedError

_CHUNK_BYTES = 1 << 20
_ROWS_AT_ONCE = 1 << 15
_SURFACES, _QUANTITIES, _GREATEST_ID = 10_000, 100_000, 2**62
_UNITS = ("metric", "imperial")
_OLD_ENCODING = "windows-1252"


def parse(path: Path) -> dict[str, object]:
    """Read every surface of a file.

    Gives ``points`` float64 (n, 3) northing, easting, height; ``point_id`` int64; ``faces`` int64
    (m, 3) ids of points; ``surfaces``, a list that says of each its name and how many rows of
    these are its own; ``units`` and ``crs``, attributes by name in small letters; ``stated``,
    quantities written in the file; ``encoding``, '' unless the file lied about it.
    Raises RefusedError.
    """
    try:
        return _parsed(path, "")
    except etree.XMLSyntaxError as fault:
        if "encoding" not in str(fault).lower() and "utf-8" not in str(fault).lower():
            raise RefusedError("landxml_broken", reason=fault) from fault
    try:
        return _parsed(path, _OLD_ENCODING)
    except etree.XMLSyntaxError as fault:
        raise RefusedError("landxml_broken", reason=fault) from fault


def _parsed(path: Path, encoding: str) -> dict[str, object]:
    listener = _Listener()
    parser = etree.XMLParser(
        target=listener,
        encoding=encoding or None,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            parser.feed(chunk)
    return {**parser.close(), "encoding": encoding}


class _Listener:
    """Hear the elements of a file as they go by, and keep what belongs to surfaces."""

    def __init__(self) -> None:
        self._small: dict[str, str] = {}
        self._path: list[str] = []
        self._text: list[str] | None = None
        self._points = _Rows("landxml_bad_point", float, np.float64)
        self._faces = _Rows("landxml_bad_face", int, np.int64)
        self._ids = array("q")
        self._is_hidden = self._is_quantity = False
        self._surfaces: list[dict[str, Any]] = []
        self._stated: list[dict[str, str]] = []
        self._units: dict[str, str] = {}
        self._crs: dict[str, str] = {}
        self._begin: dict[str, Callable[[Mapping[str, str]], None]] = {
            "p": self._point,
            "f": self._face,
            "surface": self._surface,
            "definition": self._definition,
            "coordinatesystem": self._coordinate_system,
            "feature": self._feature,
            "property": self._property,
            "surfvolume": self._volume,
        }

    def doctype(self, *_: object) -> None:
        """Refuse any document type: entities and outside files come in by it."""
        raise RefusedError("xml_doctype")

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Hear an element begin."""
        name = self._small.get(tag) or self._small.setdefault(tag, _local(tag))
        self._path.append(name)
        if (begin := self._begin.get(name)) is not None:
            begin(attributes)
        elif name in _UNITS:
            self._units = {**_plain(attributes), "system": name}
        elif len(self._path) == 1 and name != "landxml":
            raise RefusedError("landxml_other", root=name)

    def data(self, text: str) -> None:
        """Hear text; only that of points and faces counts."""
        if self._text is not None:
            self._text.append(text)

    def end(self, _: str) -> None:
        """Hear an element end."""
        name = self._path.pop()
        if self._text is None or name not in ("p", "f"):
            return
        text, self._text = "".join(self._text), None
        if name == "p":
            self._points.add(text)
        elif not self._is_hidden:
            self._faces.add(text)

    def close(self) -> dict[str, object]:
        """Give what was heard."""
        points, faces = self._points.rows(), self._faces.rows()
        self._end_surface()
        return {
            "points": points,
            "point_id": np.array(self._ids, dtype=np.int64),
            "faces": faces,
            "surfaces": self._surfaces,
            "units": self._units,
            "crs": self._crs,
            "stated": self._stated,
        }

    def _surface(self, attributes: Mapping[str, str]) -> None:
        self._end_surface()
        if len(self._surfaces) == _SURFACES:
            raise RefusedError("landxml_too_many", limit=_SURFACES)
        name = _plain(attributes).get("name", "")
        first = {"first_point": self._points.count, "first_face": self._faces.count}
        self._surfaces.append({"name": name, "type": "", "hidden": 0, **first})

    def _end_surface(self) -> None:
        if self._surfaces and "points" not in (last := self._surfaces[-1]):
            last["points"] = self._points.count - last.pop("first_point")
            last["faces"] = self._faces.count - last.pop("first_face")

    def _definition(self, attributes: Mapping[str, str]) -> None:
        if self._surfaces and self._path[-2] == "surface":
            self._surfaces[-1]["type"] = _plain(attributes).get("surftype", "")

    def _point(self, attributes: Mapping[str, str]) -> None:
        if self._surfaces and self._path[-2] == "pnts":
            self._text = []
            self._ids.append(_whole(attributes.get("id", str(self._points.count + 1))))

    def _face(self, attributes: Mapping[str, str]) -> None:
        if self._surfaces and self._path[-2] == "faces":
            self._text = []
            self._is_hidden = attributes.get("i") in ("1", "true")
            self._surfaces[-1]["hidden"] += self._is_hidden

    def _coordinate_system(self, attributes: Mapping[str, str]) -> None:
        self._crs = self._crs or _plain(attributes)

    def _feature(self, attributes: Mapping[str, str]) -> None:
        self._is_quantity = _plain(attributes).get("code", "").casefold() == "im_quantity"
        if self._is_quantity:
            place = {"surface": self._surface_name(), "of": self._path[-2]}
            self._state({"kind": "im_quantity", **place})

    def _property(self, attributes: Mapping[str, str]) -> None:
        if self._path[-2] == "feature" and self._is_quantity:
            said = _plain(attributes)
            self._stated[-1][said.get("label", "").casefold()] = said.get("value", "")

    def _volume(self, attributes: Mapping[str, str]) -> None:
        self._state({"kind": "surf_volume", **_plain(attributes)})

    def _state(self, quantity: dict[str, str]) -> None:
        if len(self._stated) == _QUANTITIES:
            raise RefusedError("landxml_too_many", limit=_QUANTITIES)
        self._stated.append(quantity)

    def _surface_name(self) -> str:
        return str(self._surfaces[-1]["name"]) if "surface" in self._path else ""


class _Rows:
    """Gather rows of three numbers written as texts; the texts are given up a batch at a time."""

    def __init__(self, code: str, read: Callable[[str], float], dtype: type[Any]) -> None:
        self.count = 0
        self._code, self._read, self._dtype = code, read, dtype
        self._texts: list[str] = []
        self._done: list[Any] = []

    def add(self, text: str) -> None:
        """Add one row."""
        self.count += 1
        self._texts.append(text)
        if len(self._texts) == _ROWS_AT_ONCE:
            self._turn()

    def rows(self) -> Numbers | Indices:
        """Give all rows, (n, 3)."""
        self._turn()
        return np.concatenate(self._done)

    def _turn(self) -> None:
        split = [text.split() for text in self._texts]
        for row in split:
            if len(row) != 3:
                raise RefusedError(self._code, text=" ".join(row))
        self._done.append(self._numbers(chain.from_iterable(split)).reshape(-1, 3))
        self._texts.clear()

    def _numbers(self, words: Iterable[str]) -> Any:
        try:
            return np.fromiter(map(self._read, words), dtype=self._dtype)
        except (ValueError, OverflowError) as fault:
            raise RefusedError(self._code, text=fault) from fault


def _local(tag: str) -> str:
    return tag.rpartition("}")[2].lower()


def _plain(attributes: Mapping[str, str]) -> dict[str, str]:
    return {_local(name): value.strip() for name, value in attributes.items()}


def _whole(text: str) -> int:
    try:
        number = int(text)
    except ValueError as fault:
        raise RefusedError("landxml_bad_point", text=text) from fault
    if abs(number) > _GREATEST_ID:
        raise RefusedError("landxml_bad_point", text=text)
    return number
