# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Name the prices of a solution, those of links and exclusions too, and mix two of them."""

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from kotipesa.arrays import Numbers
from kotipesa.plan.model.rows import NO_ROW
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solve.duals import Duals, named_duals
from kotipesa.plan.solve.highs import Answer
from kotipesa.siting.candidates import Candidates
from kotipesa.siting.master import Master


@dataclass(frozen=True, eq=False, slots=True)
class Quotes:
    """Prices on everything.

    links: what a need pays to be served by a site, at least 0 (candidates × needs); either: of
    exclusions, at most 0. What a have pays to enter a site is worked out from the rest.
    """

    duals: Duals
    links: Numbers
    either: Numbers


def quotes_of(master: Master, answer: Answer) -> Quotes:
    """Read the prices of a solution."""
    rows = master.link_row[:, len(master.problem.haves) :]
    links = np.where(rows == NO_ROW, 0.0, np.maximum(-answer.duals[rows], 0.0))
    first = master.first_either
    either = np.minimum(answer.duals[first : first + len(master.candidates.either)], 0.0)
    return Quotes(named_duals(master.problem, master.rows, answer.duals), links, either)


def quotes_at(problem: Problem, candidates: Candidates, duals: Duals) -> Quotes:
    """Take the prices of a plan, in which no link is for sale and no move agreed."""
    links = np.zeros((len(candidates), len(problem.needs)))
    unlocked = replace(duals, lock=np.zeros(len(problem.lock_t)))
    return Quotes(unlocked, links, np.zeros(len(candidates.either)))


def mixed(first: Quotes, second: Quotes, share: float) -> Quotes:
    """Mix prices: so much of the first, the rest of the second. What is valid stays valid."""

    def mix(one: Numbers, other: Numbers) -> Numbers:
        return share * one + (1 - share) * other

    columns: dict[str, Any] = {
        f.name: mix(getattr(first.duals, f.name), getattr(second.duals, f.name))
        for f in fields(Duals)
        if f.name != "entry"
    }
    links, either = mix(first.links, second.links), mix(first.either, second.either)
    return Quotes(Duals(**columns), links, either)
