# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell which lots, plants and grades of one problem are those of another."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from kotipesa.arrays import Flags, Indices, Texts
from kotipesa.plan.problem.arcs import Arcs
from kotipesa.plan.problem.problem import Problem

GONE = -1
_TONNES = {"region", "haves", "needs", "tonnes"}


@dataclass(frozen=True, eq=False, slots=True)
class Renumbering:
    """New numbers of what was there before, GONE for what is not any more.

    node: by old node; plant: by old plant; grade: by old grade.
    """

    node: Indices
    plant: Indices
    grade: Indices

    def arcs(self, arcs: Arcs) -> tuple[Arcs, Flags]:
        """Give arcs their new numbers, and tell which of them still have both ends and a grade."""
        tail, head, grade = self.node[arcs.tail], self.node[arcs.head], self.grade[arcs.grade]
        there = (tail != GONE) & (head != GONE) & (grade != GONE)
        return Arcs(tail, head, grade, arcs.part, arcs.month).take(there), there


def has_same_frame(old: Problem, new: Problem) -> bool:
    """Tell whether months and materials have the same numbers: otherwise nothing carries over."""
    before, after = old.region, new.region
    return (
        old.months == new.months
        and before.settings.start == after.settings.start
        and np.array_equal(before.materials.code, after.materials.code)
    )


def is_same_but_tonnes(old: Problem, new: Problem) -> bool:
    """Tell at a glance whether all but tonnes of lots and the region is the same, unchanged."""
    pairs = ((old, new), (old.haves, new.haves), (old.needs, new.needs))
    return set().union(*(_replaced(*pair) for pair in pairs)) <= _TONNES


def _replaced(old: Any, new: Any) -> set[str]:
    names = [field.name for field in fields(old)]
    return {name for name in names if getattr(old, name) is not getattr(new, name)}


def renumbered(old: Problem, new: Problem) -> Renumbering:
    """Match lots and plants by their ids, grades by what they are."""
    haves = _matched(_lot_ids(old, old.haves.lot), _lot_ids(new, new.haves.lot))
    needs = _matched(_lot_ids(old, old.needs.lot), _lot_ids(new, new.needs.lot))
    plants = _plants(old, new)
    node = np.concatenate(
        [
            haves,
            np.where(needs == GONE, GONE, needs + len(new.haves)),
            np.where(plants == GONE, GONE, plants + new.lot_count),
        ]
    )
    row_of = new.grades.row_of()
    grade = [row_of.get(grade, GONE) for grade in old.grades.row_of()]
    return Renumbering(node.astype(np.int32), plants, np.array(grade, dtype=np.int32))


def turned(there: Indices, count: int) -> Indices:
    """Turn a numbering round: what each of so many new things was, GONE for what is new."""
    back = np.full(count, GONE, dtype=np.int32)
    kept = there != GONE
    back[there[kept]] = np.flatnonzero(kept)
    return back


def _lot_ids(problem: Problem, rows: Indices) -> Texts:
    return problem.region.lots.id[rows]


def _matched(old: Texts, new: Texts) -> Indices:
    if np.array_equal(old, new):
        return np.arange(len(old), dtype=np.int32)
    place = {name: row for row, name in enumerate(new.tolist())}
    return np.array([place.get(name, GONE) for name in old.tolist()], dtype=np.int32)


def _plants(old: Problem, new: Problem) -> Indices:
    """Match plants that do the same: what a process makes of a tonne may not have changed."""
    before, after = old.region.facilities, new.region.facilities
    rows = _matched(before.id[old.plants.facility], after.id[new.plants.facility])
    for plant in np.flatnonzero(rows != GONE).tolist():
        was, is_now = old.plants.facility[plant], new.plants.facility[rows[plant]]
        same = all(
            getattr(before, name)[was] == getattr(after, name)[is_now]
            for name in ("role", "to_material", "residue_material", "yield_share", "is_recovery")
        )
        rows[plant] = rows[plant] if same else GONE
    return rows
