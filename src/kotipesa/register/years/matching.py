# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find the projects of a year's list in the next: surely, perhaps, or not at all."""

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from kotipesa.arrays import Flags, Numbers, Texts, Tuples, tuples
from kotipesa.register.same.candidates import Pairs, candidate_pairs
from kotipesa.register.same.evidence import LIKE_FROM, UNLIKE, Evidence, weigh
from kotipesa.register.same.facts import ProjectFacts
from kotipesa.register.same.names import Names
from kotipesa.register.same.proposals import LEAST_SCORE
from kotipesa.register.same.reasons import reasons
from kotipesa.register.years.listing import Listing

BY_ID, BY_NAME, PERHAPS = "id", "name", "perhaps"
_DOUBTS = ("other_kind", "other_phase", "one_phase", "other_number", "one_number", "other_stretch")


@dataclass(frozen=True, eq=False, slots=True)
class Matches:
    """Rows of two lists that belong together, each row once at most.

    by: BY_ID, BY_NAME or PERHAPS; reasons: of each match, the heaviest first.
    nearest_of_old, nearest_of_new: for every row the row of the other list whose name is likest,
    -1 where none is like it.
    """

    old: NDArray[np.int64]
    new: NDArray[np.int64]
    by: Tuples
    score: Numbers
    reasons: Tuples
    nearest_of_old: NDArray[np.int64]
    nearest_of_new: NDArray[np.int64]


def match_lists(old: Listing, new: Listing) -> Matches:
    """Match the rows of two lists one to one, the surest first.

    By id: one number or id, and names that are not wholly different. By name: the same words,
    phase, numbers and stretch, no other project of either list called so, and not in different
    places or municipalities; or the very same name, number and place, as often in either list.
    Else a pair of LEAST_SCORE points or more is a proposal.
    """
    facts = _stacked(old.facts, new.facts)
    repeated = _repeated(old, new)
    pairs = _joined(_across(candidate_pairs(facts), len(old)), repeated, len(facts))
    evidence = weigh(facts, pairs)
    score = evidence.score()
    sure_by_id = (evidence.points["same_id"] > 0) & ~(evidence.likeness < UNLIKE)
    sure_by_name = _same_name(facts, evidence, len(old)) | _among(pairs, repeated, len(facts))
    rank = np.where(sure_by_id, 0, np.where(sure_by_name, 1, 2))
    able = (rank < 2) | (score >= LEAST_SCORE)
    chosen = _one_to_one(pairs, rank, score, able)
    names = np.array([BY_ID, BY_NAME, PERHAPS], dtype=object)
    return Matches(
        old=pairs.a[chosen],
        new=pairs.b[chosen] - len(old),
        by=names[rank[chosen]],
        score=score[chosen],
        reasons=tuples([reasons(facts, evidence, int(pair)) for pair in chosen]),
        nearest_of_old=_nearest(pairs.a, pairs.b - len(old), evidence.likeness, len(old)),
        nearest_of_new=_nearest(pairs.b - len(old), pairs.a, evidence.likeness, len(new)),
    )


def _stacked(old: ProjectFacts, new: ProjectFacts) -> ProjectFacts:
    """Put two tables of facts under each other; masses are what may change, so they count not."""
    plain = [f.name for f in fields(ProjectFacts) if f.name not in ("name", "tonnes")]
    columns = {name: np.concatenate([getattr(old, name), getattr(new, name)]) for name in plain}
    name = {
        f.name: np.concatenate([getattr(old.name, f.name), getattr(new.name, f.name)])
        for f in fields(Names)
    }
    nothing = csr_array((len(old) + len(new), 1))
    return replace(old, **columns, name=Names(**name), tonnes=nothing)


def _across(pairs: Pairs, size: int) -> Pairs:
    """Keep the pairs of a row of the first list and one of the second."""
    across = (pairs.a < size) & (pairs.b >= size)
    return Pairs(pairs.a[across], pairs.b[across])


def _repeated(old: Listing, new: Listing) -> Pairs:
    """Pair rows of the very same name, number and place in the order in which they stand."""
    keys = [
        np.array(["\n".join(cells) for cells in zip(*_told(one), strict=True)], dtype=np.str_)
        for one in (old, new)
    ]
    _, place = np.unique(np.concatenate(keys), return_inverse=True)
    a, b = place[: len(old)], place[len(old) :]
    size = int(place.max(initial=-1)) + 1
    as_often = np.bincount(a, minlength=size) == np.bincount(b, minlength=size)
    order_a, order_b = np.argsort(a, kind="stable"), np.argsort(b, kind="stable")
    return Pairs(order_a[as_often[a[order_a]]], order_b[as_often[b[order_b]]] + len(old))


def _told(listing: Listing) -> tuple[Texts, Texts, Texts]:
    return listing.facts.name.written, listing.facts.id, listing.place


def _joined(pairs: Pairs, more: Pairs, size: int) -> Pairs:
    code = np.union1d(pairs.a * size + pairs.b, more.a * size + more.b)
    return Pairs(*np.divmod(code, max(size, 1)))


def _among(pairs: Pairs, some: Pairs, size: int) -> Flags:
    found: Flags = np.isin(pairs.a * size + pairs.b, some.a * size + some.b)
    return found


def _same_name(facts: ProjectFacts, evidence: Evidence, size: int) -> Flags:
    pairs, points = evidence.pairs, evidence.points
    key = _keys(facts)
    _, place = np.unique(key, return_inverse=True)
    count_old = np.bincount(place[:size], minlength=place.max(initial=0) + 1)
    count_new = np.bincount(place[size:], minlength=len(count_old))
    alone = (count_old == 1) & (count_new == 1)
    against = np.sum([points[kind] < 0 for kind in (*_DOUBTS, "far", "other_id")], axis=0)
    told = facts.name.core[pairs.a] != ""
    same: Flags = (key[pairs.a] == key[pairs.b]) & alone[place[pairs.a]] & (against == 0) & told
    return same


def _keys(facts: ProjectFacts) -> NDArray[np.str_]:
    name = facts.name
    parts = [
        "\n".join(cells)
        for cells in zip(
            name.core,
            ["+".join(kinds) for kinds in name.kinds],
            name.phase,
            ["+".join(numbers) for numbers in name.numbers],
            name.aside,
            facts.municipality,
            strict=True,
        )
    ]
    return np.array(parts, dtype=np.str_)


def _one_to_one(
    pairs: Pairs, rank: NDArray[np.int64], score: Numbers, able: Flags
) -> NDArray[np.int64]:
    """Take pairs, the surest first, as long as neither row is taken; gives them by old row."""
    rows = np.flatnonzero(able)
    order = rows[np.lexsort((pairs.b[rows], pairs.a[rows], -score[rows], rank[rows]))]
    taken: set[int] = set()
    chosen = []
    for pair, a, b in zip(order.tolist(), pairs.a[order], pairs.b[order], strict=True):
        if taken.isdisjoint((int(a), int(b))):
            taken |= {int(a), int(b)}
            chosen.append(pair)
    return np.array(sorted(chosen, key=lambda pair: int(pairs.a[pair])), dtype=np.int64)


def _nearest(
    row: NDArray[np.int64], other: NDArray[np.int64], likeness: Numbers, size: int
) -> NDArray[np.int64]:
    """Give for each row the other of the likest name, -1 where no name is like it."""
    nearest = np.full(size, -1, dtype=np.int64)
    like = np.flatnonzero(likeness > LIKE_FROM)
    order = like[np.lexsort((-other[like], likeness[like]))]
    nearest[row[order]] = other[order]
    return nearest
