# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Make a plan: build the problem, solve it, check it, and say what it means."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kotipesa.arrays import Numbers
from kotipesa.plan.baselines import Baselines, baselines
from kotipesa.plan.certificate import Certificate, certified
from kotipesa.plan.conflicts import with_locks_kept
from kotipesa.plan.money import Money, money
from kotipesa.plan.outcomes import Outcomes, outcomes
from kotipesa.plan.parts.solving import solve_in_parts
from kotipesa.plan.prices import prices_of
from kotipesa.plan.problem.arcs import Arcs
from kotipesa.plan.problem.build import build_problem
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.reasons import unmet_of
from kotipesa.plan.replan.before import Before, Stability
from kotipesa.plan.replan.changes import Changes, changed_problem
from kotipesa.plan.replan.standing import Standing
from kotipesa.plan.solution import in_first_months, moves_of, stock_levels, stocks_of, unmet_tonnes
from kotipesa.plan.solve.duals import Duals
from kotipesa.plan.solve.generation import Flows, Progress
from kotipesa.plan.solve.memory import Memory
from kotipesa.plan.tables import Moves, Prices, Stocks, Unmet
from kotipesa.region import Region

_ROUNDING = 1e-12  # relative: what sums of floating-point numbers may differ by


@dataclass(frozen=True, eq=False)
class Plan:
    """A plan and its proof.

    status: optimal, gap_reached or time_limit; lower_bound_eur holds against every possible move;
    gap is relative. certificate: what was counted again, all of it in order. flows: what the
    mathematics answered; arcs, tonnes: what is moved, levels: what lies in stores (plants × grades
    × months), unmet_t: what each lot keeps or lacks, haves first. baselines: what each owner alone
    and the greedy rule would cost. opened: unbuilt facilities counted as built. keeper: the
    program, kept to plan on from; memory: of its certificate, for that of the next one. stability:
    of a plan that was made again, None otherwise.
    """

    region: Region
    status: str
    money: Money
    lower_bound_eur: float
    certificate: Certificate
    flows: Flows
    arcs: Arcs
    tonnes: Numbers
    levels: Numbers
    unmet_t: Numbers
    outcomes: Outcomes
    baselines: Baselines
    opened: tuple[str, ...]
    seconds: float
    problem: Problem
    keeper: Standing | None
    memory: Memory
    stability: Stability | None = None

    @cached_property
    def moves(self) -> Moves:
        """Who hauls what where and when."""
        return moves_of(self.problem, self.arcs, self.tonnes)

    @cached_property
    def stocks(self) -> Stocks:
        """What lies in stores at the end of each month."""
        return stocks_of(self.problem, self.levels)

    @cached_property
    def unmet(self) -> Unmet:
        """What stays or lacks, and why."""
        return unmet_of(self.problem, self.unmet_t)

    @cached_property
    def prices(self) -> Prices:
        """What one more tonne of each lot would cost, and which limits make it so."""
        return prices_of(self.problem, self.flows, self.unmet_t)

    @property
    def duals(self) -> Duals:
        """The prices that prove the bound."""
        return self.flows.duals

    @property
    def rounds(self) -> int:
        """How many times the program was solved."""
        return self.flows.rounds

    @property
    def objective_eur(self) -> float:
        """What the plan costs, recounted from its moves."""
        return self.money.objective_eur

    @property
    def gap(self) -> float:
        """How far from the optimum the plan can at most be, relative to its objective."""
        gap = (self.objective_eur - self.lower_bound_eur) / max(1.0, abs(self.objective_eur))
        return gap if gap > _ROUNDING else 0.0

    def replan(self, changes: Changes, *, stability_eur_per_t: float = 0.0) -> "Plan":
        """Plan the region as changed, from where this plan stands; the proof is as of a new plan.

        stability_eur_per_t: what it is worth that a tonne goes as it did in this plan; the plan
        then costs more than the cheapest by at most that for each tonne more that it leaves as it
        was, and says how much (``stability``). Not compared with baselines. Where months, materials
        or the asked recovery are others, nothing of before is of use and the plan is made anew.
        Raises as ``make_plan`` does, and UsageError for ids that are not there.
        """
        started = time.monotonic()
        opened = tuple(name for name in self.opened if name not in changes.without_facilities)
        problem = changed_problem(self.problem, changes, opened)
        keeper = self.keeper
        if keeper is None or not keeper.can_become(problem):
            keeper = Standing.made_for(problem)
        else:
            keeper.change(problem)
        flows = optimum = with_locks_kept(problem, keeper.solve())
        before = Before.of(self.problem, self.arcs, self.tonnes, problem)
        if stability_eur_per_t > 0:
            flows = keeper.copied().stay(optimum, before, stability_eur_per_t)
        kept = keeper, self.memory
        plan = _told(problem, flows, opened, kept, Baselines(None, None))
        cheapest = plan.arcs, plan.tonnes
        if flows is not optimum:
            cheapest = in_first_months(problem, optimum.arcs, optimum.tonnes)
        cost_eur = flows.objective_eur - optimum.objective_eur
        stability = before.compared((plan.arcs, plan.tonnes), cheapest, cost_eur)
        return replace(plan, seconds=time.monotonic() - started, stability=stability)


