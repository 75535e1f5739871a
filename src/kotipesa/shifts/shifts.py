# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Weigh the moves of a region's projects, alone and together, its alternatives and its targets."""

from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from kotipesa.arrays import Indices
from kotipesa.errors import InfeasibleError, InternalError
from kotipesa.errors import problem as found
from kotipesa.plan.outcomes import outcomes
from kotipesa.plan.problem.build import build_problem
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solution import stock_levels, unmet_tonnes
from kotipesa.plan.solve.generation import Flows, Progress, solve, start_of
from kotipesa.plan.solve.start import Start
from kotipesa.region import Region
from kotipesa.region.scope import alternative_sets, chosen_projects
from kotipesa.scenarios.playing import every_haul
from kotipesa.scenarios.sweep import Heard, Sweep
from kotipesa.shifts.alone import Stage, tried
from kotipesa.shifts.certain import certain
from kotipesa.shifts.gains import gained, paid_by
from kotipesa.shifts.jointly import Joint, search
from kotipesa.shifts.moving import Movable, movable
from kotipesa.shifts.targets import Step, emissions_curve, emitted_kg, recovery_curve

SOLVES = 200
"""Plans that the search for joint moves makes at most."""
RECOVERY_STEPS = 4
CEILINGS = (0.95, 0.9, 0.8, 0.7)
"""Of what the plan emits."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What to weigh.

    recovery: shares, None for steps from the plan's own to 1; ceilings: parts of what the plan
    emits; most_solves: of the search for joint moves.
    """

    open_ids: tuple[str, ...] = ()
    recovery: tuple[float, ...] | None = None
    ceilings: tuple[float, ...] = CEILINGS
    most_solves: int = SOLVES


@dataclass(frozen=True, slots=True)
class Alternative:
    """A plan with one alternative of a set; tonnes: of all lots planned."""

    project: str
    instead_of: str
    objective_eur: float
    tonnes: float


@dataclass(frozen=True, eq=False, slots=True)
class Shifts:
    """What moves are worth.

    those: what may move; alone: by project, its moves and what its best one saves whom; joint:
    None where nothing may move; gains: of the joint moves by owner.
    """

    region: Region
    asked: Asked
    objective_eur: float
    lower_bound_eur: float
    kgco2e: float
    recovery_share: float | None
    unmet_t: float
    those: Movable
    alone: tuple[dict[str, Any], ...]
    joint: Joint | None
    gains: dict[str, float]
    alternatives: tuple[Alternative, ...]
    recovery: tuple[Step, ...]
    emissions: tuple[Step, ...] = field(default=())

    def project_id(self, place: int) -> str:
        """Name a movable project."""
        return str(self.region.projects.id[self.those.project[place]])


def shift(
    region: Region,
    asked: Asked,
    sweep: Sweep,
    *,
    progress: Progress | None = None,
    heard: Heard = lambda *_: None,
) -> Shifts:
    """Weigh moves, alternatives and targets, each from where the plan of the region ended.

    heard: of the projects tried alone. Raises InfeasibleError where the region has no plan,
    InternalError where one that would be told fails its certificate.
    """
    haul = every_haul(region)
    problem = build_problem(region, asked.open_ids, haul)
    flows = certain(problem, solve(problem, progress=progress))
    start = start_of(flows)
    if start is None:
        raise InternalError([found("solver_failed", status="start")])
    those = movable(problem)
    stage = Stage(problem, those, start, flows.objective_eur)
    alone = _alone(stage, sweep, heard)
    joint = search(stage, _best(stage, alone), asked.most_solves) if len(those) else None
    if joint:
        certain(joint.problem, joint.flows)
    paid = paid_by(problem, flows)
    achieved = _achieved(problem, flows)
    share = achieved["recovery_share"]
    kg = emitted_kg(problem, flows)
    return Shifts(
        region=region,
        asked=asked,
        objective_eur=flows.objective_eur,
        lower_bound_eur=flows.lower_bound_eur,
        kgco2e=kg,
        recovery_share=share,
        unmet_t=achieved["unmet_t"],
        those=those,
        alone=tuple(one | {"gains": _gains(paid, one["paid_eur"])} for one in alone),
        joint=joint,
        gains=gained(paid, paid_by(joint.problem, joint.flows)) if joint else {},
        alternatives=_alternatives(region, asked, start, haul),
        recovery=recovery_curve(problem, _shares(asked, share), start),
        emissions=emissions_curve(problem, [part * kg for part in asked.ceilings], start),
    )


def _alone(stage: Stage, sweep: Sweep, heard: Heard) -> list[dict[str, Any]]:
    count = len(stage.those)
    results: dict[int, dict[str, Any]] = {}
    heard(0, count, None)
    with closing(sweep.map(tried, stage, range(count))) as done:
        for place, result in done:
            results[place] = result
            heard(len(results), count, None)
    return [results[place] for place in range(count)]


def _best(stage: Stage, alone: list[dict[str, Any]]) -> Indices:
    """Pick the months that save most of each project alone, 0 where none saves."""
    best = np.zeros(len(alone), dtype=np.int32)
    for place, result in enumerate(alone):
        gain, _, months = max(
            (move["gain_eur"] or 0.0, -abs(move["months"]), move["months"])
            for move in result["moves"]
        )
        best[place] = months if gain > stage.least_eur else 0
    return best


def _gains(before: dict[str, float], after: dict[str, float]) -> dict[str, float]:
    return gained(before, after) if after else {}


def _achieved(problem: Problem, flows: Flows) -> dict[str, Any]:
    unmet = unmet_tonnes(problem, flows.arcs, flows.tonnes)
    levels = stock_levels(problem, flows.arcs, flows.tonnes)
    achieved = outcomes(problem, flows.arcs, flows.tonnes, levels, unmet)
    return {"recovery_share": achieved.recovery_share, "unmet_t": achieved.unmet_t}


def _shares(asked: Asked, share: float | None) -> tuple[float, ...]:
    """Step from what the plan recovers to everything, unless asked otherwise."""
    if asked.recovery is not None:
        return asked.recovery
    low = share or 0.0
    return tuple(np.linspace(low, 1.0, RECOVERY_STEPS + 1).tolist())


def _alternatives(region: Region, asked: Asked, start: Start, haul: Any) -> tuple[Alternative, ...]:
    """Plan the region once with each alternative that is not in the plan."""
    projects, settings = region.projects, region.settings
    sets = alternative_sets(projects)
    chosen = chosen_projects(projects, settings.alternatives)
    compared = []
    for row in np.flatnonzero(~chosen & (projects.same_as < 0)):
        rivals = np.flatnonzero((sets == sets[row]) & (projects.same_as < 0))
        usual = rivals[chosen[rivals]]
        if not len(usual):
            continue
        named = [name for name in settings.alternatives if name not in set(projects.id[rivals])]
        other = region.replace(alternatives=(*named, str(projects.id[row])))
        try:
            problem = build_problem(other, asked.open_ids, haul)
            flows = certain(problem, solve(problem, start=start))
        except InfeasibleError:
            continue
        tonnes = float(problem.lot_tonnes.sum())
        names = str(projects.id[row]), str(projects.id[usual[0]])
        compared.append(Alternative(*names, flows.objective_eur, tonnes))
    return tuple(sorted(compared, key=lambda one: (one.instead_of, one.project)))
