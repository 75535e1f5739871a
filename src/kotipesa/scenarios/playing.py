# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Play one scenario: edit the region, plan it from where the base plan ended, count what comes."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from kotipesa.errors import InfeasibleError, InternalError
from kotipesa.impact import haul_litres
from kotipesa.plan.certificate import certified
from kotipesa.plan.conflicts import with_locks_kept
from kotipesa.plan.money import money
from kotipesa.plan.outcomes import outcomes
from kotipesa.plan.problem.build import build_problem
from kotipesa.plan.problem.haulage import Haulage, haulage
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solution import TINY_T, in_first_months, stock_levels, unmet_tonnes
from kotipesa.plan.solve.generation import Flows, solve
from kotipesa.plan.solve.start import Start
from kotipesa.region import Region
from kotipesa.region.scope import NOT_PLANNED, SAME_AS_ANOTHER, scope
from kotipesa.scenarios.drawing import Dice
from kotipesa.scenarios.edits import edited, repriced
from kotipesa.scenarios.packing import pairs_of

FIGURES = (
    "planned_t",
    "cost_eur",
    "eur_per_t",
    "haul_eur",
    "facility_eur",
    "storage_eur",
    "carbon_eur",
    "unmet_eur",
    "tonne_km",
    "litres",
    "kgco2e",
    "recovery_share",
    "unmet_t",
    "virgin_t",
)
"""What is counted in every scenario; planned_t: of all lots of the horizon; eur_per_t: the cost by
these; recovery_share: None where nothing leaves a have lot."""

INFEASIBLE, FAILED = "infeasible", "error"

Outcome = dict[str, Any]
"""status, gap, the FIGURES and the packed pairs of one scenario; without a plan its status."""


@dataclass(frozen=True, eq=False, slots=True)
class Stage:
    """What all scenarios of a region share.

    gap: relative, seconds: for each scenario; start: where the plan of the region ended.
    """

    region: Region
    dice: Dice
    haul: Haulage
    open_ids: tuple[str, ...]
    gap: float
    seconds: float
    start: Start | None = None


def every_haul(region: Region) -> Haulage:
    """Measure between all sites that any scenario may use."""
    reasons = scope(region)
    may = ~np.isin(reasons, [NOT_PLANNED, SAME_AS_ANOTHER])
    used = np.unique(np.concatenate([region.lots.site[may], region.facilities.site]))
    by_id = np.argsort(region.sites.id[used], kind="stable")
    return haulage(region, used[by_id].astype(np.int32))


def play_one(stage: Stage, number: int) -> Outcome:
    """Play the scenario of a number; the same number gives the same outcome wherever it is played.

    A scenario in which agreed moves cannot be kept, or whose plan fails its certificate, says so.
    """
    draw = stage.dice.draw(number)
    region = edited(stage.region, draw)
    try:
        problem = build_problem(region, stage.open_ids, repriced(stage.haul, draw))
        flows = solve(problem, stage.gap, stage.seconds, start=stage.start)
        with_locks_kept(problem, flows)
        return counted(problem, flows, np.flatnonzero(draw.happens), len(stage.region.lots))
    except InfeasibleError:
        return {"status": INFEASIBLE}
    except InternalError:
        return {"status": FAILED}


def counted(problem: Problem, flows: Flows, lot_rows: np.ndarray, lots: int) -> Outcome:
    """Count a plan: money, kilometres, litres, emissions, tonnes, and what goes where.

    lot_rows, lots: as in ``pairs_of``. Raises InternalError for a plan that fails its certificate.
    """
    arcs, tonnes = in_first_months(problem, flows.arcs, flows.tonnes)
    levels = stock_levels(problem, arcs, tonnes)
    unmet = unmet_tonnes(problem, arcs, tonnes)
    cost = money(problem, arcs, tonnes, levels, unmet)
    proof = certified(problem, flows, arcs, tonnes, cost.objective_eur)
    result = outcomes(problem, arcs, tonnes, levels, unmet)
    arcs, tonnes = arcs.take(tonnes > TINY_T), tonnes[tonnes > TINY_T]
    site = problem.node_site
    tail, head = site[arcs.tail], site[arcs.head]
    km = problem.haul.km[tail, head]
    haul_kg = float(tonnes @ problem.haul.kgco2e_of(tail, head))
    planned_t = float(problem.lot_tonnes.sum())
    bound = min(proof.bound_eur, cost.objective_eur)
    return {
        "status": flows.status,
        "gap": (cost.objective_eur - bound) / max(1.0, abs(cost.objective_eur)),
        "planned_t": planned_t,
        "cost_eur": cost.objective_eur,
        "eur_per_t": cost.objective_eur / planned_t if planned_t > 0 else None,
        "haul_eur": cost.haul_eur,
        "facility_eur": cost.facility_eur,
        "storage_eur": cost.storage_eur,
        "carbon_eur": cost.carbon_eur,
        "unmet_eur": cost.unmet_eur,
        "tonne_km": float(tonnes @ km),
        "litres": haul_litres(tonnes, km).value,
        "kgco2e": haul_kg + result.facility_kgco2e,
        "recovery_share": result.recovery_share,
        "unmet_t": result.unmet_t,
        "virgin_t": result.virgin_t,
        "pairs": pairs_of(problem, lot_rows, lots, arcs, tonnes).packed(),
    }
