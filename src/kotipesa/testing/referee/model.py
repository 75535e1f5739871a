# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write the model of a plan as one linear programme and solve it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kotipesa.arrays import Numbers
from kotipesa.region import Region
from kotipesa.region.tables import PROCESS, ROLES, STORE
from kotipesa.testing.law import Law, law_of
from kotipesa.testing.referee.answer import Answer, Flow, Stock
from kotipesa.testing.referee.arcs import Agreement, Arc, arcs
from kotipesa.testing.referee.lp import Programme, RowName
from kotipesa.testing.referee.offers import Grade, offers

_NAMES = {0: "optimal", 2: "infeasible"}


def solve(region: Region, opened: Sequence[str] = ()) -> Answer:
    """Find the optimum of a region; raises RuntimeError when the solver gives up."""
    law = law_of(region, opened)
    locks = _locks(region)
    every_arc = list(arcs(law, frozenset(locks)))
    programme = Programme()
    _set_limits(programme, law, locks)
    for arc in every_arc:
        programme.column(_cost(law, arc), _entries(law, arc))
    kept = _keep_stocks(programme, law)
    unmet = _leave_unmet(programme, law)
    result, rows = programme.solve()
    if result.status not in _NAMES:
        raise RuntimeError(result.message)
    if result.status:
        return Answer(_NAMES[result.status])
    prices = zip(rows, result.eqlin.marginals, strict=True)
    return Answer(
        "optimal",
        float(result.fun),
        *_amounts(result.x, every_arc, kept, unmet),
        tuple((row[1], float(price)) for row, price in prices if row[0] == "lot"),
    )


def _locks(region: Region) -> dict[Agreement, float]:
    """Add up the agreed tonnes of each arc."""
    place = {("lot", name): row for row, name in enumerate(region.lots.id)}
    for row, name in enumerate(region.facilities.id):
        place[ROLES[region.facilities.role[row]], name] = row
    agreed: dict[Agreement, float] = defaultdict(float)
    locks = region.locks
    for row, tonnes in enumerate(locks.tonnes):
        giver, taker = locks.from_kind[row], locks.to_kind[row]
        from_row, to_row = place[giver, locks.from_id[row]], place[taker, locks.to_id[row]]
        month = int(locks.month[row]) - region.settings.start
        agreed[giver, from_row, taker, to_row, month] += float(tonnes)
    return dict(agreed)


def _set_limits(programme: Programme, law: Law, locks: dict[Agreement, float]) -> None:
    for row in np.flatnonzero(law.calendar.is_planned).tolist():
        programme.equal(("lot", row), float(law.region.lots.amount_t[row]))
    for row in np.flatnonzero(law.in_use).tolist():
        _set_capacities(programme, law, row)
    for offer in (o for o in offers(law) if o.kind != "lot"):
        for month in range(law.calendar.months):
            programme.equal(_leaving(offer.kind, offer.row, offer.part, offer.grade, month), 0)
    if law.region.settings.min_recovery_share is not None:
        programme.at_most(("recovery",), 0)
    for agreement, tonnes in locks.items():
        programme.at_most(("lock", *agreement), -tonnes)


def _set_capacities(programme: Programme, law: Law, facility: int) -> None:
    table, months = law.region.facilities, range(law.calendar.months)
    total = float(table.capacity_t[facility])
    if table.role[facility] != STORE:
        programme.at_most(("total", facility), total)
    for month in months:
        programme.at_most(("month", facility, month), float(table.capacity_t_per_month[facility]))
        if table.role[facility] == STORE:
            programme.at_most(("held", facility, month), total)


def _leaving(kind: str, row: int, part: str, grade: Grade, month: int) -> RowName:
    """Name the balance of what leaves a store (by grade) or a process (by what the input was)."""
    return (kind, row, part, grade if kind == "store" else grade[2:], month)


