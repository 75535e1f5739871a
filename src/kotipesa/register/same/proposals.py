# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Propose which projects of a region are one; nothing is merged, people decide."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kotipesa.arrays import Flags, Indices, Numbers, Texts, Tuples, tuples
from kotipesa.region import Region
from kotipesa.region.sameness import counted_at
from kotipesa.register.same.candidates import Pairs, candidate_pairs
from kotipesa.register.same.evidence import Evidence, weigh
from kotipesa.register.same.facts import ProjectFacts, SystemIds, region_facts
from kotipesa.register.same.reasons import Reason, reasons

LEAST_SCORE = 50.0
RIVALS_WITHIN = 10.0


@dataclass(frozen=True, eq=False, slots=True)
class Proposals:
    """Pairs that may be one project, the likeliest first.

    project: the one that would be left out; counted_at: the one that would count, which has more
    lots or stands earlier. score: points from LEAST_SCORE to 100, see Evidence.score: an order,
    no probability. speaks_for, against: Reason tuples, the heaviest first.
    """

    project: Texts
    counted_at: Texts
    project_name: Texts
    counted_at_name: Texts
    score: Numbers
    speaks_for: Tuples
    against: Tuples

    def __len__(self) -> int:
        """Count the proposals."""
        return len(self.project)


def propose(
    region: Region, ids_elsewhere: SystemIds | None = None, *, least: float = LEAST_SCORE
) -> Proposals:
    """Compare the projects of a region with each other.

    ids_elsewhere: for each project the pairs of system and id by which others know it. Pairs
    already decided, and alternatives of each other, are left out; of projects counted as one the
    best pair is given.
    """
    facts = region_facts(region, ids_elsewhere)
    kept = counted_at(region.projects.same_as)
    pairs = _undecided(region, candidate_pairs(facts), kept)
    evidence = weigh(facts, pairs)
    score = evidence.score()
    rows = _best_of_each(pairs, kept, score, least)
    left, right = _sides(region, pairs, rows)
    return _described(facts, evidence, rows, (left, right), score[rows])


def _undecided(region: Region, pairs: Pairs, kept: Indices) -> Pairs:
    """Drop pairs that are one already, were found to be two, or exclude each other."""
    projects, different = region.projects, region.different
    size = len(projects)
    a, b = kept[pairs.a].astype(np.int64), kept[pairs.b].astype(np.int64)
    code = _code(a, b, size)
    known = [_code(kept[different.a], kept[different.b], size)]
    rows = np.flatnonzero(projects.alternative_of >= 0)
    known.append(_code(kept[rows], kept[projects.alternative_of[rows]], size))
    one_counts = (projects.same_as[pairs.a] < 0) | (projects.same_as[pairs.b] < 0)
    undecided = (a != b) & one_counts & ~np.isin(code, np.concatenate(known))
    return Pairs(pairs.a[undecided], pairs.b[undecided])


def _code(a: Indices, b: Indices, size: int) -> NDArray[np.int64]:
    """Give each pair a number, the same whichever way it is told."""
    return np.minimum(a, b).astype(np.int64) * size + np.maximum(a, b)


def _best_of_each(pairs: Pairs, kept: Indices, score: Numbers, least: float) -> NDArray[np.int64]:
    """Give the pairs of enough points, the best first, one for each two projects counted."""
    rows = np.flatnonzero(score >= least)
    order = rows[np.lexsort((pairs.b[rows], pairs.a[rows], -score[rows]))]
    code = _code(kept[pairs.a[order]], kept[pairs.b[order]], len(kept))
    _, first = np.unique(code, return_index=True)
    return np.asarray(order[np.sort(first)], dtype=np.int64)


def _sides(
    region: Region, pairs: Pairs, rows: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Say which project of each pair would be left out, and which one counts."""
    size = len(region.projects)
    lots = np.bincount(region.lots.project[region.lots.project >= 0], minlength=size)
    is_counted: Flags = region.projects.same_as < 0
    a, b = pairs.a[rows], pairs.b[rows]
    a_out = is_counted[a] & (~is_counted[b] | (lots[b] > lots[a]))
    return np.where(a_out, a, b), np.where(a_out, b, a)


def _described(
    facts: ProjectFacts,
    evidence: Evidence,
    rows: NDArray[np.int64],
    sides: tuple[NDArray[np.int64], NDArray[np.int64]],
    score: Numbers,
) -> Proposals:
    left, right = sides
    rivals = _rivals(list(zip(left.tolist(), right.tolist(), strict=True)), score)
    found = [reasons(facts, evidence, int(row)) for row in rows]
    against = [
        (*(reason for reason in told if reason.points < 0), *_as_reasons(facts, others))
        for told, others in zip(found, rivals, strict=True)
    ]
    return Proposals(
        project=facts.id[left],
        counted_at=facts.id[right],
        project_name=facts.name.written[left],
        counted_at_name=facts.name.written[right],
        score=score,
        speaks_for=tuples([tuple(r for r in told if r.points > 0) for told in found]),
        against=tuples(against),
    )


def _rivals(pairs: list[tuple[int, int]], score: Numbers) -> list[tuple[int, ...]]:
    """Find, for each proposal, others of either project that are about as good and not its kin.

    Three projects that are all proposed with each other are kin: they may well be one.
    """
    partners: dict[int, dict[int, float]] = defaultdict(dict)
    for (a, b), points in zip(pairs, score.tolist(), strict=True):
        partners[a][b] = partners[b][a] = points

    def rivals(one: int, other: int) -> set[int]:
        least = partners[one][other] - RIVALS_WITHIN
        near = {c for c, points in partners[one].items() if points >= least}
        return near - partners[other].keys() - {other}

    return [tuple(sorted(rivals(a, b) | rivals(b, a))) for a, b in pairs]


def _as_reasons(facts: ProjectFacts, rivals: tuple[int, ...]) -> tuple[Reason, ...]:
    return tuple(Reason("rival", 0.0, str(facts.id[row])) for row in rivals)
