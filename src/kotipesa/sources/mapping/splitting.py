# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find tables that are wide: materials, or surplus and need, in columns side by side."""

from collections.abc import Mapping
from dataclasses import dataclass

from kotipesa.periods import month_text
from kotipesa.sources.mapping.contents import Contents, readable_share
from kotipesa.sources.mapping.headers import Header, read_header
from kotipesa.sources.mapping.mapping import OPEN, THOUSAND, Feed, Part
from kotipesa.sources.mapping.written_periods import read_period
from kotipesa.sources.schema import Column

_OF_SUFFIX = ("material", "direction", "from")
_NUMBERS_ENOUGH = 0.8
_MATERIALS_ENOUGH = 0.6


@dataclass(frozen=True, slots=True)
class Split:
    """The parts of a wide table; what no header says stays to be said once for all of them.

    says: columns of lots that the header of every part says; units: those the headers write,
    ``m3`` among them when it is all they say.
    """

    parts: tuple[Part, ...]
    says: frozenset[str]
    units: tuple[str, ...]


def find_split(columns: Mapping[str, Contents], amount: Column, material: Column) -> Split | None:
    """Find amounts side by side; None when one column holds the materials, or nothing says so."""
    headers = [
        read_header(name) for name, contents in columns.items() if _is_amounts(contents, amount)
    ]
    of_materials = [header for header in headers if header.material]
    if of_materials and not any(_holds_materials(one, material) for one in columns.values()):
        return _split(of_materials)
    of_directions = [header for header in headers if header.direction]
    if {header.direction for header in of_directions} == {"have", "need"}:
        return _split(of_directions)
    of_times = [header for header in headers if read_period(header.words)]
    return _split(of_times) if len(of_times) > 1 else None


def unit_said(header: Header) -> str:
    """Give the unit of a header as a mapping writes it; '' and ``m3`` say too little."""
    is_whole = header.unit not in ("", "m3")
    return f"{THOUSAND if header.is_thousands else ''}{header.unit}" if is_whole else header.unit


def _split(headers: list[Header]) -> Split:
    units = tuple(dict.fromkeys(map(unit_said, headers)))
    said = [_said(header) for header in headers]
    if any("unit" in one for one in said):
        said = [{**one, "unit": one.get("unit", OPEN)} for one in said]
    parts = [
        Part(
            "-".join(one[key] for key in _OF_SUFFIX if key in one),
            {
                "amount": Feed(columns=(header.written,)),
                **{key: Feed(value=text) for key, text in one.items()},
            },
        )
        for header, one in zip(headers, said, strict=True)
    ]
    by_all = frozenset.intersection(*(frozenset(one) for one in said))
    return Split(tuple(_told_apart(parts)), by_all, units)


def _said(header: Header) -> dict[str, str]:
    """Give what a header says of the lots below it, by column of lots."""
    unit = "" if header.unit == "m3" else unit_said(header)
    said = {"material": header.material, "direction": header.direction, "unit": unit}
    if period := read_period(header.words):
        first, last = map(month_text, period)
        said |= {"from": first, "to": last}
    return {key: text for key, text in said.items() if text}


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
