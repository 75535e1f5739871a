# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Recognise one project in several lists, so that it is counted once."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from kotipesa.arrays import Flags, Indices, Texts, Tuples

ALIKE = 0.9
_ASIDE = re.compile(r"[(,]|\bv\.|\bvälillä\b")


def same_projects(
    number: Texts, name: Texts, majors: Tuples, listed_in: Indices, nameable: Flags
) -> Indices:
    """Give each row the number of its project: rows of one number are one project.

    Two rows are one project when they have the same owner's number in different lists (the first
    row of each list that has it), or the same name in the same major district and no two different
    numbers. nameable: rows with a name of their own; all columns have one length.
    """
    pairs = [
        *_first_of_each_list(_grouped(number, number != ""), listed_in),
        *_unless_numbers_differ(_grouped(_name_keys(name, majors), nameable), number),
    ]
    left, right = np.array(pairs, dtype=np.int32).reshape(-1, 2).T
    links = coo_array((np.ones(len(left)), (left, right)), shape=(len(name), len(name)))
    return connected_components(links, directed=False)[1].astype(np.int32)


def similar_names(
    name: Texts, majors: Tuples, listed_in: Indices, project: Indices, rows: Indices
) -> list[tuple[int, int]]:
    """Propose pairs of rows that may be one project: alike names, same major district, two lists.

    Only the given rows are looked at, and only those of different projects.
    """
    stems = {int(row): _plain(_ASIDE.split(name[row])[0]) for row in rows}
    return [
        (first, second)
        for first, stem in stems.items()
        for second, other in stems.items()
        if listed_in[first] < listed_in[second]
        and project[first] != project[second]
        and majors[first] == majors[second]
        and _alike(stem, other)
    ]


def _alike(stem: str, other: str) -> bool:
    if stem == other:
        return True
    matcher = SequenceMatcher(None, stem, other, autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", name.casefold()).split())


def _name_keys(name: Texts, majors: Tuples) -> list[tuple[str, tuple[str, ...]]]:
    return [(_plain(text), place) for text, place in zip(name, majors, strict=True)]


def _grouped(keys: Iterable[object], use: Flags) -> list[list[int]]:
    groups: dict[object, list[int]] = defaultdict(list)
    for row, key in enumerate(keys):
        if use[row]:
            groups[key].append(row)
    return [rows for rows in groups.values() if len(rows) > 1]


def _first_of_each_list(groups: Sequence[list[int]], listed_in: Indices) -> list[tuple[int, int]]:
    pairs = []
    for rows in groups:
        firsts = list({int(listed_in[row]): row for row in reversed(rows)}.values())
        pairs += [(firsts[0], row) for row in firsts[1:]]
    return pairs


def _unless_numbers_differ(groups: Sequence[list[int]], number: Texts) -> list[tuple[int, int]]:
    return [
        (rows[0], row)
        for rows in groups
        if len({number[row] for row in rows} - {""}) <= 1
        for row in rows[1:]
    ]
