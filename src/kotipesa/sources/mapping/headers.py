# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Understand the name of a column: what it is called like, its unit, a material, a direction."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from rapidfuzz import fuzz

from kotipesa.sources.schema import Column
from kotipesa.vocab import find_code

_WORD = re.compile(r"[\w³./-]+", re.UNICODE)
_SHORTEST_MATERIAL = 4
_SHORTEST_END = 5
_LONGEST = 200
_SPELLING = 85.0
EXACT, CONTAINED, COMPOUND = 1.0, 0.85, 0.7
_UNITS = ("m3ktr", "m3itd", "m3rtr", "m3", "t", "kg", "pcs")


@dataclass(frozen=True, slots=True)
class Header:
    """The name of a column taken apart.

    words: what is left in small letters without units; unit: a unit of ours, ``m3`` when the state
    of the volume is not said, '' for none; material, direction: codes named in it, '' for none.
    """

    written: str
    words: str
    unit: str
    is_thousands: bool
    material: str
    direction: str


@cache
def synonyms() -> dict[str, tuple[str, ...]]:
    """Read the usual words for columns, units and directions, in small letters."""
    text = files("kotipesa.sources.mapping").joinpath("synonyms.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["target"]: tuple(row["words"].casefold().split("|")) for row in rows}


@cache
def read_header(written: str) -> Header:
    """Take the name of a column apart."""
    plain = written[:_LONGEST].casefold().replace("_", " ")
    words = [word.strip("./-") or word for word in _WORD.findall(plain)]
    units = [unit for unit in _UNITS if any(word in synonyms()[f"unit.{unit}"] for word in words)]
    unit = next((unit for unit in units if unit != "m3"), "m3" if "m3" in units else "")
    is_thousands = any(word in synonyms()["thousand"] for word in words)
    of_units = {w for u in _UNITS for w in synonyms()[f"unit.{u}"]} | {*synonyms()["thousand"]}
    left = [word for word in words if word not in of_units]
    directions = [code for code in ("have", "need") if _names_one(left, synonyms()[code])]
    return Header(
        written=written,
        words=" ".join(left or words),
        unit=unit,
        is_thousands=is_thousands,
        material=_material(left),
        direction=directions[0] if len(directions) == 1 else "",
    )


def likeness(header: Header, target: str, column: Column | None = None) -> tuple[float, str]:
    """Say how like the name of a target a header is, 0 to 1, and which of its names.

    1: the same; 0.85: all its words are in the header; 0.7: the header ends like it; between: the
    spelling nearly the same.
    """
    names = list(synonyms().get(target, ()))
    if column is not None:
        labels = column.label.values()
        names = [column.name.replace("_", " "), *(label.casefold() for label in labels), *names]
    best = (0.0, "")
    for name in names:
        score = max(_alike(header.words, name), _alike(header.written[:_LONGEST].casefold(), name))
        best = max(best, (score, name), key=lambda pair: pair[0])
    return best


def conversion(header: Header, kept: str) -> str:
    """Name the unit a header says, for a column kept by the tonne; '' when it says none."""
    if header.is_thousands:
        return f"thousand {kept}" if header.unit == "t" and kept.startswith("t") else ""
    if header.unit == "t":
        return kept
    return kept.replace("t", "kg", 1) if header.unit == "kg" and kept.startswith("t") else ""


def _alike(words: str, name: str) -> float:
    if words == name:
        return EXACT
    of_header, of_name = words.split(), name.split()
    if of_name and set(of_name) <= set(of_header):
        return CONTAINED
    if len(name) >= _SHORTEST_END and words.endswith(name):
        return COMPOUND
    ratio = fuzz.ratio(words, name) if min(len(words), len(name)) >= _SHORTEST_END else 0.0
    return CONTAINED * ratio / 100 if ratio >= _SPELLING else 0.0


def _names_one(words: Sequence[str], known: Sequence[str]) -> bool:
    """Tell whether a word, or the end of a compound, is among those known."""
    long = tuple(word for word in known if len(word) >= _SHORTEST_END)
    return any(word in known or word.endswith(long) for word in words)


def _material(words: Sequence[str]) -> str:
    """Find the material a header names: in two words, or in one of four letters or more."""
    of_directions = (*synonyms()["have"], *synonyms()["need"])
    pairs = [f"{one} {other}" for one, other in pairwise(words)]
    for text in (*pairs, *words):
        if len(text) >= _SHORTEST_MATERIAL and text not in of_directions:
            code = find_code("material", text)
            if code:
                return code
    return ""
