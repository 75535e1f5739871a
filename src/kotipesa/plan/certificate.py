# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Prove a plan from its flows and prices alone: no word of the solver is taken for true.

What flows is held to every law of formats.md §2, what it costs is counted again, and the prices
are priced against every arc there is, on columns laid out anew and with no lot passed over for its
distance; of an earlier certificate it only recalls what its own look left to spare, where hauls and
lots are the same to the last column and prices have risen by less (``solve/memory.py``). A bound
over few arcs only, prices of a wrong sign, tonnes from nothing: each is found.
"""

from dataclasses import dataclass, replace

import numpy as np

from kotipesa.arrays import Flags, Numbers
from kotipesa.errors import InternalError
from kotipesa.errors import Problem as Found
from kotipesa.errors import problem as found
from kotipesa.plan.problem.arcs import Arcs, found_in
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.problem.rules import (
    HAVE,
    NEED,
    is_accepted,
    is_in_time,
    is_reachable,
    is_route,
    node_roles,
)
from kotipesa.plan.residuals import allowed_t
from kotipesa.plan.solve.duals import Duals
from kotipesa.plan.solve.generation import EXACT_GAP, Flows
from kotipesa.plan.solve.memory import Memory
from kotipesa.plan.solve.pricing import price
from kotipesa.plan.solve.terrain import terrain
from kotipesa.region.tables import OUTLET, PROCESS, SOURCE, STORE

_SAME = 1e-6  # relative: what two ways of adding up one sum of euros may differ by
_NO_PRICE = 1e-9  # euros per tonne: less is rounding


@dataclass(frozen=True, slots=True)
class Certificate:
    """What was found by counting a plan again, in tonnes and euros.

    forbidden: arcs in use that break a rule; least_t: the least flow or stock; residual_t: the most
    that appears or vanishes at a lot, a process or an agreed move; over_t: the most above a
    capacity; short_t: what the recovery share lacks; artificial_t: agreed tonnes that nothing real
    carries; wrong_eur_per_t: the worst price of a wrong sign, or of what has no limit;
    objective_eur: what the flows cost; claimed_eur: what the solver said; dual_eur: all right-hand
    sides at their prices; bound_eur: what no plan can undercut; claimed_bound_eur: as the solver
    had it.
    """

    forbidden: int
    least_t: float
    residual_t: float
    over_t: float
    short_t: float
    artificial_t: float
    wrong_eur_per_t: float
    objective_eur: float
    claimed_eur: float
    dual_eur: float
    bound_eur: float
    claimed_bound_eur: float

    def failures(self, allowed_t: float, *, optimal: bool) -> list[Found]:
        """List the laws it breaks, within so many tonnes; optimal: whether the plan says it is."""
        scale = max(1.0, abs(self.objective_eur))
        reached_eur = self.bound_eur if optimal else -np.inf
        laws = (
            ("forbidden", self.forbidden, 0),
            ("least_t", -self.least_t, allowed_t),
            ("residual_t", self.residual_t, allowed_t),
            ("over_t", self.over_t, allowed_t),
            ("short_t", self.short_t, allowed_t),
            ("artificial_t", self.artificial_t, allowed_t),
            ("wrong_eur_per_t", self.wrong_eur_per_t, _NO_PRICE),
            ("claimed_eur", abs(self.claimed_eur - self.objective_eur), _SAME * scale),
            ("dual_eur", self.bound_eur - self.dual_eur, _SAME * scale),
            ("bound_eur", self.bound_eur - self.objective_eur, _SAME * scale),
            ("claimed_bound_eur", self.claimed_bound_eur - self.bound_eur, _SAME * scale),
            ("gap", self.objective_eur - reached_eur if optimal else 0.0, 2 * EXACT_GAP * scale),
        )
        return [
            found("certificate_fails", law=law, found=f"{wrong:.6g}", allowed=f"{most:.6g}")
            for law, wrong, most in laws
            if not wrong <= most  # so that nan fails too
        ]


def certified(
    problem: Problem,
    flows: Flows,
    arcs: Arcs,
    tonnes: Numbers,
    objective_eur: float,
    memory: Memory | None = None,
) -> Certificate:
    """Certify a plan, or raise InternalError with every law it breaks.

    arcs, tonnes: what the plan moves; objective_eur: what that costs, counted from the moves;
    memory: of earlier certificates.
    """
    certificate = certify(problem, flows, arcs, tonnes, objective_eur, memory)
    broken = certificate.failures(allowed_t(problem), optimal=flows.status == "optimal")
    if broken:
        raise InternalError(broken)
    return certificate


def certify(
    problem: Problem,
    flows: Flows,
    arcs: Arcs,
    tonnes: Numbers,
    objective_eur: float,
    memory: Memory | None = None,
) -> Certificate:
    """Count flows and prices again; what breaks a rule is not counted any further."""
    allowed = _allowed(problem, arcs)
    forbidden = int((~allowed).sum())
    arcs, tonnes = arcs.take(allowed), tonnes[allowed]
    levels = _levels(problem, arcs, tonnes)
    return Certificate(
        forbidden=forbidden,
        least_t=float(min(tonnes.min(initial=0.0), levels.min(initial=0.0))),
        residual_t=max(_of_lots(problem, arcs, tonnes), _of_processes(problem, arcs, tonnes)),
        over_t=_over_t(problem, arcs, tonnes, levels),
        short_t=_short_t(problem, arcs, tonnes),
        artificial_t=_artificial_t(problem, flows, arcs, tonnes),
        wrong_eur_per_t=_wrong_eur_per_t(problem, flows.duals),
        objective_eur=objective_eur,
        claimed_eur=flows.objective_eur,
        dual_eur=_dual_eur(problem, flows.duals),
        bound_eur=_bound_eur(problem, flows.duals, memory),
        claimed_bound_eur=flows.lower_bound_eur,
    )


def _allowed(problem: Problem, arcs: Arcs) -> Flags:
    """Tell which arcs keep every rule of formats.md §2."""
    allowed = np.ones(len(arcs), dtype=bool)
    for rule in (is_route, is_in_time, is_reachable, is_accepted):
        allowed[allowed] = rule(problem, arcs.take(allowed))
    return allowed


def _of_lots(problem: Problem, arcs: Arcs, tonnes: Numbers) -> float:
    """Find the most that a lot gives or takes beyond its amount; what it keeps is unmet."""
    nodes, count = len(problem.node_site), len(problem.haves)
    out = np.bincount(arcs.tail, weights=tonnes, minlength=nodes)[:count]
    into = np.bincount(arcs.head, weights=tonnes, minlength=nodes)[count : problem.lot_count]
    beyond = np.concatenate([out, into]) - problem.lot_tonnes
    return float(beyond.max(initial=0.0))


def _of_processes(problem: Problem, arcs: Arcs, tonnes: Numbers) -> float:
    """Find the most by which what leaves a process differs from its share of the intake."""
    role, plants = node_roles(problem), problem.plants
    quality = problem.grades.quality[arcs.grade]
    into, out = role[arcs.head] == PROCESS, role[arcs.tail] == PROCESS
    shape = (len(plants), 2, int(quality.max(initial=0)) + 1, problem.months)
    left = np.zeros(shape)
    plant = arcs.head[into] - problem.lot_count
    for part in range(2):
        made = plants.part_share[plant, part] * tonnes[into]
        np.add.at(left, (plant, part, quality[into], arcs.month[into]), made)
    place = arcs.tail[out] - problem.lot_count, arcs.part[out], quality[out], arcs.month[out]
    np.subtract.at(left, place, tonnes[out])
    return float(np.abs(left).max(initial=0.0))


def _levels(problem: Problem, arcs: Arcs, tonnes: Numbers) -> Numbers:
    """Follow every store's grades: plants × grades × months, at the end of each month."""
    role = node_roles(problem)
    change = np.zeros((len(problem.plants), len(problem.grades), problem.months))
    for node, sign in ((arcs.head, 1.0), (arcs.tail, -1.0)):
        store = role[node] == STORE
        place = node[store] - problem.lot_count, arcs.grade[store], arcs.month[store]
        np.add.at(change, place, sign * tonnes[store])
    levels: Numbers = change.cumsum(axis=2)
    return levels