def make_plan(
    region: Region,
    *,
    gap: float | None = None,
    time_limit_s: float | None = None,
    open_ids: Sequence[str] = (),
    with_baselines: bool = True,
    progress: Progress | None = None,
    processes: int = 1,
) -> Plan:
    """Plan a region at least cost.

    gap: relative, default the region's setting; time_limit_s: seconds for the solver, and as long
    again for the comparison with each owner alone, which is None when that does not suffice;
    open_ids: unbuilt facilities to use; with_baselines: also plan each owner alone and greedily, to
    compare with, which takes longer than the plan itself; processes: for the parts of a region of
    more lots than one solve bears (``plan/parts``), the plan is the same. Raises InfeasibleError
    when agreed moves break a rule or a capacity, with every reason; UsageError for an unknown
    facility; InternalError when the plan fails its certificate.
    """
    started = time.monotonic()
    problem = build_problem(region, open_ids)
    target = region.settings.gap if gap is None else gap
    limit = float("inf") if time_limit_s is None else time_limit_s
    flows = solve_in_parts(problem, target, limit, progress, processes=processes)
    flows = with_locks_kept(problem, flows)
    keeper = Standing(flows.master) if flows.master else None
    compared = baselines(problem, limit) if with_baselines else Baselines(None, None)
    plan = _told(problem, flows, open_ids, (keeper, Memory()), compared)
    return replace(plan, seconds=time.monotonic() - started)


def _told(
    problem: Problem,
    flows: Flows,
    open_ids: Sequence[str],
    kept: tuple[Standing | None, Memory],
    compared: Baselines,
) -> Plan:
    """Certify flows, and say what they mean."""
    keeper, memory = kept
    arcs, tonnes = in_first_months(problem, flows.arcs, flows.tonnes)
    levels = stock_levels(problem, arcs, tonnes)
    unmet = unmet_tonnes(problem, arcs, tonnes)
    cost = money(problem, arcs, tonnes, levels, unmet)
    certificate = certified(problem, flows, arcs, tonnes, cost.objective_eur, memory)
    return Plan(
        region=problem.region,
        status=flows.status,
        money=cost,
        lower_bound_eur=min(certificate.bound_eur, cost.objective_eur),
        certificate=certificate,
        flows=flows,
        arcs=arcs,
        tonnes=tonnes,
        levels=levels,
        unmet_t=unmet,
        outcomes=outcomes(problem, arcs, tonnes, levels, unmet),
        baselines=compared,
        opened=tuple(sorted(open_ids)),
        seconds=0.0,
        problem=problem,
        keeper=keeper,
        memory=memory,
    )
