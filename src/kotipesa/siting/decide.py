# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Decide which unbuilt facilities to open, plan with them, and prove how good that is."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from kotipesa.arrays import Flags, Indices, Numbers
from kotipesa.errors import InputError
from kotipesa.errors import problem as found
from kotipesa.plan import Plan, make_plan
from kotipesa.plan.baselines import Baselines
from kotipesa.plan.solve.generation import EXACT_GAP, Progress
from kotipesa.region import Region
from kotipesa.siting.candidates import Candidates, with_candidates
from kotipesa.siting.earnings import Earnings, earnings
from kotipesa.siting.search import Search
from kotipesa.siting.uses import Uses, uses


@dataclass(frozen=True, slots=True)
class Asked:
    """How to decide.

    gap: relative, the region's setting by default; time_limit_s: for the search, and again for
    what candidates are worth; either: ids of which at most one may open.
    """

    gap: float | None = None
    time_limit_s: float | None = None
    either: Sequence[Sequence[str]] = ()


@dataclass(frozen=True, eq=False, slots=True)
class Siting:
    """What to open, the plan with it, and what each candidate is worth, opened or not.

    plan: charged with the fixed costs of what is opened, its lower bound valid for every choice of
    sites and every arc; programs: how many were solved to choose.
    """

    plan: Plan
    candidates: Candidates
    opened: Flags
    uses: Uses
    earnings: Earnings
    programs: int

    @property
    def facility_rows(self) -> Indices:
        """Give the rows of the region's facilities that are candidates."""
        ids = self.plan.region.facilities.id
        order = np.argsort(ids, kind="stable")
        return order[np.searchsorted(ids[order], self.candidates.id)]

    @property
    def worth_eur(self) -> Numbers:
        """Tell what each candidate saves in all else, before its fixed cost; nan where unknown.

        An opened one against the same plan without it; a closed one in place of what it excludes.
        """
        dearer = self.earnings.otherwise_eur - self.plan.objective_eur
        return self.candidates.fixed_eur + np.where(self.opened, dearer, -dearer)


def choose_sites(region: Region, asked: Asked, progress: Progress | None = None) -> Siting:
    """Open what makes the region's plan cheapest, fixed costs included.

    Raises InputError where nothing is unbuilt, UsageError for alternatives that are not, and
    InfeasibleError when agreed moves cannot be kept whatever is opened.
    """
    problem, candidates = with_candidates(region, asked.either)
    if not len(candidates):
        raise InputError([found("siting_nothing_unbuilt")])
    gap = region.settings.gap if asked.gap is None else asked.gap
    seconds = np.inf if asked.time_limit_s is None else asked.time_limit_s
    search = Search(problem, candidates, gap=gap, seconds=seconds, progress=progress)
    chosen = search.run()
    fixed_eur = float(candidates.fixed_eur[chosen.opened].sum())
    names = candidates.id[chosen.opened].tolist()
    planned = make_plan(region, gap=EXACT_GAP, time_limit_s=asked.time_limit_s, open_ids=names)
    plan = _charged(planned, fixed_eur, chosen.lower_bound_eur, in_time=chosen.in_time)
    return Siting(
        plan=plan,
        candidates=candidates,
        opened=chosen.opened,
        uses=uses(plan, candidates),
        earnings=earnings(search, chosen.opened, time.monotonic() + seconds),
        programs=chosen.programs,
    )


def _charged(plan: Plan, fixed_eur: float, lower_eur: float, *, in_time: bool) -> Plan:
    """Charge the fixed costs, also to the ways of working that the plan is compared with."""
    alone, greedy = plan.baselines.alone_eur, plan.baselines.greedy_eur
    charged = replace(
        plan,
        money=replace(plan.money, fixed_eur=fixed_eur),
        lower_bound_eur=min(lower_eur, plan.objective_eur + fixed_eur),
        baselines=Baselines(
            None if alone is None else alone + fixed_eur,
            None if greedy is None else greedy + fixed_eur,
        ),
    )
    proven = "gap_reached" if in_time else "time_limit"
    return replace(charged, status="optimal" if charged.gap <= EXACT_GAP else proven)