def _over_t(problem: Problem, arcs: Arcs, tonnes: Numbers, levels: Numbers) -> float:
    """Find the most above a capacity: of a month, of the horizon, of a store's stock."""
    plants = problem.plants
    from_source = node_roles(problem)[arcs.tail] == SOURCE
    plant = np.where(from_source, arcs.tail, arcs.head) - problem.lot_count
    counts = plant >= 0
    taken = np.zeros((len(plants), problem.months))
    np.add.at(taken, (plant[counts], arcs.month[counts]), tonnes[counts])
    is_store = plants.role == STORE
    held = np.where(is_store, levels.sum(axis=1).max(axis=1, initial=0.0), taken.sum(axis=1))
    over_month = (taken - plants.month_cap_t[:, None]).max(initial=0.0)
    return float(max(over_month, (held - plants.total_cap_t).max(initial=0.0)))


def _short_t(problem: Problem, arcs: Arcs, tonnes: Numbers) -> float:
    """Tell how many tonnes of recovery the asked share lacks."""
    if problem.min_recovery_share is None:
        return 0.0
    role, lots = node_roles(problem), problem.lot_count
    recovers = np.concatenate([np.zeros(lots, dtype=bool), problem.plants.is_recovery])
    at_need = (role[arcs.head] == NEED) & (role[arcs.tail] != SOURCE)
    at_outlet = (role[arcs.head] == OUTLET) & recovers[arcs.head]
    asked = problem.min_recovery_share * tonnes[role[arcs.tail] == HAVE].sum()
    return float(max(0.0, asked - tonnes[at_need | at_outlet].sum()))


