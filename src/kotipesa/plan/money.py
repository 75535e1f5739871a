# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Add up what a plan costs, from its flows alone (formats.md §2, Money)."""

from dataclasses import astuple, dataclass

import numpy as np

from kotipesa.arrays import Indices, Numbers
from kotipesa.plan.problem.arcs import Arcs
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.problem.rules import node_roles
from kotipesa.region.tables import SOURCE


@dataclass(frozen=True, slots=True)
class Money:
    """The objective by its parts, in euros."""

    haul_eur: float
    facility_eur: float
    storage_eur: float
    carbon_eur: float
    fixed_eur: float
    unmet_eur: float

    @property
    def objective_eur(self) -> float:
        """Add the parts."""
        return float(sum(astuple(self)))


def money(problem: Problem, arcs: Arcs, tonnes: Numbers, levels: Numbers, unmet: Numbers) -> Money:
    """Price flows, stock levels (plants × grades × months) and unmet tonnes (by lot)."""
    site = problem.node_site
    tail, head = site[arcs.tail], site[arcs.head]
    facilities, settings = problem.region.facilities, problem.region.settings
    charged = charged_plant(problem, arcs)
    at_plant = charged >= 0
    rows = problem.plants.facility[charged[at_plant]]
    facility_kg = tonnes[at_plant] @ facilities.kgco2e_per_t[rows]
    haul_kg = tonnes @ problem.haul.kgco2e_of(tail, head)
    stored = levels.sum() * problem.stock_eur_per_t_month
    left = levels[:, :, -1].sum() * problem.end_stock_eur_per_t
    return Money(
        haul_eur=float(tonnes @ problem.haul.eur_of(tail, head)),
        facility_eur=float(tonnes[at_plant] @ facilities.eur_per_t[rows]),
        storage_eur=float(stored + left),
        carbon_eur=float((haul_kg + facility_kg) / 1000 * settings.carbon_eur_per_t),
        fixed_eur=0.0,
        unmet_eur=float(unmet.sum() * problem.unmet_eur_per_t),
    )


def charged_plant(problem: Problem, arcs: Arcs) -> Indices:
    """Tell which plant charges for each arc: the source it leaves, else the plant it enters; -1."""
    from_source = node_roles(problem)[arcs.tail] == SOURCE
    node = np.where(from_source, arcs.tail, arcs.head)
    return np.asarray(np.maximum(node - problem.lot_count, -1))


def facility_kgco2e(problem: Problem, arcs: Arcs, tonnes: Numbers) -> float:
    """Add up what plants emit for the tonnes they take in, or sources for those they give."""
    charged = charged_plant(problem, arcs)
    rows = problem.plants.facility[charged[charged >= 0]]
    emitted = tonnes[charged >= 0] @ problem.region.facilities.kgco2e_per_t[rows]
    return float(emitted)
