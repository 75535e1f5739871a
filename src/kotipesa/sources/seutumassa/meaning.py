# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Say what cells of SeutuMASSA mean in the region's codes; what is unclear stays as it is."""

from collections.abc import Callable
from functools import cache
from typing import TypeAlias

from kotipesa.periods import month_text
from kotipesa.sources.cells import read_month, read_number
from kotipesa.sources.raw import cell_text
from kotipesa.sources.seutumassa.columns import NO_GROUP, VOLUME_UNIT
from kotipesa.vocab import codes, find_code, find_municipality

OfPair: TypeAlias = Callable[[str, str], str]

UNKNOWN = "unknown"
METRES = "m"
_CUBIC_METRES = ("m3", "m³")
_NO_AREA = ("", "-1", "ei hankealuetta", "null")
_KIND_NOT_KNOWN = {"moreenimaalajit": "moreeni"}
"""Groups of which the vocabulary has a material whose kind nobody knows."""


def state_of(text: str) -> str:
    """Read surplus as ``have``, deficit as ``need``."""
    return find_code("direction", text) or text


def material_of(kind: str, group: str) -> str:
    """Read the kind; where only the group is told, the group stands for a material of its name."""
    if kind:
        return find_code("material", kind) or kind
    told = find_code("material_group", group) or group
    return _KIND_NOT_KNOWN.get(told, told)


def other_group(material: str, group: str) -> str:
    """Give the group where it is not the material's own, NO_GROUP when none is told, else ''."""
    told = find_code("material_group", group) or group
    own = own_group(material)
    return "" if told == own else told or NO_GROUP


@cache
def own_group(material: str) -> str:
    """Give the group SeutuMASSA has for a material of the vocabulary, '' for none."""
    groups = {entry.code: entry.seutumassa_id for entry in codes("material_group")}
    parents = {entry.code: entry.parent for entry in codes("material")}
    return groups.get(parents.get(material, ""), "")


def fitness_of(text: str) -> str:
    """Read the suitability class; an empty cell is one nobody told."""
    return (find_code("fitness", text) or text) if text else UNKNOWN


def contamination_of(text: str) -> str:
    """Read the contamination; an empty cell is unknown, never clean."""
    return (find_code("contamination", text) or text) if text else UNKNOWN


def site_type_of(text: str) -> str:
    """Read the type of a site."""
    return find_code("site_type", text) or text


def unit_of(text: str, state: str) -> str:
    """Read the unit; a cubic metre is one in the ground for surplus, in the structure for need."""
    if text.casefold() in _CUBIC_METRES:
        return VOLUME_UNIT.get(state, VOLUME_UNIT["have"])
    return find_code("unit", text) or text


def is_metres(unit: str) -> bool:
    """Tell metres, which cannot be a mass."""
    return unit.casefold() == METRES


def amount_of(text: str) -> str:
    """Write an amount with a decimal point."""
    number = read_number(text)
    return text if number is None else cell_text(number)


def size_of(amount: str) -> float:
    """Read an amount as a number, nan when it is none."""
    number = read_number(amount)
    return float("nan") if number is None else number


def is_nothing(amount: str) -> bool:
    """Tell an amount of which nothing is left."""
    return read_number(amount) == 0


def month_of(text: str) -> str:
    """Write a month as YYYY-MM."""
    number = read_month(text)
    return text if number is None else month_text(number)


def municipality_of(text: str) -> str:
    """Write a municipality by its three digits."""
    found = find_municipality(text) if text else None
    return found.code if found else text


def area_of(text: str) -> str:
    """Read the project area; SeutuMASSA writes none in several ways."""
    return "" if text.casefold() in _NO_AREA else text
