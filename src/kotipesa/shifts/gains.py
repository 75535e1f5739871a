# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Say who pays what by the prices that prove a plan, and so who gains by a move."""

import numpy as np

from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solve.generation import Flows

CAPACITY, AGREED = "(capacity)", "(agreed)"
"""What scarce capacities earn, and what agreed moves cost beyond their tonnes: nobody's lots."""


def paid_by(problem: Problem, flows: Flows) -> dict[str, float]:
    """Charge each owner for its tonnes at their prices; all together they pay the plan's bound."""
    lots = problem.region.lots
    duals = flows.duals
    rows = np.concatenate([problem.haves.lot, problem.needs.lot])
    eur = np.concatenate([duals.have, duals.need]) * problem.lot_tonnes
    owners, owner = np.unique(lots.owner[rows], return_inverse=True)
    charged = np.bincount(owner, weights=eur, minlength=len(owners)).tolist()
    paid = dict(zip(owners.tolist(), charged, strict=True))
    agreed = float(duals.lock @ problem.lock_t)
    paid[AGREED] = agreed
    paid[CAPACITY] = duals.fixed_eur(problem) - float(eur.sum()) - agreed
    return paid


def gained(before: dict[str, float], after: dict[str, float]) -> dict[str, float]:
    """Tell what each pays less."""
    return {name: before.get(name, 0.0) - after.get(name, 0.0) for name in sorted(before | after)}
