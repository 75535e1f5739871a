# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Share the cost of a region's joint plan among its owners or municipalities, by every rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Numbers, Texts
from kotipesa.errors import InputError, problem
from kotipesa.plan import Plan, make_plan
from kotipesa.plan.baselines import without_agreed
from kotipesa.plan.parties import Parties, parties, with_owned_rights
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solve.generation import Flows, Progress, solve
from kotipesa.region import Region
from kotipesa.shares.agreed import agreed_eur, fixed_eur
from kotipesa.shares.coalitions import CoalitionCosts, Counted
from kotipesa.shares.equal_profit import in_proportion
from kotipesa.shares.owen import Owen, owen
from kotipesa.shares.rules import Rule, rules_of_all, rules_of_some

BY = ("owner", "municipality")
RIGHTS = ("tonnes", "owner")
MOST_EXACT = 12
"""Parties up to which every coalition is planned: 4,095 plans."""
ORDERS = 20
"""Orders of joining that are drawn for the Shapley value where the parties are more."""
RULES = ("shapley", "nucleolus", "owen", "equal_profit")


@dataclass(frozen=True, eq=False, slots=True)
class Asked:
    """How to share.

    by: who the parties are, one of BY; rights: whose capacities are, one of RIGHTS (in proportion
    to tonnes, or those of a facility whose owner is a party to that party alone); open_ids:
    unbuilt facilities to use; orders, seed: for the Shapley value of many parties.
    """

    by: str = "owner"
    rights: str = "tonnes"
    open_ids: Sequence[str] = ()
    orders: int = ORDERS
    seed: int = 1


@dataclass(frozen=True, eq=False, slots=True)
class Shares:
    """What each party pays alone and together, in euros, never rounded.

    rules: shares by name of the rule, None for one that was not worked out; each adds up to
    joint_eur. Costs include agreed_eur, the moves agreed before; fixed_eur, for opening
    facilities, stands apart. coalitions: how many were planned; is_complete: whether all.
    """

    region: Region
    asked: Asked
    parties: Texts
    tonnes: Numbers
    joint_eur: float
    alone_eur: Numbers
    agreed_eur: Numbers
    fixed_eur: Numbers
    rules: Mapping[str, Rule | None]
    owen: Owen
    facility: Texts
    facility_owner: Texts
    coalitions: int
    is_complete: bool

    @property
    def core_is_empty(self) -> bool | None:
        """Tell whether some coalition blocks whatever is shared; None where nobody knows."""
        known = [rule.in_core for rule in self.rules.values() if rule]
        if any(known):
            return False
        return True if self.is_complete else None


def share_out(
    region: Region,
    asked: Asked,
    *,
    progress: Progress | None = None,
    counted: Counted = lambda _: None,
) -> Shares:
    """Plan the region and its coalitions, and share the cost of the joint plan by every rule.

    Raises InputError where agreed moves forbid comparing, or there is nothing to share.
    """
    plan = make_plan(
        region, gap=0.0, open_ids=asked.open_ids, with_baselines=False, progress=progress
    )
    rest = _rest(plan)
    them = _parties(rest, asked)
    flows = solve(rest)
    agreed = agreed_eur(plan.problem, them)
    total_eur = plan.objective_eur - float(agreed.sum())
    costs = CoalitionCosts(rest, them, flows.arcs, total_eur, counted)
    alone = costs.alone()
    by_prices = owen(rest, flows.arcs, them, total_eur, in_proportion(alone, total_eur))
    if len(them) <= MOST_EXACT:
        rules = rules_of_all(costs.game(), by_prices.eur)
    else:
        rules = rules_of_some(costs, by_prices.eur, orders=asked.orders, seed=asked.seed)
    plants = plan.problem.plants.facility
    return Shares(
        region=region,
        asked=asked,
        parties=them.names,
        tonnes=_tonnes(plan.problem, them),
        joint_eur=plan.objective_eur,
        alone_eur=alone + agreed,
        agreed_eur=agreed,
        fixed_eur=_fixed(rest, them, flows),
        rules={name: rule.plus(agreed) if rule else None for name, rule in rules.items()},
        owen=by_prices,
        facility=region.facilities.id[plants],
        facility_owner=region.facilities.owner[plants],
        coalitions=len(costs.known) - 1,
        is_complete=len(them) <= MOST_EXACT,
    )


def _rest(plan: Plan) -> Problem:
    """Leave out what is agreed."""
    if not len(plan.problem.lot_tonnes):
        raise InputError([problem("shares_nothing")])
    settled = without_agreed(plan.problem)
    if settled is None:
        raise InputError([problem("shares_agreed_moves")])
    return settled[0]


def _parties(rest: Problem, asked: Asked) -> Parties:
    lots = rest.region.lots
    them = parties(rest, lots.owner if asked.by == "owner" else lots.municipality)
    return with_owned_rights(rest, them) if asked.rights == "owner" else them


def _tonnes(whole: Problem, them: Parties) -> Numbers:
    """Count all tonnes of each party, agreed ones too."""
    sums = np.bincount(them.of_lot, weights=whole.lot_tonnes, minlength=len(them))
    return sums.astype(np.float64)


def _fixed(rest: Problem, them: Parties, flows: Flows) -> Numbers:
    return fixed_eur(rest, them, flows.arcs, flows.tonnes)
