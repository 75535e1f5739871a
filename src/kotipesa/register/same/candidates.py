# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Choose the pairs worth comparing: those that share an id, a number, a word or a place."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from kotipesa.arrays import Texts, texts
from kotipesa.register.same.facts import ProjectFacts

LARGEST_BLOCK = 60
NEIGHBOURS = 8
NEAR_M = 400.0
_PREFIX = 5
"""Words are compared by their first letters, which inflection and short forms leave alone."""


class Pairs(NamedTuple):
    """Pairs of rows; a < b."""

    a: NDArray[np.int64]
    b: NDArray[np.int64]


def candidate_pairs(facts: ProjectFacts) -> Pairs:
    """Give each pair once that shares an id, a long number, the beginning of a word or a place.

    A word that more than LARGEST_BLOCK projects share counts within their municipality, then with
    the rest of the name; where even that is shared by more, each project is paired with the next
    LARGEST_BLOCK in the order of the table. So the number of pairs grows with the number of
    projects, not with its square.
    """
    size = len(facts)
    found = [
        _sharing(*_ids(facts)),
        _sharing(*_numbers(facts)),
        *_sharing_words(facts),
        _close(facts),
    ]
    code = np.unique(np.concatenate([pair.a * size + pair.b for pair in found]))
    return Pairs(*np.divmod(code, max(size, 1)))


def _ids(facts: ProjectFacts) -> tuple[NDArray[np.int64], Texts]:
    row = [row for row, ids in enumerate(facts.ids_elsewhere) for _ in ids]
    key = [f"{system}\n{name}" for ids in facts.ids_elsewhere for system, name in ids]
    return np.array(row, dtype=np.int64), texts(key)


def _numbers(facts: ProjectFacts) -> tuple[NDArray[np.int64], Texts]:
    row = [row for row, numbers in enumerate(facts.long_numbers) for _ in numbers]
    key = [number.number for numbers in facts.long_numbers for number in numbers]
    return np.array(row, dtype=np.int64), texts(key)


def _sharing_words(facts: ProjectFacts) -> list[Pairs]:
    """Pair by words, coarse blocks first; what is in too large a block goes on to a finer one."""
    cores = [core.split() for core in facts.name.core]
    row = np.array([row for row, words in enumerate(cores) for _ in words], dtype=np.int64)
    word = texts([word[:_PREFIX] for words in cores for word in words])
    found = []
    for detail in (_nothing, _municipality, _whole_name):
        key = np.asarray(word + "\n" + detail(facts)[row], dtype=object)
        _, place, count = np.unique(key.astype(str), return_inverse=True, return_counts=True)
        fine = (count[place] <= LARGEST_BLOCK) | (detail is _whole_name)
        found.append(_sharing(row[fine], key[fine]))
        row, word = row[~fine], word[~fine]
    return found


def _nothing(facts: ProjectFacts) -> Texts:
    return np.full(len(facts), "", dtype=object)


def _municipality(facts: ProjectFacts) -> Texts:
    return facts.municipality


def _whole_name(facts: ProjectFacts) -> Texts:
    return np.asarray(facts.municipality + "\n" + facts.name.core, dtype=object)


def _sharing(row: NDArray[np.int64], key: Texts) -> Pairs:
    """Pair the rows of one key with each other, each with at most LARGEST_BLOCK that follow it."""
    _, place = np.unique(key.astype(str), return_inverse=True)
    order = np.lexsort((row, place))
    place, row = place[order], row[order]
    firsts, seconds = [], []
    for step in range(1, LARGEST_BLOCK + 1):
        together = np.flatnonzero(place[step:] == place[:-step])
        if not len(together):
            break
        firsts.append(row[together])
        seconds.append(row[together + step])
    return _ordered(firsts, seconds)


def _close(facts: ProjectFacts) -> Pairs:
    """Pair each project with those nearest to it, within NEAR_M."""
    placed = np.flatnonzero(~np.isnan(facts.x_m))
    if len(placed) < 2:
        return _ordered([], [])
    points = np.column_stack([facts.x_m, facts.y_m])[placed]
    known = min(NEIGHBOURS + 1, len(placed))
    _, other = cKDTree(points).query(points, k=known, distance_upper_bound=NEAR_M)
    here = np.repeat(np.arange(len(placed)), known)
    there = other.ravel()
    real = (there < len(placed)) & (there != here)
    return _ordered([placed[here[real]]], [placed[there[real]]])


def _ordered(firsts: list[NDArray[np.int64]], seconds: list[NDArray[np.int64]]) -> Pairs:
    none = np.zeros(0, dtype=np.int64)
    first, second = np.concatenate([none, *firsts]), np.concatenate([none, *seconds])
    apart = first != second
    a, b = first[apart], second[apart]
    return Pairs(np.minimum(a, b), np.maximum(a, b))
