# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Solve the program under a choice, with free sites in part, until no arc or link is lacking."""

import logging
from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Numbers
from kotipesa.plan.solve.highs import Answer
from kotipesa.plan.solve.terrain import Terrain
from kotipesa.siting.bound import Bound, bound
from kotipesa.siting.choice import Choice
from kotipesa.siting.master import Master

log = logging.getLogger(__name__)

_PART = 1e-6  # an opened part that is neither this small nor this near to one is a fraction
_TINY_T = 1e-6


@dataclass(frozen=True, eq=False, slots=True)
class Relaxed:
    """What a choice costs at least, and what the relaxation opens.

    objective_eur: of the program on the arcs it has; part: of each site opened; is_whole: no site
    is opened in part or used unopened, so that the answer is a plan; net_eur: see Bound.
    """

    objective_eur: float
    lower_bound_eur: float
    part: Numbers
    is_whole: bool
    net_eur: Numbers
    answer: Answer
    bound: Bound


def relaxed(
    master: Master, ground: Terrain, choice: Choice, gap: float, enough_eur: float = np.inf
) -> Relaxed:
    """Solve under a choice to a relative gap; stop when the bound is enough to give it up."""
    master.decide(choice)
    best: Bound | None = None
    while True:
        answer = _with_links(master)
        found = bound(master, ground, choice, answer)
        if best is None or found.lower_bound_eur > best.lower_bound_eur:
            best = found
        lower, upper = best.lower_bound_eur, answer.objective_eur
        log.debug("%.2f ≥ %.2f, %d arcs", upper, lower, len(master.arcs))
        near = upper - lower <= gap * max(1.0, abs(upper))
        if near or lower >= enough_eur or not master.add(found.paying):
            break
    part = master.opened(answer)
    whole = (part <= _PART) | (part >= 1 - _PART)
    unpaid = (part <= _PART) & (master.uses_t(answer) > _TINY_T)
    return Relaxed(
        upper, lower, part, bool(whole.all() and not unpaid.any()), best.net_eur, answer, best
    )


def _with_links(master: Master) -> Answer:
    """Solve, and add the links that the solution breaks, until it breaks none."""
    while True:
        answer = master.solve()
        if not master.add_broken_links(answer):
            return answer
