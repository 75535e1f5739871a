# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Solve the program under a choice, with free sites in part, until no arc or link is lacking."""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Numbers
from kotipesa.plan.solve.highs import Basis
from kotipesa.siting.bound import Bound, bound
from kotipesa.siting.choice import Choice
from kotipesa.siting.ground import Ground
from kotipesa.siting.master import Master
from kotipesa.siting.quotes import Quotes, mixed, quotes_of

log = logging.getLogger(__name__)

_PART = 1e-6  # an opened part that is neither this small nor this near to one is a fraction
_TINY_T = 1e-6
_STEADY = 0.5  # share of the best prices so far in those that arcs are priced by


@dataclass(frozen=True, eq=False, slots=True)
class Relaxed:
    """What a choice costs at least, and what the relaxation opens.

    objective_eur: of the program on the arcs it has, inf where given up before; part: of each site
    opened; is_whole: no site is opened in part or used unopened, so that the answer is a plan;
    quotes: the prices of the best bound; basis: where the program ended, None where it was given up
    before.
    """

    objective_eur: float
    lower_bound_eur: float
    part: Numbers
    is_whole: bool
    quotes: Quotes
    basis: Basis | None = None


def relaxed(
    master: Master,
    ground: Ground,
    choice: Choice,
    gap: float,
    *,
    starts: Sequence[Quotes] = (),
    enough_eur: float = np.inf,
    deadline: float = np.inf,
    basis: Basis | None = None,
) -> Relaxed:
    """Solve under a choice to a relative gap; stop when the bound is enough to give it up.

    deadline: on the monotonic clock; after it one solve must do.
    basis: where the program is to start, from where it last ended if there is none.
    starts: prices to begin from. Prices are mixed with the best so far, which swing less and so ask
    for fewer arcs; where those ask for none, the solution's own are tried.
    """
    best = max((bound(ground, choice, one) for one in starts), key=_lower_eur, default=None)
    if best is not None and best.lower_bound_eur >= enough_eur:
        return _given_up(choice, best)
    master.decide(choice)
    if basis is not None:
        master.program.return_to(basis)
    steady = True
    while True:
        answer = master.solve()
        upper, own = answer.objective_eur, quotes_of(master, answer)
        broken = master.add_broken_links(answer)
        before = best
        best, grew = _priced(master, ground, choice, best if steady else None, own)
        if before is not None:
            best = max(before, best, key=_lower_eur)
        steady = best is not before
        lower = best.lower_bound_eur
        log.debug("%.2f ≥ %.2f, %d arcs, %d links", upper, lower, len(master.arcs), broken)
        near = upper - lower <= gap * max(1.0, abs(upper))
        near &= not (choice.free.any() and lower < enough_eur <= upper)  # may yet be given up
        is_late = time.monotonic() >= deadline
        if is_late or lower >= enough_eur or near or not (broken or grew):
            break
    part, uses_t = master.opened(answer), master.uses_t(answer)
    whole = ((part <= _PART) & (uses_t <= _TINY_T)) | (part >= 1 - _PART)
    return Relaxed(
        objective_eur=upper,
        lower_bound_eur=lower,
        part=part,
        is_whole=bool(whole.all()),
        quotes=best.quotes,
        basis=master.program.basis(),
    )


def _given_up(choice: Choice, best: Bound) -> Relaxed:
    """Tell no more than the bound."""
    part = np.where(choice.free, 0.5, choice.opened.astype(float))
    return Relaxed(
        objective_eur=np.inf,
        lower_bound_eur=best.lower_bound_eur,
        part=part,
        is_whole=False,
        quotes=best.quotes,
    )


def _priced(
    master: Master, ground: Ground, choice: Choice, best: Bound | None, own: Quotes
) -> tuple[Bound, bool]:
    """Price all arcs and add those that pay; give the best bound, and tell if any arc was new."""
    if best is not None:
        steady = bound(ground, choice, mixed(best.quotes, own, _STEADY))
        best = max(best, steady, key=_lower_eur)
        if master.add(steady.paying):
            return best, True
    found = bound(ground, choice, own)
    return max(best or found, found, key=_lower_eur), master.add(found.paying)


def _lower_eur(found: Bound) -> float:
    return found.lower_bound_eur
