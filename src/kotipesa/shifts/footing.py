# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Weigh plans beside one that stands: what they may save by its prices, and what they do save.

A project that moves meets others in other months. Its needs are then worth no more than the
cheapest tonne they can get there, its haves no more than the best that can become of theirs; all
other prices stay. Such prices prove a bound on the cost of any plan with the move.
"""

from dataclasses import replace
from functools import cached_property

import numpy as np

from kotipesa.arrays import Flags, Indices, Numbers, take
from kotipesa.plan.problem.problem import Ends, Problem
from kotipesa.plan.replan.standing import Standing
from kotipesa.plan.solve.clusters import ways_of
from kotipesa.plan.solve.downstream import Downstream, downstream
from kotipesa.plan.solve.duals import Duals
from kotipesa.plan.solve.pricing import have_worth, price
from kotipesa.plan.solve.shapes import Ways
from kotipesa.plan.solve.terrain import terrain


class Footing:
    """A plan, and the program it was found by."""

    def __init__(self, standing: Standing, ways: Ways | None = None) -> None:
        """Solve a program; it must not change any more. ways: of its problem, where known."""
        self._standing, self.problem = standing, standing.problem
        self.flows = standing.solve()
        self._ways = ways or ways_of(self.problem, by_distance=True)

    @cached_property
    def _onwards(self) -> Downstream:
        ground = terrain(self.problem, ways=self._ways)
        return downstream(self.problem, ground, self.flows.duals)

    def moved_on(self, problem: Problem) -> "Footing":
        """Plan a like problem from here."""
        twin = self._standing.copied()
        twin.change(problem)
        return Footing(twin, self._ways)

    def at_least_eur(self, problem: Problem, projects: Indices) -> float:
        """Bound from below what a plan costs in which only these projects go in other months."""
        duals = self.flows.duals
        own = np.isin(problem.region.lots.project[problem.needs.lot], projects)
        need = duals.need.copy()
        most = most_worth(problem, duals, self._onwards, take(problem.needs, own))
        need[own] = np.minimum(need[own], most)
        ground = terrain(problem, ways=self._ways)
        return price(problem, ground, replace(duals, need=need), 1).lower_bound_eur


def most_worth(problem: Problem, duals: Duals, onwards: Downstream, needs: Ends) -> Numbers:
    """Tell what a tonne may be worth at some needs, so that no haul there gains at the prices."""
    takes = problem.accepts.group_takes[needs.kind]
    recovered = np.minimum(
        _from_haves(problem, duals, needs, takes), _from_plants(problem, onwards, needs, takes)
    )
    worth: Numbers = np.minimum(recovered - duals.recovery, _from_sources(problem, duals, needs))
    return worth


def _from_haves(problem: Problem, duals: Duals, needs: Ends, takes: Flags) -> Numbers:
    haves = problem.haves
    may = takes[:, haves.kind] & ~haves.only_outlets
    may = may & (haves.first <= needs.last[:, None]) & (needs.first[:, None] <= haves.last)
    cost = problem.haul.price_of(haves.site, needs.site[:, None]) - have_worth(problem, duals)
    return _least(cost, may)


def _from_plants(problem: Problem, onwards: Downstream, needs: Ends, takes: Flags) -> Numbers:
    """Price the cheapest tonne out of stores and processes, in the months of each need."""
    plants = problem.plants
    least = np.full(len(needs), np.inf)
    makes = (plants.output_grade >= 0) & (plants.part_share > 0)[:, :, None]
    for row, (first, last) in enumerate(zip(needs.first, needs.last, strict=True)):
        months = slice(first, last + 1)
        stock = np.where(takes[row][:, None], onwards.stock[:, :, months], np.inf)
        fits = makes & takes[row][plants.output_grade]
        made = np.where(fits[..., None], onwards.output[..., months], np.inf)
        dearest = np.maximum(_dearest(stock, (1, 2)), _dearest(made, (1, 2, 3)))
        haul = problem.haul.price_of(plants.site, needs.site[row])
        least[row] = (haul - dearest).min(initial=np.inf)
    return least


def _dearest(way_on: Numbers, axes: tuple[int, ...]) -> Numbers:
    """Find by plant what leads on at the highest price; what leads nowhere has none."""
    found: Numbers = np.where(np.isfinite(way_on), way_on, -np.inf).max(axis=axes, initial=-np.inf)
    return found


def _from_sources(problem: Problem, duals: Duals, needs: Ends) -> Numbers:
    plants, sources = problem.plants, problem.sources
    at_gate = plants.price_eur_per_t[:, None] - duals.month - duals.total[:, None]
    at_gate = np.where(plants.open_months(problem.months), at_gate, np.inf)[sources]
    haul = problem.haul.price_of(plants.site[sources], needs.site[:, None])
    gives = problem.accepts.supplied_grade[np.ix_(sources, needs.kind)].T >= 0
    month = np.arange(problem.months)
    inside = (needs.first[:, None] <= month) & (month <= needs.last[:, None])
    gate = np.where(inside[:, None, :], at_gate, np.inf).min(axis=2, initial=np.inf)
    return _least(haul + gate, gives)


def _least(cost: Numbers, may: Flags) -> Numbers:
    least: Numbers = np.where(may, cost, np.inf).min(axis=1, initial=np.inf)
    return least
