# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Say why tonnes stay where they are: nobody accepts, no time, no way, no room, or too dear.

The first of these that holds for every counterpart is the reason:
no_acceptor  no need, plant or source deals in the grade from that origin
no_window    those that do are never there in the lot's months
no_distance  no way leads to those that are, or it is too long
too_dear     every way there is costs more than leaving the tonnes unmet
no_capacity  a way would pay, but others or the capacities took its place
"""

from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Flags, Indices, Numbers, Texts, texts
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solve.downstream import Downstream, downstream
from kotipesa.plan.solve.duals import about_to_stay
from kotipesa.plan.solve.terrain import terrain
from kotipesa.plan.tables import Unmet
from kotipesa.region.scope import PLANNED, scope
from kotipesa.region.tables import OUTLET, PROCESS, SOURCE, STORE

_REASONS = ("no_acceptor", "no_window", "no_distance", "too_dear", "no_capacity")


def unmet_of(problem: Problem, tonnes: Numbers) -> Unmet:
    """List unmet lots with reasons, and the lots outside the plan's scope; sorted by id."""
    lots = problem.region.lots
    left_out = scope(problem.region)
    rows = np.concatenate([problem.haves.lot, problem.needs.lot])
    unmet = np.flatnonzero(tonnes > 0)
    reasons = _reasons(problem, unmet)
    outside = np.flatnonzero(left_out != PLANNED)
    lot = np.concatenate([rows[unmet], outside]).astype(np.int32)
    order = np.argsort(lots.id[lot], kind="stable")
    return Unmet(
        lot=lots.id[lot][order],
        tonnes=np.concatenate([tonnes[unmet], np.zeros(len(outside))])[order],
        reason=np.concatenate([reasons, left_out[outside]])[order],
        amount_t=lots.amount_t[lot][order],
    )


def _reasons(problem: Problem, lots: Indices) -> Texts:
    names = texts([""] * len(lots))
    if not len(lots):
        return names
    free = about_to_stay(problem)
    onwards = downstream(problem, terrain(problem), free)
    for row, lot in enumerate(lots.tolist()):
        if lot < len(problem.haves):
            names[row] = _REASONS[_passed(_ways_out(problem, onwards, lot))]
        else:
            names[row] = _REASONS[_furthest(problem, lot - len(problem.haves))]
    return names


@dataclass(frozen=True, slots=True)
class _Options:
    """Counterparts of one lot: who accepts, who is there in time, who is reachable, at what cost.

    gain_eur_per_t: what is left of the unmet price after the cheapest way, negative when too dear.
    """

    accepts: Flags
    in_time: Flags
    reachable: Flags
    gain_eur_per_t: Numbers


def _passed(options: _Options) -> int:
    """Count the tests that some counterpart passes, one after the other."""
    left = np.ones(len(options.accepts), dtype=bool)
    tests = (options.accepts, options.in_time, options.reachable, options.gain_eur_per_t > 0)
    for count, test in enumerate(tests):
        left = left & test
        if not left.any():
            return count
    return len(tests)


def _furthest(problem: Problem, need: int) -> int:
    """Look at the ways into a need, the plainest first, until one passes every test."""
    furthest = max(_passed(_direct_supply(problem, need)), _passed(_plant_supply(problem, need)))
    for store in problem.plants.of_role(STORE):
        if furthest == len(_REASONS) - 1:
            break
        furthest = max(furthest, _passed(_stored_supply(problem, need, store)))
    return furthest


def _ways_out(problem: Problem, onwards: Downstream, have: int) -> _Options:
    """Look at every need and receiving plant from one have lot."""
    haves, needs, plants = problem.haves, problem.needs, problem.plants
    grade, first, last = haves.kind[have], haves.first[have], haves.last[have]
    to_need = problem.accepts.group_takes[needs.kind, grade] & ~haves.only_outlets[have]
    to_plant = problem.accepts.plant_takes[:, grade]
    to_plant = to_plant & problem.accepts.origin_allowed[:, haves.origin[have]]
    to_plant &= (plants.role == OUTLET) | ~haves.only_outlets[have]
    gate = onwards.intake[:, grade, first : last + 1].min(axis=1, initial=np.inf)
    onward = np.concatenate([np.full(len(needs), -problem.unmet_eur_per_t), gate])
    receivers = np.concatenate([needs.site, plants.site])
    way = problem.haul.price_of(haves.site[have], receivers)
    return _Options(
        accepts=np.concatenate([to_need, to_plant]),
        in_time=np.concatenate(
            [
                (needs.first <= last) & (first <= needs.last),
                (plants.opens <= last) & (first <= plants.closes),
            ]
        ),
        reachable=np.isfinite(way),
        gain_eur_per_t=problem.unmet_eur_per_t - way - onward,
    )


def _direct_supply(problem: Problem, need: int) -> _Options:
    haves, needs = problem.haves, problem.needs
    way = problem.haul.price_of(haves.site, needs.site[need])
    takes = problem.accepts.group_takes[needs.kind[need], haves.kind]
    return _Options(
        accepts=takes & ~haves.only_outlets,
        in_time=(haves.first <= needs.last[need]) & (needs.first[need] <= haves.last),
        reachable=np.isfinite(way),
        gain_eur_per_t=2 * problem.unmet_eur_per_t - way,
    )


def _stored_supply(problem: Problem, need: int, store: int) -> _Options:
    """Look at have lots that could wait for the need in one store."""
    haves, needs, plants = problem.haves, problem.needs, problem.plants
    accepts = problem.accepts
    into = problem.haul.price_of(haves.site, plants.site[store])
    out = problem.haul.price_of(plants.site[store], needs.site[need])
    arrives = np.maximum(haves.first, plants.opens[store])
    latest = np.minimum(haves.last, plants.closes[store])
    waits = np.maximum(needs.first[need] - np.minimum(latest, needs.last[need]), 0)
    holding = waits * problem.stock_eur_per_t_month
    price = into + out + holding + plants.price_eur_per_t[store]
    usable = accepts.plant_takes[store, haves.kind]
    usable = usable & accepts.origin_allowed[store, haves.origin] & ~haves.only_outlets
    return _Options(
        accepts=usable & accepts.group_takes[needs.kind[need], haves.kind],
        in_time=(arrives <= latest) & (arrives <= needs.last[need]),
        reachable=np.isfinite(price),
        gain_eur_per_t=2 * problem.unmet_eur_per_t - price,
    )


def _plant_supply(problem: Problem, need: int) -> _Options:
    """Look at sources and at the outputs of processes."""
    needs, plants = problem.needs, problem.plants
    group = needs.kind[need]
    way = problem.haul.price_of(plants.site, needs.site[need])
    made = plants.output_grade
    usable = (made >= 0) & (plants.part_share[:, :, None] > 0)
    takes = np.append(problem.accepts.group_takes[group], False)[made] & usable
    supplies = problem.accepts.supplied_grade[:, group] >= 0
    is_source = plants.role == SOURCE
    gain = np.where(is_source, problem.unmet_eur_per_t - way - plants.price_eur_per_t, np.inf)
    return _Options(
        accepts=np.where(is_source, supplies, takes.any(axis=(1, 2)) & (plants.role == PROCESS)),
        in_time=(plants.opens <= needs.last[need]) & (needs.first[need] <= plants.closes),
        reachable=np.isfinite(way),
        gain_eur_per_t=gain,
    )
