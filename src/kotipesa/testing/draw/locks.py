# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Draw agreed moves that can be kept, and on wish one that cannot."""

from collections import defaultdict
from dataclasses import replace

import numpy as np

from kotipesa.region import Region
from kotipesa.testing.draft import Row
from kotipesa.testing.draw.dice import Dice, month
from kotipesa.testing.law import Law, law_of
from kotipesa.testing.referee.arcs import Agreement, Arc, arcs
from kotipesa.testing.referee.model import solve


def kept_locks(seed: int, region: Region) -> list[Row]:
    """Agree on a part of what a plan at other prices moves, so that all can be kept together."""
    dice, law = Dice(seed, "locks"), law_of(region)
    eur_per_t = np.array([dice.number(0, 40) for _ in region.facilities.id])
    other = region.replace(
        facilities=replace(region.facilities, eur_per_t=eur_per_t),
        haul_eur_per_tkm=0.0,
        unmet_eur_per_t=1e4,
    )
    moved_t: dict[Agreement, float] = defaultdict(float)
    for flow in solve(other).flows:
        moved_t[flow.arc.agreement] += flow.tonnes
    chosen = [end for end in sorted(moved_t) if moved_t[end] > 1 and dice.chance(0.15)]
    return [
        _row(region, _perhaps_later(dice, law, end), dice.number(0.1, 0.9) * moved_t[end])
        for end in chosen
    ]


def broken_lock(seed: int, region: Region) -> Row:
    """Agree on a move that breaks a rule: too much, too late, or to who does not take it."""
    dice, law = Dice(seed, "broken"), law_of(region)
    every_arc = list(arcs(law, frozenset()))
    direct = [a for a in every_arc if (a.from_kind, a.to_kind) == ("lot", "lot")]
    arc = (direct or every_arc)[dice.whole(0, len(direct or every_arc) - 1)]
    row = _row(region, arc.agreement, 1.0)
    refused = _refused(law, arc, direct)
    faults = {
        "too much": {"tonnes": "1e7"},
        "too late": {"month": month(region.settings.months + 3)},
        "unbuilt": {"to_kind": "store", "to_id": "store3"},
        "refused": {"to_kind": "lot", "to_id": refused},
    }
    fault = dice.one(tuple(faults))
    known = {"": False, "store3": "store3" in region.facilities.id}
    is_there = known.get(faults[fault].get("to_id", "known"), True)
    return row | faults[fault if is_there else "too much"]


def _perhaps_later(dice: Dice, law: Law, agreement: Agreement) -> Agreement:
    """Put every other direct move into a later month that its lots share, if there is one."""
    from_kind, from_row, to_kind, to_row, when = agreement
    if (from_kind, to_kind) != ("lot", "lot") or dice.chance(0.5):
        return agreement
    last = int(min(law.calendar.last[from_row], law.calendar.last[to_row]))
    return from_kind, from_row, to_kind, to_row, dice.whole(when, last)


def _refused(law: Law, arc: Arc, direct: list[Arc]) -> str:
    """Name a need that the giver of an arc cannot serve, '' for none."""
    served = {(a.from_row, a.to_row) for a in direct}
    lots = law.region.lots
    needs = np.flatnonzero(lots.is_need & law.calendar.is_planned).tolist()
    refused = [need for need in needs if (arc.from_row, need) not in served]
    return str(lots.id[refused[0]]) if refused and arc.from_kind == "lot" else ""


def _row(region: Region, agreement: Agreement, tonnes: float) -> Row:
    from_kind, from_row, to_kind, to_row, when = agreement

    def name(kind: str, row: int) -> str:
        return str(region.lots.id[row] if kind == "lot" else region.facilities.id[row])

    return {
        "from_kind": from_kind,
        "from_id": name(from_kind, from_row),
        "to_kind": to_kind,
        "to_id": name(to_kind, to_row),
        "month": month(when),
        "tonnes": f"{tonnes:.4f}",
    }
