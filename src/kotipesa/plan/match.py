# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Rank the counterparts of one lot by hand: who could take it or give it, and what excludes others.

No plan is needed; capacities and other lots' claims are not looked at.
"""

from dataclasses import dataclass, fields
from math import isfinite
from typing import Any

import numpy as np

from kotipesa.arrays import Indices, Numbers, Texts, texts
from kotipesa.errors import InputError, Where, problem
from kotipesa.periods import month_text
from kotipesa.plan.model.columns import arc_cost
from kotipesa.plan.problem.arcs import NO_PART, Arcs, arcs, joined
from kotipesa.plan.problem.build import build_problem
from kotipesa.plan.problem.grades import PRODUCT, RESIDUE
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.problem.rules import is_accepted, is_in_time, is_reachable, node_roles
from kotipesa.plan.solution import node_names
from kotipesa.region import Region
from kotipesa.region.scope import scope
from kotipesa.region.tables import PROCESS, ROLES, SOURCE, STORE

_REASONS = ("", "no_distance", "no_window", "no_acceptor")  # the nearer to possible, the earlier


@dataclass(frozen=True, eq=False, slots=True)
class Candidates:
    """Counterparts of one lot, the best first; those excluded come last.

    kind: 'lot' or a role; excluded_by: '' or no_acceptor, no_window or no_distance;
    eur_per_t: haul and gate price with carbon, inf when excluded by distance; month: the first that
    both ends allow, '' when none; tonnes: what the smaller of the two lots holds.
    """

    kind: Texts
    id: Texts
    owner: Texts
    municipality: Texts
    km: Numbers
    eur_per_t: Numbers
    month: Texts
    tonnes: Numbers
    excluded_by: Texts

    def __len__(self) -> int:
        """Count the counterparts."""
        return len(self.id)

    def rows(self) -> list[dict[str, Any]]:
        """Give one dictionary a counterpart, unreachable ones without kilometres and price."""
        columns = [[_shown(v) for v in getattr(self, f.name).tolist()] for f in fields(self)]
        names = [f.name for f in fields(self)]
        return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _shown(value: Any) -> Any:
    return None if isinstance(value, float) and not isfinite(value) else value


def match(region: Region, lot_id: str) -> Candidates:
    """Rank the counterparts of a lot: possible ones by price, then the excluded ones.

    Raises InputError for a lot the region lacks or does not plan.
    """
    planning = build_problem(region)
    node = lot_node(planning, lot_id)
    options = counterpart_arcs(planning, node)
    return ranked(planning, node, options, arc_cost(planning, options))[0]


def lot_node(planning: Problem, lot_id: str) -> int:
    """Find the node of a lot; raises InputError when it is not there or not planned."""
    lots = planning.region.lots
    found = np.flatnonzero(node_names(planning)[: planning.lot_count] == lot_id)
    if len(found):
        return int(found[0])
    known = np.flatnonzero(lots.id == lot_id)
    where = Where("lots.csv", column="id", value=lot_id)
    if not len(known):
        raise InputError([problem("unknown_lot", where, id=lot_id)])
    reason = scope(planning.region)[known[0]]
    raise InputError([problem(f"left_out_{reason}", where, id=lot_id)])


def counterpart_arcs(planning: Problem, node: int) -> Arcs:
    """List the arcs between a lot and all its counterparts, allowed or not.

    Lots meet in their first shared month, plants in every month of the lot's window; stores and
    processes may give any grade.
    """
    if node < len(planning.haves):
        return _out_of(planning, node)
    return _into(planning, node)


def _out_of(planning: Problem, have: int) -> Arcs:
    haves = planning.haves
    needs = np.arange(len(planning.needs))
    month = np.maximum(haves.first[have], planning.needs.first)
    kind = haves.kind[have : have + 1]
    direct = arcs(_same(have, needs), len(haves) + needs, _same(kind[0], needs), month)
    receivers = np.flatnonzero(planning.plants.role != SOURCE) + planning.lot_count
    months = np.arange(haves.first[have], haves.last[have] + 1)
    heads, grades, months = _crossed(receivers, kind, months)
    return joined([direct, arcs(_same(have, heads), heads, grades, months)])


def _into(planning: Problem, need: int) -> Arcs:
    row, haves, plants = need - len(planning.haves), planning.haves, planning.plants
    first, last = planning.needs.first[row], planning.needs.last[row]
    tails = np.arange(len(haves))
    found = [arcs(tails, _same(need, tails), haves.kind, np.maximum(haves.first, first))]
    givers = {
        NO_PART: np.concatenate([planning.sources, plants.of_role(STORE)]),
        PRODUCT: plants.of_role(PROCESS),
        RESIDUE: plants.of_role(PROCESS),
    }
    everything = np.arange(len(planning.grades)), np.arange(first, last + 1)
    for part, rows in givers.items():
        tails, grades, months = _crossed(rows + planning.lot_count, *everything)
        found.append(arcs(tails, _same(need, tails), grades, months, part))
    return joined(found)


def _crossed(*axes: Indices) -> tuple[Indices, ...]:
    return tuple(axis.ravel() for axis in np.meshgrid(*axes, indexing="ij"))


def _same(value: int, like: Indices) -> Indices:
    return np.full(len(like), value)


def excluded(planning: Problem, possible: Arcs) -> Texts:
    """Name the first rule each arc breaks, '' when it breaks none."""
    reasons = texts([""] * len(possible))
    for reason, rule in (
        ("no_distance", is_reachable),
        ("no_window", is_in_time),
        ("no_acceptor", is_accepted),
    ):
        reasons[~rule(planning, possible)] = reason
    return reasons


def ranked(
    planning: Problem, node: int, options: Arcs, value: Numbers
) -> tuple[Candidates, Indices]:
    """Keep the best option with each counterpart, least value first, excluded ones last.

    Also gives the rows of the options kept.
    """
    reasons = excluded(planning, options)
    other = np.where(options.tail == node, options.head, options.tail)
    names = node_names(planning)[other]
    distance = np.array([_REASONS.index(reason) for reason in reasons.tolist()])
    value = np.where(distance == 0, value, np.inf)
    order = np.lexsort((options.month, names, value, distance))
    _, first = np.unique(other[order], return_index=True)
    kept = order[np.sort(first)]
    return _described(planning, node, options.take(kept), reasons[kept]), kept


def _described(planning: Problem, node: int, options: Arcs, reasons: Texts) -> Candidates:
    other = np.where(options.tail == node, options.head, options.tail)
    site = planning.node_site
    start = planning.region.settings.start
    month = texts([month_text(start + m) for m in options.month.tolist()])
    month[reasons != ""] = ""
    return Candidates(
        kind=_kinds(planning)[other],
        id=node_names(planning)[other],
        owner=_owners(planning)[other],
        municipality=_municipalities(planning)[other],
        km=planning.haul.km[site[options.tail], site[options.head]],
        eur_per_t=arc_cost(planning, options),
        month=month,
        tonnes=np.minimum(planning.lot_tonnes[node], _tonnes(planning)[other]),
        excluded_by=reasons,
    )


def _kinds(planning: Problem) -> Texts:
    return texts([*ROLES, "lot", "lot"])[node_roles(planning)]


def _owners(planning: Problem) -> Texts:
    region, plants = planning.region, planning.plants
    lots = [region.lots.owner[ends.lot] for ends in (planning.haves, planning.needs)]
    return np.concatenate([*lots, region.facilities.owner[plants.facility]])


def _municipalities(planning: Problem) -> Texts:
    region, plants = planning.region, planning.plants
    lots = [region.lots.municipality[ends.lot] for ends in (planning.haves, planning.needs)]
    site = region.facilities.site[plants.facility]
    return np.concatenate([*lots, region.sites.municipality[site]])


def _tonnes(planning: Problem) -> Numbers:
    """Tell what each node can take or give: a lot its tonnes, a plant its total capacity."""
    plants = planning.plants
    total = np.where(plants.role == STORE, np.inf, plants.total_cap_t)
    return np.concatenate([planning.lot_tonnes, total])
