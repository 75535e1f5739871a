# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Set hauls against moves: move by move, month by month, and between municipalities."""

import numpy as np
from numpy.typing import NDArray

from kotipesa.arrays import Flags, Indices, Numbers, Texts, texts
from kotipesa.monitor.ends import NOTHING, Nodes
from kotipesa.monitor.hauls import GRAMS_PER_T, Hauls
from kotipesa.monitor.matching import Legs
from kotipesa.monitor.tables import (
    DONE_SHARE,
    MonthProgress,
    MoveProgress,
    PairProgress,
    Unplanned,
)
from kotipesa.plan.tables import Moves
from kotipesa.region import Region
from kotipesa.sources.loads import Loads


def tonnes_by(
    place: Indices, grams: NDArray[np.int64], size: int, chosen: Flags | None = None
) -> Numbers:
    """Add up grams by place, exactly, and give tonnes; places outside 0 … size − 1 do not count."""
    inside = (place >= 0) & (place < size)
    rows = np.flatnonzero(inside if chosen is None else inside & chosen)
    sums = np.zeros(size, dtype=np.int64)
    np.add.at(sums, place[rows], grams[rows])
    return sums / GRAMS_PER_T


def by_move(moves: Moves, hauls: Hauls, loads: Loads, as_of: int) -> MoveProgress:
    """Say of each move what was hauled of it, when, and how that stands."""
    count = len(moves)
    hauled = tonnes_by(hauls.move, hauls.grams, count)
    measured = tonnes_by(hauls.move, hauls.grams, count, loads.is_measured[hauls.load])
    matched = np.flatnonzero(hauls.move != NOTHING)
    move = hauls.move[matched]
    weight = np.bincount(move, hauls.tonnes[matched] * hauls.month[matched], minlength=count)
    shift = np.full(count, np.nan)
    some = hauled > 0
    shift[some] = weight[some] / hauled[some] - moves.month[some]
    first, last = _first_and_last(move, loads.date[hauls.load[matched]], count)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(moves.tonnes > 0, hauled / moves.tonnes, np.nan)
    return MoveProgress(
        from_kind=moves.from_kind,
        from_id=moves.from_id,
        to_kind=moves.to_kind,
        to_id=moves.to_id,
        part=moves.part,
        material=moves.material,
        month=moves.month,
        planned_t=moves.tonnes,
        hauled_t=hauled,
        measured_t=measured,
        difference_t=hauled - moves.tonnes,
        share=share,
        loads=np.bincount(move, minlength=count).astype(np.int64),
        first_load=first,
        last_load=last,
        shift_months=np.round(shift, 6),
        state=_states(moves.month, hauled, share, as_of),
    )


def _states(month: Indices, hauled: Numbers, share: Numbers, as_of: int) -> Texts:
    """Name how each move stands at the end of the month ``as_of``."""
    conditions = [
        share > 2.0 - DONE_SHARE,
        share >= DONE_SHARE,
        month < as_of,
        month == as_of,
        hauled > 0,
    ]
    states: Texts = np.select(
        conditions, ["over", "done", "late", "open", "ahead"], "to_come"
    ).astype(object)
    return states


def _first_and_last(move: Indices, date: Texts, count: int) -> tuple[Texts, Texts]:
    """Give the first and last date of the loads of each move, '' for none."""
    first, last = texts([""] * count), texts([""] * count)
    names, place = np.unique(date, return_inverse=True)
    order = np.lexsort((place, move))
    starts, begins = np.unique(move[order], return_index=True)
    ends = np.append(begins[1:], len(order)) - 1
    first[starts] = names[place[order[begins]]]
    last[starts] = names[place[order[ends[: len(starts)]]]]
    return first, last


def by_month(moves: Moves, hauls: Hauls, loads: Loads, as_of: int) -> MonthProgress:
    """Add up plan and hauls of each month; after ``as_of`` only the plan is known."""
    known = np.concatenate([moves.month, hauls.month, [as_of]])
    first, size = int(known.min()), int(known.max() - known.min()) + 1
    months = np.arange(first, first + size)
    planned: Numbers = np.bincount(moves.month - first, moves.tonnes, size).astype(np.float64)
    measured = loads.is_measured[hauls.load]
    month = hauls.month - first

    def hauled(chosen: Flags | None = None) -> Numbers:
        tonnes = tonnes_by(month, hauls.grams, size, chosen)
        return np.where(months <= as_of, tonnes, np.nan)

    return MonthProgress(
        month=months,
        planned_t=planned,
        hauled_t=hauled(),
        difference_t=hauled() - planned,
        planned_cumulative_t=np.cumsum(planned),
        hauled_cumulative_t=np.cumsum(hauled()),
        measured_t=hauled(measured),
        estimated_t=hauled(~measured),
        unplanned_t=hauled(hauls.move == NOTHING),
    )


def by_pair(
    region: Region, nodes: Nodes, moves: Moves, legs: Legs, hauls: Hauls, as_of: int
) -> PairProgress:
    """Add up plan and hauls between municipalities; '' where none is known."""
    names = np.append(nodes.municipality, "")
    at_site = np.append(region.sites.municipality, "")
    ends = [
        np.concatenate([names[planned], np.where(node == NOTHING, at_site[site], names[node])])
        for planned, node, site in (
            (legs.start.node, hauls.start, hauls.start_site),
            (legs.end.node, hauls.end, hauls.end_site),
        )
    ]
    origins, start = np.unique(ends[0], return_inverse=True)
    goals, end = np.unique(ends[1], return_inverse=True)
    pairs, place = np.unique(start * len(goals) + end, return_inverse=True)
    of_move, of_haul = place[: len(moves)], place[len(moves) :]
    planned, due = (
        np.bincount(of_move, tonnes, minlength=len(pairs)).astype(np.float64)
        for tonnes in (moves.tonnes, np.where(moves.month <= as_of, moves.tonnes, 0.0))
    )
    hauled = tonnes_by(of_haul, hauls.grams, len(pairs))
    return PairProgress(
        from_municipality=origins[pairs // max(len(goals), 1)],
        to_municipality=goals[pairs % max(len(goals), 1)],
        planned_t=planned,
        due_t=due,
        hauled_t=hauled,
        difference_t=hauled - due,
    )


def list_unplanned(hauls: Hauls, loads: Loads, is_pair: Flags, materials: Texts) -> Unplanned:
    """List the loads that fit no move, by date."""
    rows = np.flatnonzero(hauls.move == NOTHING)
    rows = rows[np.argsort(loads.date[hauls.load[rows]], kind="stable")]
    load = hauls.load[rows]
    reason = np.where(is_pair[load], "other_material", "no_pair").astype(object)
    return Unplanned(
        load=loads.id[load],
        date=loads.date[load],
        from_place=loads.from_place[load],
        to_place=loads.to_place[load],
        material=np.append(materials, "")[hauls.material[rows]],
        tonnes=hauls.tonnes[rows],
        reason=reason,
        file=loads.file[load],
        row=loads.line[load],
    )
