# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Let no plan be told that fails its certificate, or breaks what is agreed."""

from kotipesa.plan.certificate import certified
from kotipesa.plan.conflicts import with_locks_kept
from kotipesa.plan.money import money
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solution import in_first_months, stock_levels, unmet_tonnes
from kotipesa.plan.solve.generation import Flows


def certain(problem: Problem, flows: Flows) -> Flows:
    """Give flows back; raises InfeasibleError for broken agreements, InternalError for faults."""
    with_locks_kept(problem, flows)
    arcs, tonnes = in_first_months(problem, flows.arcs, flows.tonnes)
    levels, unmet = stock_levels(problem, arcs, tonnes), unmet_tonnes(problem, arcs, tonnes)
    cost_eur = money(problem, arcs, tonnes, levels, unmet).objective_eur
    certified(problem, flows, arcs, tonnes, cost_eur)
    return flows
