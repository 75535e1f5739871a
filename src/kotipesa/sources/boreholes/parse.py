# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Parse a file in the infra format (``.tek``): a pure function that runs in a child process.

Every line begins with a word that says what it is: ``FO`` and ``KJ`` speak of the file, other two
letters of a hole, a number is a depth and what was met there, ``-1`` and a reason end the hole.
Source: SGY 204, infra-pohjatutkimusformaatti, versions 2.1b to 2.3. Names of drillers and
inspectors are never kept.
"""

import codecs
import math
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from kotipesa.arrays import texts
from kotipesa.sources.apart.refusal import RefusedError

DEEPEST_M = 2_000.0
LINE_CHARS = 10_000
HOLES = 100_000
"""More than any town has bored, and more than one file should hold."""
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_OPENING = {"OM", "ML", "OR", "TY", "PK", "TT", "LA", "XY", "LN"}
"""Words that stand before the first depth of a hole: behind a depth they begin the next one."""
_OF_HOLE = {*_OPENING, "GR", "GL", "AT", "ZP", "TP", "LP"}
_REMARKS = {"FO", "HM", "TX", "HT", "EM", "VH", "KK", "LB", "RK"}
_OF_WATER = {"VP", "VO", "VK", "VPK", "HV", "PM"}
"""Methods whose numbers are no depths."""
_SAMPLES = {"NO", "NE"}
_CORES = {"KE", "KR"}
_SOIL_FROM = {"HP": 4, "MW": 8, "SI": 99, "FVT": 99, "PS": 99, "PMT": 99}
"""Where the name of the soil may stand first; elsewhere it follows numbers only."""
_ROCK = "Ka"
_SOIL = re.compile(r"[^\W\d_]{2,12}")
_TOLD = {
    "ML": ("classes",),
    "TY": ("work",),
    "TT": ("method",),
    "XY": ("x", "y", "z", "date", "number"),
}
_HOLE = (
    *("system", "height", "classes", "work", "method"),
    *("x", "y", "z", "date", "number", "end"),
)


class Row(NamedTuple):
    """What was met: top_m is nan where a layer begins at the row above; initial: bored before."""

    hole: int
    top_m: float
    bottom_m: float
    soil: str
    is_initial: bool


def parse(path: Path) -> dict[str, object]:
    """Give the holes and rows of a file in columns, and the lines that could not be read.

    hole_line: where each hole begins; hole_system, … hole_end: its words, '' where none;
    row_hole, row_top_m, row_bottom_m, row_soil, row_is_initial; junk_line; is_ended: a hole has
    its ``-1``. Raises RefusedError with ``boreholes_none``, ``boreholes_too_many`` or
    ``bad_encoding``.
    """
    holes: list[dict[str, str]] = []
    lines: list[int] = []
    rows: list[Row] = []
    junk: list[int] = []
    system = {"system": "", "height": ""}
    is_open = has_rows = False
    for number, words in _lines(path):
        word = words[0].upper()
        if word == "KJ":
            system = _system(words[1:])
        elif word == "-1":
            if is_open:
                holes[-1]["end"] = words[1].upper() if len(words) > 1 else "-"
            is_open = False
        elif word in _OF_HOLE or word == "AL":
            if not is_open or (has_rows and word in _OPENING):
                holes.append(dict.fromkeys(_HOLE, "") | system)
                lines.append(number)
                is_open, has_rows = True, False
            holes[-1] |= dict(zip(_TOLD.get(word, ()), words[1:], strict=False))
            if word == "AL":
                rows += _initial(len(holes) - 1, words)
                has_rows = True
        elif word not in _REMARKS:
            row = _row(len(holes) - 1, words, holes[-1]["method"]) if is_open else None
            has_rows = has_rows or is_open
            rows += [row] if row else []
            junk += (
                [] if row or (is_open and _method(holes[-1]["method"]) in _OF_WATER) else [number]
            )
    if not 0 < len(holes) <= HOLES:
        code = "boreholes_too_many" if holes else "boreholes_none"
        raise RefusedError(code, limit=HOLES)
    return _columns(holes, lines, rows, junk)


def _columns(
    holes: Sequence[dict[str, str]], lines: list[int], rows: Sequence[Row], junk: list[int]
) -> dict[str, object]:
    hole, top_m, bottom_m, soil, is_initial = zip(*rows, strict=True) if rows else ((),) * 5
    return {
        "hole_line": np.array(lines, dtype=np.int32),
        **{f"hole_{name}": texts([hole[name] for hole in holes]) for name in _HOLE},
        "row_hole": np.array(hole, dtype=np.int32),
        "row_top_m": np.array(top_m, dtype=np.float64),
        "row_bottom_m": np.array(bottom_m, dtype=np.float64),
        "row_soil": texts(list(soil)),
        "row_is_initial": np.array(is_initial, dtype=np.bool_),
        "junk_line": np.array(junk, dtype=np.int32),
    }


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Give the words of every line that has any; what no encoding fits is read as Latin-1."""
    content = path.read_bytes()
    for encoding in ("utf-16",) if content.startswith(_UTF16_MARKS) else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        if content.startswith(_UTF16_MARKS):
            raise RefusedError("bad_encoding")
        text = content.decode("latin-1")
    for number, line in enumerate(text.splitlines(), start=1):
        if words := line[:LINE_CHARS].split():
            yield number, words


def _system(words: Sequence[str]) -> dict[str, str]:
    """Read ``KJ``: the last word is the system of heights where there are two."""
    if len(words) < 2:
        return {"system": "".join(words), "height": ""}
    return {"system": " ".join(words[:-1]), "height": words[-1]}


def _initial(hole: int, words: Sequence[str]) -> list[Row]:
    """Read ``AL``: how deep was bored before, by what method, through what soil."""
    depth_m = _number(words[1]) if len(words) > 1 else math.nan
    soil = words[3] if len(words) > 3 and _SOIL.fullmatch(words[3]) else ""
    return [Row(hole, 0.0, depth_m, soil, is_initial=True)] if depth_m > 0 else []


def _row(hole: int, words: Sequence[str], method: str) -> Row | None:
    depth_m = _number(words[0])
    if math.isnan(depth_m) or method in _OF_WATER:
        return None
    if method in _CORES:
        bottom_m = _number(words[1]) if len(words) > 1 else math.nan
        return Row(hole, depth_m, bottom_m, _ROCK, is_initial=False)
    if method in _SAMPLES:
        bottom_m = _number(words[2]) if len(words) > 2 else math.nan
        return Row(hole, depth_m, bottom_m, _soil(words[3:4]), is_initial=False)
    return Row(hole, math.nan, depth_m, _soil(words[_SOIL_FROM.get(method, 1) :]), is_initial=False)


def _method(written: str) -> str:
    return written.partition("/")[0].upper()


def _soil(words: Sequence[str]) -> str:
    return next((word for word in words if _SOIL.fullmatch(word)), "")


def _number(word: str) -> float:
    """Read a depth in metres, nan for what is none."""
    try:
        value = float(word.replace(",", ".").rstrip("."))
    except ValueError:
        return math.nan
    return value if 0 <= value <= DEEPEST_M else math.nan
