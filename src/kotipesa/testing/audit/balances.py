# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Weigh everything again: lots, stores by grade and month, processes by part and month."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Flags, Numbers
from kotipesa.periods import month_text
from kotipesa.testing.audit.case import Case, slack
from kotipesa.testing.audit.fault import Fault
from kotipesa.testing.law import Grades, Places


@dataclass(frozen=True, eq=False, slots=True)
class Residuals:
    """What does not add up: code, place, and tonnes too much or too little; scale: what passed."""

    code: str
    where: list[str]
    tonnes: Numbers
    scale: Numbers


def unbalanced(case: Case) -> Iterator[Fault]:
    """Find every balance that does not close."""
    for residuals in all_residuals(case):
        wrong = np.abs(residuals.tonnes) > slack(residuals.scale)
        for row in np.flatnonzero(wrong):
            detail = f"off by {residuals.tonnes[row]:.6g} t"
            yield Fault(residuals.code, residuals.where[row], detail)


def overdrawn(case: Case) -> Iterator[Fault]:
    """Find stores that give out what they never got."""
    store = _store_balance(case)
    stock = np.cumsum(store.into - store.out, axis=1)
    wrong = stock < -slack(np.cumsum(store.into, axis=1))
    for row, month in zip(*np.nonzero(wrong), strict=True):
        where = store.where(case, int(row), int(month))
        yield Fault("store_overdrawn", where, f"{stock[row, month]:.6g} t left")


def largest_residual_t(case: Case) -> float:
    """Give the tonnes of the worst balance."""
    worst = [np.abs(r.tonnes).max(initial=0.0) for r in all_residuals(case)]
    return float(max(worst))


def all_residuals(case: Case) -> list[Residuals]:
    """Close the balance of every lot, of every grade in a store, of every process."""
    return [_of_lots(case), _of_stores(case), *_of_processes(case)]


def _of_lots(case: Case) -> Residuals:
    """Add moved and unmet: a lot's amount when it is planned, nothing when it is not."""
    flows, lots, planned = case.flows, case.law.region.lots, case.law.calendar.is_planned
    size = len(lots)
    from_lot, to_lot = flows.from_kind == "lot", flows.to_kind == "lot"
    moved = _sum(size, flows.from_row[from_lot], flows.tonnes[from_lot])
    moved += _sum(size, flows.to_row[to_lot], flows.tonnes[to_lot])
    unmet = _sum(size, case.left.lot, case.left.tonnes)
    amount = np.where(planned, lots.amount_t, 0.0)
    where = [f"lot {name}" for name in lots.id]
    return Residuals("lot_balance", where, moved + unmet - amount, amount)


@dataclass(frozen=True, eq=False, slots=True)
class _StoreBalance:
    """Rows: a store and a grade; columns: months."""

    key: Places
    into: Numbers
    out: Numbers
    stock: Numbers

    def where(self, case: Case, row: int, month: int) -> str:
        """Name a store, a material and a month."""
        region = case.law.region
        store, material = self.key[row, :2]
        when = month_text(region.settings.start + month)
        return f"store {region.facilities.id[store]} {region.materials.code[material]} {when}"


def _store_balance(case: Case) -> _StoreBalance:
    flows, held = case.flows, case.held
    arrives, leaves = flows.to_kind == "store", flows.from_kind == "store"
    keys = [
        _key(flows.to_row[arrives], flows.grade[arrives]),
        _key(flows.from_row[leaves], flows.grade[leaves]),
        _key(held.store, held.grade),
    ]
    key, row = np.unique(np.concatenate(keys), axis=0, return_inverse=True)
    rows = np.split(row, np.cumsum([len(k) for k in keys])[:2])
    shape = (len(key), case.law.calendar.months)
    return _StoreBalance(
        key,
        _table(shape, rows[0], flows.month[arrives], flows.tonnes[arrives]),
        _table(shape, rows[1], flows.month[leaves], flows.tonnes[leaves]),
        _table(shape, rows[2], held.month, held.tonnes),
    )


def _of_stores(case: Case) -> Residuals:
    """Carry each stock from month to month by what came in and what went out."""
    store = _store_balance(case)
    before = np.pad(store.stock, ((0, 0), (1, 0)))[:, :-1]
    residual = before + store.into - store.out - store.stock
    months = range(case.law.calendar.months)
    where = [store.where(case, row, month) for row in range(len(store.key)) for month in months]
    return Residuals("store_balance", where, residual.ravel(), (before + store.into).ravel())


def _of_processes(case: Case) -> Iterator[Residuals]:
    """Compare product and residue with their shares of the month's intake, kind by kind."""
    flows, table = case.flows, case.law.region.facilities
    arrives, leaves = flows.to_kind == "process", flows.from_kind == "process"
    process = np.where(arrives, flows.to_row, flows.from_row)
    kinds = [process, flows.grade.contamination, flows.grade.sulphide, flows.month]
    concerned = arrives | leaves
    key, found = np.unique(np.column_stack(kinds)[concerned], axis=0, return_inverse=True)
    row = np.zeros(len(concerned), dtype=np.int64)
    row[concerned] = found

    def total(mark: Flags) -> Numbers:
        return _sum(len(key), row[mark], flows.tonnes[mark])

    intake, product = total(arrives), total(leaves & (flows.part == "product"))
    residue = total(leaves & (flows.part == "residue"))
    share = table.yield_share[key[:, 0]]
    has_residue = table.residue_material[key[:, 0]] >= 0
    start = case.law.region.settings.start
    where = [f"process {table.id[k[0]]} {month_text(start + int(k[3]))}" for k in key]
    yield Residuals("process_product", where, product - share * intake, intake)
    wanted = np.where(has_residue, (1 - share) * intake, 0.0)
    yield Residuals("process_residue", where, residue - wanted, intake)


def _key(store: Places, grade: Grades) -> Places:
    columns = (store, grade.material, grade.fitness, grade.contamination, grade.sulphide)
    return np.column_stack(columns).astype(np.int64)


def _sum(size: int, row: Places, tonnes: Numbers) -> Numbers:
    return np.bincount(row, tonnes, minlength=size).astype(np.float64)


def _table(shape: tuple[int, int], row: Places, month: Places, tonnes: Numbers) -> Numbers:
    table = np.zeros(shape)
    np.add.at(table, (row, month), tonnes)
    return table
