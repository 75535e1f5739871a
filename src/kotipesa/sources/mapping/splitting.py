# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find tables that are wide: materials, or surplus and need, in columns side by side."""

from collections.abc import Mapping
from dataclasses import dataclass

from kotipesa.sources.mapping.contents import Contents, readable_share
from kotipesa.sources.mapping.headers import Header, read_header
from kotipesa.sources.mapping.mapping import THOUSAND, Feed, Part
from kotipesa.sources.schema import Column

_NUMBERS_ENOUGH = 0.8
_MATERIALS_ENOUGH = 0.6


@dataclass(frozen=True, slots=True)
class Split:
    """The parts of a wide table; what no header says stays to be said once for all of them.

    units: those the headers write, ``m3`` among them when it is all they say.
    """

    parts: tuple[Part, ...]
    has_materials: bool
    has_directions: bool
    units: tuple[str, ...]


def find_split(columns: Mapping[str, Contents], amount: Column, material: Column) -> Split | None:
    """Find amounts side by side; None when one column holds the materials, or nothing says so."""
    headers = {
        name: read_header(name)
        for name, contents in columns.items()
        if _is_amounts(contents, amount)
    }
    of_materials = [header for header in headers.values() if header.material]
    if of_materials and not any(_holds_materials(one, material) for one in columns.values()):
        return _split(of_materials)
    of_directions = [header for header in headers.values() if header.direction]
    if {header.direction for header in of_directions} == {"have", "need"}:
        return _split(of_directions)
    return None


def unit_said(header: Header) -> str:
    """Give the unit of a header as a mapping writes it; '' and ``m3`` say too little."""
    is_whole = header.unit not in ("", "m3")
    return f"{THOUSAND if header.is_thousands else ''}{header.unit}" if is_whole else header.unit


def _split(headers: list[Header]) -> Split:
    units = tuple(dict.fromkeys(map(unit_said, headers)))
    are_units_said = not {"", "m3"} & set(units)
    parts = []
    for header in headers:
        said = {"material": header.material, "direction": header.direction}
        feeds = {key: Feed(value=value) for key, value in said.items() if value}
        feeds["amount"] = Feed(columns=(header.written,))
        if are_units_said:
            feeds["unit"] = Feed(value=unit_said(header))
        suffix = "-".join(filter(None, said.values()))
        parts.append(Part(suffix, feeds))
    return Split(
        parts=tuple(_told_apart(parts)),
        has_materials=all(header.material for header in headers),
        has_directions=all(header.direction for header in headers),
        units=units,
    )


def _told_apart(parts: list[Part]) -> list[Part]:
    """Add a number to suffixes that stand twice."""
    seen: dict[str, int] = {}
    told = []
    for part in parts:
        seen[part.suffix] = seen.get(part.suffix, 0) + 1
        count = seen[part.suffix]
        told.append(Part(f"{part.suffix}-{count}" if count > 1 else part.suffix, part.feeds))
    return told


def _is_amounts(contents: Contents, amount: Column) -> bool:
    """Tell whether a column holds numbers, or nothing at all as materials nobody has this time."""
    return not contents.counts or (readable_share(contents, amount) or 0) >= _NUMBERS_ENOUGH


def _holds_materials(contents: Contents, material: Column) -> bool:
    share = readable_share(contents, material) or 0
    return share >= _MATERIALS_ENOUGH
