# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Draw agreed moves that can be kept, and on wish one that cannot."""

from collections.abc import Iterable

import numpy as np

from kotipesa.region import Region
from kotipesa.testing.draft import Row
from kotipesa.testing.draw.dice import Dice, month
from kotipesa.testing.law import Law, law_of
from kotipesa.testing.referee.arcs import Arc, arcs


def kept_locks(seed: int, region: Region) -> list[Row]:
    """Agree on some small moves, each by its own lots, that leave room for each other."""
    dice, law = Dice(seed, "locks"), law_of(region)
    every_arc = list(arcs(law, frozenset()))
    taken: set[tuple[str, int]] = set()
    locks = []
    for pick in (_direct, _later, _to_outlet, _to_store, _from_store, _from_source):
        found = [arc for arc in pick(law, every_arc) if not _ends(arc) & taken]
        if found and dice.chance(0.5):
            arc = found[dice.whole(0, len(found) - 1)]
            taken |= _ends(arc)
            locks.append(_row(region, arc, dice.number(0.02, 0.06) * _bottleneck_t(law, arc)))
    return locks


def broken_lock(seed: int, region: Region) -> Row:
    """Agree on a move that breaks a rule: too much, too late, or to who does not take it."""
    dice, law = Dice(seed, "broken"), law_of(region)
    every_arc = list(arcs(law, frozenset()))
    direct = list(_direct(law, every_arc)) or every_arc
    arc = direct[dice.whole(0, len(direct) - 1)]
    fault = dice.one(("too much", "too late", "refused", "unbuilt"))
    row = _row(region, arc, 1.0)
    if fault == "too much":
        return row | {"tonnes": "1e7"}
    if fault == "too late":
        return row | {"month": month(region.settings.months + 3)}
    if fault == "unbuilt" and "store3" in region.facilities.id:
        return row | {"to_kind": "store", "to_id": "store3"}
    known = {
        (a.from_row, a.to_row) for a in every_arc if (a.from_kind, a.to_kind) == ("lot", "lot")
    }
    needs = np.flatnonzero(region.lots.is_need & law.calendar.is_planned).tolist()
    refused = [need for need in needs if (arc.from_row, need) not in known]
    if not refused or arc.from_kind != "lot":
        return row | {"tonnes": "1e7"}
    return row | {"to_kind": "lot", "to_id": str(region.lots.id[refused[0]])}


def _direct(_: Law, every_arc: list[Arc]) -> Iterable[Arc]:
    return [arc for arc in every_arc if (arc.from_kind, arc.to_kind) == ("lot", "lot")]


def _later(law: Law, every_arc: list[Arc]) -> Iterable[Arc]:
    """Take direct arcs a month after the first that the lots share."""
    return [
        arc._replace(month=arc.month + 1)
        for arc in _direct(law, every_arc)
        if arc.month + 1 <= min(law.calendar.last[arc.from_row], law.calendar.last[arc.to_row])
    ]


def _to_outlet(law: Law, every_arc: list[Arc]) -> Iterable[Arc]:
    recovers = law.region.facilities.is_recovery
    return [arc for arc in _between(every_arc, "lot", "outlet") if recovers[arc.to_row]]


def _to_store(_: Law, every_arc: list[Arc]) -> Iterable[Arc]:
    return _between(every_arc, "lot", "store")


def _from_store(law: Law, every_arc: list[Arc]) -> Iterable[Arc]:
    """Take deliveries of what some lot can bring to the store in time."""
    brought = {
        (arc.to_row, arc.grade): arc.month for arc in reversed(list(_to_store(law, every_arc)))
    }
    return [
        arc
        for arc in _between(every_arc, "store", "lot")
        if brought.get((arc.from_row, arc.grade), arc.month + 1) <= arc.month
    ]


def _from_source(_: Law, every_arc: list[Arc]) -> Iterable[Arc]:
    return _between(every_arc, "source", "lot")


def _between(every_arc: list[Arc], giver: str, taker: str) -> list[Arc]:
    return [arc for arc in every_arc if (arc.from_kind, arc.to_kind) == (giver, taker)]


def _ends(arc: Arc) -> set[tuple[str, int]]:
    """Name the lots of an arc; facilities may serve several."""
    ends = {(arc.from_kind, arc.from_row), (arc.to_kind, arc.to_row)}
    return {end for end in ends if end[0] == "lot"}


def _bottleneck_t(law: Law, arc: Arc) -> float:
    lots, table = law.region.lots, law.region.facilities
    limits = [float(lots.amount_t[row]) for _, row in _ends(arc)]
    for kind, row in ((arc.from_kind, arc.from_row), (arc.to_kind, arc.to_row)):
        if kind != "lot":
            limits += [float(table.capacity_t[row]), float(table.capacity_t_per_month[row])]
    return min(limits)


def _row(region: Region, arc: Arc, tonnes: float) -> Row:
    def name(kind: str, row: int) -> str:
        return str(region.lots.id[row] if kind == "lot" else region.facilities.id[row])

    return {
        "from_kind": arc.from_kind,
        "from_id": name(arc.from_kind, arc.from_row),
        "to_kind": arc.to_kind,
        "to_id": name(arc.to_kind, arc.to_row),
        "month": month(arc.month),
        "tonnes": f"{tonnes:.4f}",
    }
