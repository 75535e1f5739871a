# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold plan against reality in columns: one table a question."""

from collections.abc import Mapping
from dataclasses import dataclass

from kotipesa.arrays import Indices, Numbers, Texts
from kotipesa.errors import Problem
from kotipesa.impact import Impact

DONE_SHARE = 0.95
"""From this share of its planned tonnes on a move counts as done: a judgement of ours."""


@dataclass(frozen=True, eq=False, slots=True)
class MoveProgress:
    """Every move of the plan, in its order, with what was hauled of it.

    month: planned; share: hauled / planned; first_load, last_load: as the loads say, '' for none;
    shift_months: mean month of the hauled tonnes less the planned one, nan for none hauled.
    state: done, over, late (its month has passed), open (its month), ahead (hauled before its
    month), to_come.
    """

    from_kind: Texts
    from_id: Texts
    to_kind: Texts
    to_id: Texts
    part: Texts
    material: Texts
    month: Indices
    planned_t: Numbers
    hauled_t: Numbers
    measured_t: Numbers
    difference_t: Numbers
    share: Numbers
    loads: Indices
    first_load: Texts
    last_load: Texts
    shift_months: Numbers
    state: Texts


@dataclass(frozen=True, eq=False, slots=True)
class MonthProgress:
    """Every month from the first planned or hauled one on; nan where nobody can know yet.

    hauled = measured + estimated; unplanned is the part of hauled that fits no move.
    """

    month: Indices
    planned_t: Numbers
    hauled_t: Numbers
    difference_t: Numbers
    planned_cumulative_t: Numbers
    hauled_cumulative_t: Numbers
    measured_t: Numbers
    estimated_t: Numbers
    unplanned_t: Numbers


@dataclass(frozen=True, eq=False, slots=True)
class StockProgress:
    """Stock of each store and material at the end of each month, as planned and as hauled."""

    store: Texts
    material: Texts
    month: Indices
    planned_t: Numbers
    hauled_t: Numbers
    difference_t: Numbers


@dataclass(frozen=True, eq=False, slots=True)
class PairProgress:
    """From municipality to municipality: planned in all, due by now, and hauled by now."""

    from_municipality: Texts
    to_municipality: Texts
    planned_t: Numbers
    due_t: Numbers
    hauled_t: Numbers
    difference_t: Numbers


@dataclass(frozen=True, eq=False, slots=True)
class Unplanned:
    """Loads that fit no move of the plan, each with its place in the files.

    reason: no_pair (nothing is planned between the places), other_material (something else is).
    """

    load: Texts
    date: Texts
    from_place: Texts
    to_place: Texts
    material: Texts
    tonnes: Numbers
    reason: Texts
    file: Texts
    row: Indices


@dataclass(frozen=True, eq=False, slots=True)
class Followed:
    """A plan against its loads, up to the end of the month ``as_of``.

    totals: tonnes by name; due: the impact of what was planned by then, hauled: of what was done,
    with the same factors.
    """

    as_of: int
    moves: MoveProgress
    months: MonthProgress
    stocks: StockProgress
    pairs: PairProgress
    unplanned: Unplanned
    totals: Mapping[str, float]
    due: Impact
    hauled: Impact
    notes: tuple[Problem, ...]
