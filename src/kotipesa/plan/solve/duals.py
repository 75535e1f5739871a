# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Name the prices a solved program puts on its rows."""

from dataclasses import dataclass, replace

import numpy as np

from kotipesa.arrays import Numbers
from kotipesa.plan.model.rows import NO_ROW, Rows
from kotipesa.plan.problem.problem import Problem


@dataclass(frozen=True, eq=False, slots=True)
class Duals:
    """Prices in euros per tonne, with the signs a dual solution must have.

    have, need: what one more tonne of the lot costs (at most the price of unmet tonnes);
    month, total, stock_cap: of capacities, at most 0 (plants × months, plants, plants × months);
    recovery, lock: at least 0; entry: what a lot pays to use a plant at all, at least 0, inf where
    it may not (plants × lots, haves first); None: nobody pays.
    """

    have: Numbers
    need: Numbers
    month: Numbers
    total: Numbers
    stock_cap: Numbers
    recovery: float
    lock: Numbers
    entry: Numbers | None = None

    def fixed_eur(self, problem: Problem) -> float:
        """Price all right-hand sides: the dual objective."""
        plants = problem.plants
        lots = self.have @ problem.haves.tonnes + self.need @ problem.needs.tonnes
        month = self.month.sum(axis=1) @ _zero_if_inf(plants.month_cap_t)
        caps = _zero_if_inf(plants.total_cap_t)
        stores = self.total @ caps + self.stock_cap.sum(axis=1) @ caps
        return float(lots + month + stores + self.lock @ problem.lock_t)

    def are_numbers(self) -> bool:
        """Tell whether no price is nan."""
        capacities = (self.month, self.total, self.stock_cap)
        prices = (self.have, self.need, *capacities, self.recovery, self.lock)
        return not any(np.isnan(price).any() for price in prices)

    def dearer(self, eur_per_t: float) -> "Duals":
        """Price an arc between two lots as if it saved so much more, half of it with each."""
        half = eur_per_t / 2
        return replace(self, have=self.have + half, need=self.need + half)

    def have_entry(self) -> Numbers:
        """Tell what haves pay to enter plants (plants × haves); no rows when nobody pays."""
        if self.entry is None:
            return np.zeros((0, 0))
        return np.ascontiguousarray(self.entry[:, : len(self.have)])

    def need_entry(self) -> Numbers:
        """Tell what needs pay to be served by plants (plants × needs); no rows likewise."""
        if self.entry is None:
            return np.zeros((0, 0))
        return np.ascontiguousarray(self.entry[:, len(self.have) :])


def without_scarcity(problem: Problem, have: Numbers, need: Numbers) -> Duals:
    """Price lots as given, and every capacity, target and lock at nothing."""
    plants, months = len(problem.plants), problem.months
    return Duals(
        have=have,
        need=need,
        month=np.zeros((plants, months)),
        total=np.zeros(plants),
        stock_cap=np.zeros((plants, months)),
        recovery=0.0,
        lock=np.zeros(len(problem.lock_t)),
    )


def about_to_stay(problem: Problem) -> Duals:
    """Price every lot as if its tonnes were about to stay unmet, and nothing were scarce."""
    unmet = problem.unmet_eur_per_t
    have, need = np.full(len(problem.haves), unmet), np.full(len(problem.needs), unmet)
    return without_scarcity(problem, have, need)


def named_duals(problem: Problem, rows: Rows, values: Numbers) -> Duals:
    """Pick the prices out of the row duals; tiny wrong signs are cut to 0."""
    haves = len(problem.haves)
    lots = np.minimum(values[rows.lot], problem.unmet_eur_per_t)
    return Duals(
        have=lots[:haves],
        need=lots[haves:],
        month=_picked(values, rows.month),
        total=_picked(values, rows.total),
        stock_cap=_picked(values, rows.stock_cap),
        recovery=0.0 if rows.recovery == NO_ROW else max(0.0, float(values[rows.recovery])),
        lock=np.maximum(values[rows.lock], 0.0),
    )


def _picked(values: Numbers, rows: np.ndarray) -> Numbers:
    picked = np.zeros(rows.shape)
    there = rows != NO_ROW
    picked[there] = np.minimum(values[rows[there]], 0.0)
    return picked


def _zero_if_inf(caps: Numbers) -> Numbers:
    return np.where(np.isfinite(caps), caps, 0.0)
