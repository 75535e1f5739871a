# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Recount the stock of every store from the loads, and set it against the plan's."""

import numpy as np

from kotipesa.arrays import Indices, Texts, texts
from kotipesa.errors import Problem, problem
from kotipesa.monitor.ends import Nodes
from kotipesa.monitor.hauls import GRAMS_PER_T, Hauls
from kotipesa.monitor.tables import StockProgress
from kotipesa.periods import month_text
from kotipesa.plan.files import number_text
from kotipesa.plan.tables import Stocks

STORE = "store"


def by_store(
    stocks: Stocks, hauls: Hauls, nodes: Nodes, materials: Texts, months: tuple[int, int]
) -> StockProgress:
    """Give the stock of each store and material at the end of each month, planned and hauled.

    months: the first and the last one. Stores begin empty, as in the plan.
    """
    first, last = months
    size = last - first + 1
    is_store = np.append(nodes.kind == STORE, np.False_)
    into, out = np.flatnonzero(is_store[hauls.end]), np.flatnonzero(is_store[hauls.start])
    named = np.append(materials, "")
    stores = np.concatenate([stocks.store, nodes.id[hauls.end[into]], nodes.id[hauls.start[out]]])
    kinds = np.concatenate(
        [stocks.material, named[hauls.material[into]], named[hauls.material[out]]]
    )
    pairs, row = _pairs(stores, kinds)
    planned = np.zeros((len(pairs), size))
    change = np.zeros((len(pairs), size), dtype=np.int64)
    at = stocks.month - first
    seen = np.flatnonzero((at >= 0) & (at < size))
    np.add.at(planned, (row[: len(at)][seen], at[seen]), stocks.tonnes[seen])
    moved = np.concatenate([into, out])
    signed = np.concatenate([hauls.grams[into], -hauls.grams[out]])
    np.add.at(change, (row[len(at) :], hauls.month[moved] - first), signed)
    hauled = np.cumsum(change, axis=1) / GRAMS_PER_T
    store, material = (texts([pair[part] for pair in pairs]) for part in (0, 1))
    return StockProgress(
        store=np.repeat(store, size),
        material=np.repeat(material, size),
        month=np.tile(np.arange(first, last + 1), len(pairs)),
        planned_t=planned.ravel(),
        hauled_t=hauled.ravel(),
        difference_t=(hauled - planned).ravel(),
    )


def note_negative(table: StockProgress) -> list[Problem]:
    """Note the first month in which more left a store than came: something was not recorded."""
    rows = np.flatnonzero(table.hauled_t < 0)
    _, row = _pairs(table.store[rows], table.material[rows])
    _, first = np.unique(row, return_index=True)
    return [
        problem(
            "stock_negative",
            store=table.store[one],
            material=table.material[one] or "-",
            month=month_text(int(table.month[one])),
            tonnes=number_text(float(table.hauled_t[one])),
        )
        for one in rows[first]
    ]


def _pairs(stores: Texts, materials: Texts) -> tuple[list[tuple[str, str]], Indices]:
    """List the pairs of store and material in alphabetical order, and the pair of each row."""
    store_names, store = np.unique(stores, return_inverse=True)
    names, material = np.unique(materials, return_inverse=True)
    codes, row = np.unique(store * max(len(names), 1) + material, return_inverse=True)
    found = [(store_names[code // len(names)], names[code % len(names)]) for code in codes]
    return found, row
