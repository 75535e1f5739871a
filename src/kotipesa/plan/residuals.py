# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Recount conservation from the written tables, by another path than the linear program."""

import numpy as np
from numpy.typing import NDArray

from kotipesa.arrays import Flags, Numbers, Texts
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solution import node_names
from kotipesa.plan.tables import Moves, Stocks, Unmet
from kotipesa.region.tables import PROCESS

_ALLOWED = 1e-6  # tonnes, per tonne of the greatest lot where that is more than one


def allowed_t(problem: Problem) -> float:
    """Tell what the arithmetic of a plan may leave over, in tonnes."""
    return _ALLOWED * max(1.0, float(problem.lot_tonnes.max(initial=0.0)))


def max_residual_t(problem: Problem, moves: Moves, stocks: Stocks, unmet: Unmet) -> float:
    """Find the greatest tonnage that appears or vanishes anywhere in the tables of a plan.

    Lots: moved + unmet = amount. Stores: stock before + in − out = stock after, by grade and month.
    Processes: product and residue = their shares of the intake, by quality and month.
    """
    return max(
        _of_lots(problem, moves, unmet),
        _of_stores(problem, moves, stocks),
        _of_processes(problem, moves),
    )


def _of_lots(problem: Problem, moves: Moves, unmet: Unmet) -> float:
    names = node_names(problem)[: problem.lot_count]
    ends = [moves.from_id[moves.from_kind == "lot"], moves.to_id[moves.to_kind == "lot"]]
    tonnes = [moves.tonnes[moves.from_kind == "lot"], moves.tonnes[moves.to_kind == "lot"]]
    total = _by_name(names, np.concatenate([*ends, unmet.lot]), [*tonnes, unmet.tonnes])
    return _greatest(total - problem.lot_tonnes)


def _by_name(names: Texts, ids: Texts, tonnes: list[Numbers]) -> Numbers:
    """Add up tonnes by name; ids that are not among the names are left out."""
    order = np.argsort(names)
    place = np.searchsorted(names[order], ids)
    place = np.minimum(place, max(len(names) - 1, 0))
    known = names[order][place] == ids if len(names) else np.zeros(len(ids), dtype=bool)
    weights = np.concatenate(tonnes)[known]
    total = np.zeros(len(names))
    total[order] = np.bincount(place[known], weights=weights, minlength=len(names))
    return total


def _of_stores(problem: Problem, moves: Moves, stocks: Stocks) -> float:
    """Follow each store's grades through the months."""
    into, out = moves.to_kind == "store", moves.from_kind == "store"
    keys = [_grade_keys(moves, moves.to_id, into), _grade_keys(moves, moves.from_id, out)]
    keys.append(_grade_keys(stocks, stocks.store, np.ones(len(stocks.tonnes), dtype=bool)))
    names, row = np.unique(np.concatenate(keys), return_inverse=True)
    start = problem.region.settings.start
    month = np.concatenate([moves.month[into], moves.month[out], stocks.month]) - start
    change = np.zeros((len(names), problem.months))
    stock = np.zeros_like(change)
    moved = len(month) - len(stocks.month)
    signed = np.concatenate([moves.tonnes[into], -moves.tonnes[out]])
    np.add.at(change, (row[:moved], month[:moved]), signed)
    np.add.at(stock, (row[moved:], month[moved:]), stocks.tonnes)
    return _greatest(np.diff(stock, axis=1, prepend=0.0) - change)


def _grade_keys(table: Moves | Stocks, place: Texts, rows: Flags) -> Texts:
    columns = (place, table.material, table.fitness, table.contamination, table.sulphide)
    key = columns[0][rows]
    for column in columns[1:]:
        key = key + "\x1f" + column[rows]
    return key


def _of_processes(problem: Problem, moves: Moves) -> float:
    plants, facilities = problem.plants, problem.region.facilities
    worst = 0.0
    for process in plants.of_role(PROCESS):
        name = facilities.id[plants.facility[process]]
        into = (moves.to_kind == "process") & (moves.to_id == name)
        for part, share in zip(("product", "residue"), plants.part_share[process], strict=True):
            out = (moves.from_kind == "process") & (moves.from_id == name) & (moves.part == part)
            keys = [_quality_keys(moves, rows) for rows in (into, out)]
            _, row = np.unique(np.concatenate(keys), return_inverse=True)
            tonnes = np.concatenate([share * moves.tonnes[into], -moves.tonnes[out]])
            left = np.bincount(row, weights=tonnes).astype(np.float64)
            worst = max(worst, _greatest(left))
    return worst


def _quality_keys(moves: Moves, rows: Flags) -> Texts:
    month = moves.month[rows].astype(str).astype(object)
    key: Texts = moves.contamination[rows] + "\x1f" + moves.sulphide[rows] + "\x1f" + month
    return key


def _greatest(values: NDArray[np.float64]) -> float:
    return float(np.abs(values).max(initial=0.0))