def _cost(law: Law, arc: Arc) -> float:
    """Price a tonne: the haul, the facility's charge on it, and the carbon of both."""
    table, carbon = law.region.facilities, law.region.settings.carbon_eur_per_t
    facility = arc.from_row if arc.from_kind == "source" else arc.to_row
    if arc.from_kind != "source" and arc.to_kind == "lot":
        return arc.eur_per_t + arc.kgco2e_per_t / 1000 * carbon
    kgco2e_per_t = arc.kgco2e_per_t + float(table.kgco2e_per_t[facility])
    return arc.eur_per_t + float(table.eur_per_t[facility]) + kgco2e_per_t / 1000 * carbon


def _entries(law: Law, arc: Arc) -> dict[RowName, float]:
    """Say in which rows a tonne on an arc counts, and how much."""
    entries: dict[RowName, float] = {("lock", *arc.agreement): -1.0}
    recovered = arc.to_kind == "lot" and arc.from_kind != "source"
    if arc.from_kind == "lot":
        entries["lot", arc.from_row] = 1.0
    elif arc.from_kind == "source":
        entries["month", arc.from_row, arc.month] = 1.0
        entries["total", arc.from_row] = 1.0
    else:
        entries[_leaving(arc.from_kind, arc.from_row, arc.part, arc.grade, arc.month)] = -1.0
    if arc.to_kind == "lot":
        entries["lot", arc.to_row] = 1.0
    else:
        recovered = arc.to_kind == "outlet" and bool(law.region.facilities.is_recovery[arc.to_row])
        entries |= _intake(law, arc)
    share = law.region.settings.min_recovery_share or 0.0
    entries[("recovery",)] = (share if arc.from_kind == "lot" else 0.0) - float(recovered)
    return entries


def _intake(law: Law, arc: Arc) -> dict[RowName, float]:
    table, facility = law.region.facilities, arc.to_row
    entries: dict[RowName, float] = {("month", facility, arc.month): 1.0}
    if table.role[facility] == STORE:
        return entries | {_leaving("store", facility, "", arc.grade, arc.month): 1.0}
    entries["total", facility] = 1.0
    if table.role[facility] == PROCESS:
        share = float(table.yield_share[facility])
        for part, made in (("product", share), ("residue", 1 - share)):
            entries[_leaving("process", facility, part, arc.grade, arc.month)] = made
    return entries


def _keep_stocks(programme: Programme, law: Law) -> list[Stock]:
    """Let every store carry what it holds from month to month."""
    settings, kept = law.region.settings, []
    last = settings.months - 1
    for offer in (o for o in offers(law) if o.kind == "store"):
        for month in range(settings.months):
            cost = settings.storage_eur_per_t_month
            cost += settings.end_stock_eur_per_t if month == last else 0
            here = _leaving("store", offer.row, "", offer.grade, month)
            entries = {here: -1.0, ("held", offer.row, month): 1.0}
            if month < last:
                entries[_leaving("store", offer.row, "", offer.grade, month + 1)] = 1.0
            programme.column(cost, entries)
            kept.append(Stock(offer.row, offer.grade, month, 0.0))
    return kept


def _leave_unmet(programme: Programme, law: Law) -> list[int]:
    lots = np.flatnonzero(law.calendar.is_planned).tolist()
    for row in lots:
        programme.column(law.region.settings.unmet_eur_per_t, {("lot", row): 1.0})
    return lots


def _amounts(
    tonnes: Numbers, every_arc: list[Arc], kept: list[Stock], unmet: list[int]
) -> tuple[tuple[Flow, ...], tuple[Stock, ...], tuple[tuple[int, float], ...]]:
    """Name what is more than nothing: the moves, the stocks, the unmet."""
    flows, stocks, left = np.split(tonnes, [len(every_arc), len(every_arc) + len(kept)])
    return (
        tuple(Flow(a, float(t)) for a, t in zip(every_arc, flows, strict=True) if t > 0),
        tuple(replace(s, tonnes=float(t)) for s, t in zip(kept, stocks, strict=True) if t > 0),
        tuple((row, float(t)) for row, t in zip(unmet, left, strict=True) if t > 0),
    )
