# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Price a target: what a share of recovery, or a ceiling of emissions, costs step by step.

Recovery is a law of the model, and its price a dual. A ceiling is priced by what a kilogram must
cost for a plan to keep it (Lagrange): plans at such prices are the corners of the curve of least
costs, which is convex, and between two corners of one price their mixture is the best there is. So
a step is exact, and its bound is that of the plan at its price.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kotipesa.errors import InfeasibleError
from kotipesa.plan.money import facility_kgco2e
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.problem.rules import HAVE, node_roles
from kotipesa.plan.solution import unmet_tonnes
from kotipesa.plan.solve.generation import Flows, solve
from kotipesa.plan.solve.start import Start
from kotipesa.shifts.certain import certain

_SAME = 1e-7
_DEAREST_EUR_PER_KG = 1e7
_FIRST_EUR_PER_KG = 0.1


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a curve: the target, what keeping it costs, and what one more unit would.

    marginal_eur: per percentage point of recovery, or per tonne CO2e less; objective_eur,
    lower_bound_eur, unmet_t: None where nothing can keep the target.
    """

    target: float
    objective_eur: float | None
    lower_bound_eur: float | None
    marginal_eur: float | None
    unmet_t: float | None

    @property
    def is_feasible(self) -> bool:
        """Tell whether the target can be kept."""
        return self.objective_eur is not None


def _nothing(target: float) -> Step:
    return Step(target, None, None, None, None)


def recovery_curve(problem: Problem, shares: Sequence[float], start: Start) -> tuple[Step, ...]:
    """Price shares of recovery, in rising order."""
    return tuple(_recovered(problem, share, start) for share in sorted(shares))


def _recovered(problem: Problem, share: float, start: Start) -> Step:
    asked = replace(problem, min_recovery_share=share)
    try:
        flows = certain(asked, solve(asked, start=start))
    except InfeasibleError:
        return _nothing(share)
    left_t = float(flows.tonnes[node_roles(asked)[flows.arcs.tail] == HAVE].sum())
    return Step(
        share,
        flows.objective_eur,
        flows.lower_bound_eur,
        flows.duals.recovery * left_t / 100,
        float(unmet_tonnes(asked, flows.arcs, flows.tonnes).sum()),
    )


@dataclass(frozen=True, eq=False, slots=True)
class _Corner:
    """A plan at a price of a kilogram; eur is without that price, bound_eur with it."""

    eur_per_kg: float
    eur: float
    kg: float
    bound_eur: float
    unmet_t: float


def emissions_curve(problem: Problem, ceilings: Sequence[float], start: Start) -> tuple[Step, ...]:
    """Price ceilings in kg CO2e, in falling order."""
    corners = _Corners(problem, start)
    return tuple(corners.step(ceiling) for ceiling in sorted(ceilings, reverse=True))


class _Corners:
    """Corners of the curve of least costs found so far, by falling emissions."""

    def __init__(self, problem: Problem, start: Start) -> None:
        self._problem, self._start = problem, start
        self._known = [self._corner(0.0)]

    def step(self, ceiling_kg: float) -> Step:
        """Find the step of a ceiling."""
        free = self._known[0]
        if ceiling_kg >= free.kg * (1 - _SAME):
            return Step(ceiling_kg, free.eur, free.bound_eur, 0.0, free.unmet_t)
        if not self._reach(ceiling_kg):
            return _nothing(ceiling_kg)
        while True:
            above, below = self._around(ceiling_kg)
            price = (below.eur - above.eur) / (above.kg - below.kg)
            between = self._corner(price)
            line = above.eur + price * above.kg
            if between.eur + price * between.kg >= line - _SAME * max(1.0, abs(line)):
                break
            self._add(between)
        part = (above.kg - ceiling_kg) / (above.kg - below.kg)
        return Step(
            ceiling_kg,
            above.eur + part * (below.eur - above.eur),
            between.bound_eur - price * ceiling_kg,
            1000 * price,
            above.unmet_t + part * (below.unmet_t - above.unmet_t),
        )

    def _reach(self, ceiling_kg: float) -> bool:
        """Raise the price until a plan keeps the ceiling; tell whether one does."""
        price = _FIRST_EUR_PER_KG
        while self._known[-1].kg > ceiling_kg:
            if price > _DEAREST_EUR_PER_KG:
                return False
            self._add(self._corner(price))
            price *= 10
        return True

    def _around(self, ceiling_kg: float) -> tuple[_Corner, _Corner]:
        above = [corner for corner in self._known if corner.kg > ceiling_kg]
        below = [corner for corner in self._known if corner.kg <= ceiling_kg]
        return above[-1], below[0]

    def _add(self, corner: _Corner) -> None:
        if all(abs(corner.kg - one.kg) > _SAME * max(1.0, one.kg) for one in self._known):
            self._known = sorted([*self._known, corner], key=lambda one: (-one.kg, one.eur))

    def _corner(self, eur_per_kg: float) -> _Corner:
        priced = _with_price(self._problem, eur_per_kg)
        flows = solve(priced, start=self._start)
        kg = emitted_kg(priced, flows)
        unmet_t = float(unmet_tonnes(priced, flows.arcs, flows.tonnes).sum())
        eur = flows.objective_eur - eur_per_kg * kg
        return _Corner(eur_per_kg, eur, kg, flows.lower_bound_eur, unmet_t)


def emitted_kg(problem: Problem, flows: Flows) -> float:
    """Add up what hauls and plants emit."""
    site = problem.node_site
    tail, head = site[flows.arcs.tail], site[flows.arcs.head]
    hauls = float(flows.tonnes @ problem.haul.kgco2e_of(tail, head))
    return hauls + facility_kgco2e(problem, flows.arcs, flows.tonnes)


def _with_price(problem: Problem, eur_per_kg: float) -> Problem:
    """Let a kilogram cost more than it does."""
    plants = problem.plants
    kg_per_t = problem.region.facilities.kgco2e_per_t[plants.facility]
    haul = problem.haul
    return replace(
        problem,
        haul=replace(haul, carbon_eur_per_kg=haul.carbon_eur_per_kg + eur_per_kg),
        plants=replace(plants, price_eur_per_t=plants.price_eur_per_t + eur_per_kg * kg_per_t),
    )
