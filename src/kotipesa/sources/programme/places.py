# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell which district a row is in, and where the list only seems to say so."""

import re

import numpy as np

from kotipesa.arrays import Flags, Indices, Texts, Tuples, tuples
from kotipesa.sources.programme.cells import ListCells
from kotipesa.sources.programme.table import NO_DISTRICT, district_number


def known_places(cells: ListCells) -> tuple[Indices, Tuples]:
    """Give district numbers and tuples of major districts, row by row; unknown where filled down.

    A list made from a sheet repeats the heading's district on every row below. Rows that end a
    district without naming the next make it unknown until it changes or a heading starts it.
    """
    rules = cells.profile.place
    kinds, names = cells.column(cells.profile.kind_column), cells.text("name")
    majors, heads = _majors(cells, names)
    district = _districts(cells)
    starts = np.isin(kinds, rules.starts_at_kind) | heads
    ends_all = np.isin(kinds, rules.all_ends_at_kind) & ~starts
    ends_all |= (cells.column(rules.all_ends_at_filled) != "") & ~starts
    ends_district = ends_all | _matches(rules.district_ends_at_name, names)
    nowhere = _matches(rules.nowhere_name, names)
    no_major = nowhere | _filled_down(ends_all, starts, majors)
    no_district = nowhere | heads | _filled_down(ends_district, starts, district)
    district[no_district] = NO_DISTRICT
    majors[no_major] = ""
    by_name = {"": (), **cells.profile.majors}
    return district, tuples([by_name.get(major, ()) for major in majors])


def _filled_down(ends: Flags, starts: Flags, value: Texts | Indices) -> Flags:
    """Tell the rows after an end whose value is still the one of that end."""
    place = np.arange(len(ends))
    last_end = np.maximum.accumulate(np.where(ends, place, -1))
    last_start = np.maximum.accumulate(np.where(starts, place, -1))
    filled: Flags = (last_end > last_start) & (value == value[last_end])
    return filled


def _majors(cells: ListCells, names: Texts) -> tuple[Texts, Flags]:
    """Give the major district's name as told, corrected where a heading was not seen as one."""
    majors = cells.text("major")
    misread = cells.profile.misread_majors
    heads = np.isin(names, list(misread))
    for row in np.flatnonzero(heads):
        told = majors[row]
        below = np.flatnonzero(majors[row:] != told)
        end = row + int(below[0]) if len(below) else len(majors)
        majors[row:end] = misread[names[row]]
    return majors, heads


def _districts(cells: ListCells) -> Indices:
    told = cells.text("district")
    numbers = np.full(len(told), NO_DISTRICT, dtype=np.int32)
    for row in np.flatnonzero(told != ""):
        number = district_number(told[row])
        if number is None:
            cells.note("programme_cell_unclear", int(row), cells.profile.columns["district"])
        else:
            numbers[row] = number
    return numbers


def _matches(pattern: re.Pattern[str] | None, names: Texts) -> Flags:
    if pattern is None:
        return np.zeros(len(names), dtype=np.bool_)
    return np.array([bool(pattern.search(name)) for name in names], dtype=np.bool_)
