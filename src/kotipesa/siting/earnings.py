# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell what each candidate is worth: the cost of deciding otherwise, and a tonne of it by month."""

import time
from dataclasses import dataclass, replace

import numpy as np

from kotipesa.arrays import Flags, Numbers
from kotipesa.plan.solve.downstream import downstream
from kotipesa.plan.solve.duals import Duals
from kotipesa.siting.bound import capacity_rents
from kotipesa.siting.choice import flipped
from kotipesa.siting.lacking import Prices, gains
from kotipesa.siting.search import Search


@dataclass(frozen=True, eq=False, slots=True)
class Earnings:
    """What candidates are worth over the horizon, in columns by candidate.

    otherwise_eur: what the best plan costs when this one alone is decided otherwise, and what it
    excludes is closed; nan where time ran out. rent_eur: what the scarce capacity of an opened one
    earns at the prices of the plan. month_eur_per_t: candidates × months, what the first tonne of
    room there would save, were there none.
    """

    otherwise_eur: Numbers
    rent_eur: Numbers
    month_eur_per_t: Numbers


def earnings(search: Search, opened: Flags, deadline: float) -> Earnings:
    """Work out what each candidate is worth beside the others as they were chosen."""
    candidates = search.candidates
    otherwise_eur = np.full(len(candidates), np.nan)
    duals = search.prices(opened)
    for site in range(len(candidates)):
        if time.monotonic() < deadline:
            other = flipped(opened, site, candidates)
            otherwise_eur[site] = search.exact_eur(other, deadline)
    rents = capacity_rents(search.master.problem, candidates, duals)
    return Earnings(otherwise_eur, np.where(opened, rents, 0.0), _by_month(search, duals))


def _by_month(search: Search, duals: Duals) -> Numbers:
    """Price the first tonne by month, as if no candidate's own room were scarce."""
    problem, sites = search.master.problem, search.candidates.plant
    month, total, stock_cap = duals.month.copy(), duals.total.copy(), duals.stock_cap.copy()
    for column in (month, total, stock_cap):
        column[sites] = 0.0
    free = replace(duals, month=month, total=total, stock_cap=stock_cap, entry=None)
    onwards = downstream(problem, search.ground.terrain, free)
    return gains(Prices(search.ground, free, onwards), sites)