def _artificial_t(problem: Problem, flows: Flows, arcs: Arcs, tonnes: Numbers) -> float:
    """Find the most of an agreed move that the solver says is broken, or that no arc carries."""
    size = (len(problem.node_site), len(problem.grades), problem.months)
    keys, agreed = arcs.keys(*size), problem.locked.keys(*size)
    row, is_carried = found_in(agreed, keys)
    carried = np.zeros(len(agreed))
    carried[is_carried] = tonnes[row[is_carried]]
    by_lock = np.bincount(problem.lock_row, weights=carried, minlength=len(problem.lock_t))
    lacking = problem.lock_t - by_lock
    return float(max(flows.broken_lock_t.max(initial=0.0), lacking.max(initial=0.0)))


def _wrong_eur_per_t(problem: Problem, duals: Duals) -> float:
    """Find the worst price of a wrong sign, above that of unmet tonnes, or of what is unlimited."""
    plants = problem.plants
    endless_month, endless = ~np.isfinite(plants.month_cap_t), ~np.isfinite(plants.total_cap_t)
    wrong = [
        *(lots - problem.unmet_eur_per_t for lots in (duals.have, duals.need)),
        *(duals.month, duals.total, duals.stock_cap, -duals.lock, np.array([-duals.recovery])),
        np.abs(duals.month[endless_month]),
        np.abs(duals.stock_cap[endless | (plants.role != STORE)]),
        np.abs(duals.total[endless | (plants.role == STORE)]),
    ]
    return float(max(values.max(initial=0.0) for values in wrong))


def _dual_eur(problem: Problem, duals: Duals) -> float:
    """Price every right-hand side, one family after the other."""
    plants = problem.plants
    parts = [duals.have * problem.haves.tonnes, duals.need * problem.needs.tonnes]
    for values, caps in (
        (duals.month.sum(axis=1), plants.month_cap_t),
        (duals.stock_cap.sum(axis=1), plants.total_cap_t),
        (duals.total, plants.total_cap_t),
    ):
        there = np.isfinite(caps)
        parts.append(values[there] * caps[there])
    parts.append(duals.lock * problem.lock_t)
    return float(sum(part.sum() for part in parts))


def _bound_eur(problem: Problem, duals: Duals, memory: Memory | None) -> float:
    """Price all arcs at prices of right signs: what no plan can undercut; nan if they are none."""
    if not duals.are_numbers():
        return np.nan
    right = replace(
        duals,
        have=np.minimum(duals.have, problem.unmet_eur_per_t),
        need=np.minimum(duals.need, problem.unmet_eur_per_t),
        month=np.minimum(duals.month, 0.0),
        total=np.minimum(duals.total, 0.0),
        stock_cap=np.minimum(duals.stock_cap, 0.0),
        recovery=max(duals.recovery, 0.0),
        lock=np.maximum(duals.lock, 0.0),
    )
    ground = terrain(problem, by_distance=False)
    return price(problem, ground, right, 0, memory).lower_bound_eur
