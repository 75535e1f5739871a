# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Begin with two plans on the network: with sites that charge for their opening, and without.

The first tells which sites are likely to open, and prices that are near those of the relaxation;
the second what lots do where no site is open, without which a site's absence would look dear.
"""

from dataclasses import dataclass, replace

import numpy as np

from kotipesa.arrays import Flags
from kotipesa.plan.problem.arcs import Arcs, joined
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solve.beginning import from_network
from kotipesa.region.tables import STORE
from kotipesa.siting.candidates import Candidates, used_candidates
from kotipesa.siting.choice import decided
from kotipesa.siting.ground import Ground
from kotipesa.siting.quotes import Quotes, quotes_at

_TURNS = 3.0  # how often the room of a site is used over the horizon, to begin with
_LIKELY = 0.5  # of the mean use, from which a site is likely to open
_CLOSE_EUR = 0.2  # what an arc may cost too much per tonne and still matter


@dataclass(frozen=True, eq=False, slots=True)
class Beginning:
    """Arcs and prices to begin with, and which candidates are likely to open."""

    arcs: Arcs
    quotes: Quotes
    likely: Flags


def begun(ground: Ground, deadline: float) -> Beginning:
    """Plan on the network, with charges and without candidates."""
    problem, candidates, terrain = ground.problem, ground.candidates, ground.terrain
    charging = _charging(problem, candidates)
    regional, close = from_network(charging, terrain, deadline, close_eur=_CLOSE_EUR)
    used = used_candidates(problem, candidates, regional.arcs) + 1
    used_t = np.bincount(used, regional.tonnes(), len(candidates) + 1)[1:]
    likely = candidates.is_bound | (used_t > _LIKELY * used_t.mean())
    closed = ground.under(decided(candidates.is_bound)).terrain
    _, apart = from_network(problem, closed, deadline, close_eur=0.0)
    arcs = joined([close.take(_is_among(problem, candidates, likely, close)), apart])
    return Beginning(arcs, quotes_at(problem, candidates, regional.duals()), likely)


def _charging(problem: Problem, candidates: Candidates) -> Problem:
    """Let each tonne that a candidate takes in pay its part of the opening."""
    plants, sites = problem.plants, candidates.plant
    turns = np.where(plants.role[sites] == STORE, _TURNS, 1.0)
    price = plants.price_eur_per_t.copy()
    price[sites] += candidates.fixed_eur / np.maximum(turns * plants.total_cap_t[sites], 1.0)
    return replace(problem, plants=replace(plants, price_eur_per_t=price))


def _is_among(problem: Problem, candidates: Candidates, likely: Flags, arcs: Arcs) -> Flags:
    """Tell which arcs touch no candidate but likely ones."""
    is_fine = np.append(likely, [True])  # the last stands for NO_CANDIDATE
    tail, head = (candidates.at(node - problem.lot_count) for node in (arcs.tail, arcs.head))
    fine: Flags = is_fine[tail] & is_fine[head]
    return fine
