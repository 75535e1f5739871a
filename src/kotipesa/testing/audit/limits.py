# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find capacities, shares and agreements that are not kept."""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from kotipesa.arrays import Flags, Numbers, Texts, texts
from kotipesa.periods import month_text
from kotipesa.region.tables import ROLES, STORE
from kotipesa.testing.audit.case import Case, facility_charged, slack
from kotipesa.testing.audit.fault import Fault


def over_capacity(case: Case) -> Iterator[Fault]:
    """Compare intake (a source's output) with the capacities of the month and of the horizon."""
    table = case.law.region.facilities
    through = throughput(case)
    limit = table.capacity_t_per_month[:, None]
    for row, month in zip(*np.nonzero(through > limit + slack(through)), strict=True):
        detail = f"{through[row, month]:.6g} t of {table.capacity_t_per_month[row]:g}"
        yield Fault("over_month", _place(case, int(row), int(month)), detail)
    total = through.sum(axis=1)
    is_over = (total > table.capacity_t + slack(total)) & (table.role != STORE)
    for row in np.flatnonzero(is_over):
        detail = f"{total[row]:.6g} t of {table.capacity_t[row]:g}"
        yield Fault("over_total", _place(case, int(row)), detail)


def over_store(case: Case) -> Iterator[Fault]:
    """Compare all that a store holds, of every grade together, with its capacity."""
    table, held = case.law.region.facilities, case.held
    stock = np.zeros((len(table), case.law.calendar.months))
    np.add.at(stock, (held.store, held.month), held.tonnes)
    wrong = stock > table.capacity_t[:, None] + slack(stock)
    for row, month in zip(*np.nonzero(wrong), strict=True):
        detail = f"{stock[row, month]:.6g} t of {table.capacity_t[row]:g}"
        yield Fault("over_store", _place(case, int(row), int(month)), detail)


def under_recovery(case: Case) -> Iterator[Fault]:
    """Compare the recovered with what left the haves."""
    share = case.law.region.settings.min_recovery_share
    recovered, left = recovered_and_left_t(case)
    if share is not None and recovered < share * left - slack(np.array(left)):
        yield Fault("recovery_share", "moves.csv", f"{recovered:.6g} t of {left:.6g}")


def broken_locks(case: Case) -> Iterator[Fault]:
    """Find agreed moves that are not made in full."""
    region, flows = case.law.region, case.flows
    agreed: dict[tuple[str, str, str, str, str], float] = defaultdict(float)
    locks = region.locks
    for row, tonnes in enumerate(locks.tonnes):
        giver, taker = (
            (locks.from_kind[row], locks.from_id[row]),
            (locks.to_kind[row], locks.to_id[row]),
        )
        agreed[*giver, *taker, month_text(int(locks.month[row]))] += float(tonnes)
    for (from_kind, from_id, to_kind, to_id, month), tonnes in agreed.items():
        hit = flows.going(from_kind, to_kind) & (_ids(case, "from") == from_id)
        hit &= (_ids(case, "to") == to_id) & (_months(case) == month)
        moved = flows.tonnes[hit].sum()
        if moved < tonnes - slack(np.array(tonnes)):
            detail = f"{moved:.6g} t of {tonnes:.6g}"
            yield Fault("lock_broken", f"{from_id} → {to_id} {month}", detail)


def throughput(case: Case) -> Numbers:
    """Add up intake (a source's output): facilities × months."""
    facility = facility_charged(case)
    concerned: Flags = facility >= 0
    total = np.zeros((len(case.law.region.facilities), case.law.calendar.months))
    where = (facility[concerned], case.flows.month[concerned])
    np.add.at(total, where, case.flows.tonnes[concerned])
    return total


def recovered_and_left_t(case: Case) -> tuple[float, float]:
    """Give the tonnes that reached needs (not from sources) or recovery, and that left haves."""
    flows, table = case.flows, case.law.region.facilities
    to_need = (flows.to_kind == "lot") & (flows.from_kind != "source")
    outlet = flows.to_kind == "outlet"
    to_recovery = (
        outlet & table.is_recovery[np.where(outlet, flows.to_row, 0)] if len(table) else outlet
    )
    recovered = flows.tonnes[to_need | to_recovery].sum()
    return float(recovered), float(flows.tonnes[flows.from_kind == "lot"].sum())


def _place(case: Case, facility: int, month: int | None = None) -> str:
    region = case.law.region
    name = f"{ROLES[region.facilities.role[facility]]} {region.facilities.id[facility]}"
    return name if month is None else f"{name} {month_text(region.settings.start + month)}"


def _ids(case: Case, end: str) -> Texts:
    region, flows = case.law.region, case.flows
    kind = flows.from_kind if end == "from" else flows.to_kind
    row = flows.from_row if end == "from" else flows.to_row
    names = np.concatenate([region.lots.id, region.facilities.id])
    return np.asarray(names[row + np.where(kind == "lot", 0, len(region.lots))])


def _months(case: Case) -> Texts:
    start = case.law.region.settings.start
    labels = [month_text(start + month) for month in range(case.law.calendar.months)]
    return texts(labels)[case.flows.month]
