# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find the rows of a list that only head others, so that no money and no area counts twice."""

from collections.abc import Iterator

import numpy as np

from kotipesa.arrays import Flags, Indices, Numbers, Texts
from kotipesa.sources.programme.table import NO_GROUP

SAME_MONEY = 0.05


def group_rows(
    may_head: Flags, section: Texts, place_in_list: Indices, longest_gap: int, budget_keur: Numbers
) -> tuple[Flags, Indices]:
    """Tell which rows only head others, and which rows' money is in the row above them.

    All columns have one length, one row a project, in the order of the list. Below a row that may
    head others, its followers are the rows without a gap longer than longest_gap, up to the next
    that may head. Followers with the heading's money between them (within 5 %), or under a heading
    without money: the heading repeats them. Followers without any money under a heading with money:
    they are its parts. Anything else: the rows stand side by side.
    """
    is_heading = np.zeros(len(section), dtype=np.bool_)
    part_of = np.full(len(section), NO_GROUP, dtype=np.int32)
    money = np.nan_to_num(budget_keur)
    for head, last in _groups(may_head, section, place_in_list, longest_gap):
        followers = slice(head + 1, last + 1)
        below = float(money[followers].sum())
        if money[head] == 0 or abs(below - money[head]) <= SAME_MONEY * money[head]:
            is_heading[head] = True
        elif below == 0:
            part_of[followers] = head
    return is_heading, part_of


def _groups(
    may_head: Flags, section: Texts, place_in_list: Indices, longest_gap: int
) -> Iterator[tuple[int, int]]:
    """Give first and last row of each heading that has followers."""
    is_near = np.diff(place_in_list) <= longest_gap
    follows = np.zeros(len(section) + 1, dtype=np.bool_)
    follows[1:-1] = is_near & (section[1:] == section[:-1]) & ~may_head[1:]
    ends = np.flatnonzero(~follows)
    for head in np.flatnonzero(may_head):
        last = int(ends[np.searchsorted(ends, head, side="right")]) - 1
        if last > head:
            yield int(head), last
