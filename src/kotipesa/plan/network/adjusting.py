# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell a network, round by round, what it cannot know: yields of processes and shared limits.

A process carries a tonne for a tonne to its main part: what it makes less of that is asked there as
a demand, what it makes besides is supplied, and its gate is charged what the two are worth. Grades
that share a limit each get a part of it. Where supplies, charges and parts come to rest, flows and
prices are those of the whole programme; near it, they are a good start for one.
"""

from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Flags, Indices, Numbers
from kotipesa.plan.network.layout import GATE, STOCK
from kotipesa.plan.network.regional import RegionalNetwork
from kotipesa.plan.network.simplex import NONE
from kotipesa.plan.network.stand import Stand
from kotipesa.plan.problem.arcs import Arcs
from kotipesa.plan.problem.grades import QUALITIES
from kotipesa.plan.solve.downstream import Downstream
from kotipesa.plan.solve.duals import Duals
from kotipesa.region.tables import PROCESS

_STIR = 0.05  # of a limit, what goes over to the grades that would pay most for it
_NEARLY = 1e-9


@dataclass(frozen=True, eq=False, slots=True)
class _Gates:
    """The gates of processes: edge, plant, quality, month, and the number of the main part.

    share: tonnes of the main and of the other part from a tonne; main_node, other_node: where they
    are, NONE where there is no other.
    """

    edge: Indices
    plant: Indices
    quality: Indices
    month: Indices
    main: Indices
    main_share: Numbers
    other_share: Numbers
    main_node: Indices
    other_node: Indices


@dataclass(frozen=True, eq=False, slots=True)
class _Limits:
    """Edges under a limit with others.

    edge, group: which limit, of stock or of a month, whose and when; most_t, size: of each limit.
    """

    edge: Indices
    is_stock: Flags
    plant: Indices
    month: Indices
    group: Indices
    most_t: Numbers
    size: Indices


class Adjuster:
    """What one network is told between its rounds."""

    def __init__(self, regional: RegionalNetwork) -> None:
        """Look up the gates and limits of a network."""
        self._regional = regional
        self._gates = _process_gates(regional)
        self._limits = _shared_limits(regional)
        self._is_divided = np.zeros(len(self._limits.size), dtype=bool)
        self._is_priced = False
        self._scarce_eur = np.zeros(regional.standing.stop)

    def price_limits(self, duals: Duals) -> None:
        """Let shared limits have the prices of a programme from now on, instead of dividing them.

        Networks at such prices bound the whole programme from below.
        """
        limits, network = self._limits, self._regional.network
        scarce = np.zeros_like(self._scarce_eur)
        scarce[limits.edge] = -np.where(
            limits.is_stock,
            duals.stock_cap[limits.plant, limits.month],
            duals.month[limits.plant, limits.month],
        )
        network.edges.cost[limits.edge] += (scarce - self._scarce_eur)[limits.edge]
        network.edges.capacity[limits.edge] = limits.most_t[limits.group]
        self._scarce_eur, self._is_priced = scarce, True

    def duals(self) -> Duals:
        """Read prices off the network, those of shared limits where they are fixed."""
        duals, limits = self._regional.duals(), self._limits
        if not self._is_priced:
            return duals
        fixed = -self._scarce_eur[limits.edge]
        for table, mine in ((duals.month, ~limits.is_stock), (duals.stock_cap, limits.is_stock)):
            table[limits.plant[mine], limits.month[mine]] = fixed[mine]
        return duals

    def adjust(self, onwards: Downstream) -> None:
        """Adjust charges, supplies and limits to the flows and prices of the round that ended."""
        self._tell(self._regional.network.edges.flow, onwards, 1 + _NEARLY)

    def follow(self, intake_t: Numbers, stock_t: Numbers, onwards: Downstream) -> None:
        """Tell a network without flows what those of a like plan ask for.

        intake_t, stock_t: what plants took in and stores held, plants × grades × months. Limits
        that were used up are divided.
        """
        regional, gates = self._regional, self._gates
        fixed, problem = regional.layout.standing, regional.problem
        place = fixed.plant, fixed.grade, fixed.month
        flow = np.zeros(len(regional.network))
        flow[regional.standing] = np.where(fixed.kind == STOCK, stock_t[place], intake_t[place])
        is_of = np.eye(QUALITIES)[problem.grades.quality]
        by_quality = np.einsum("pgm,gq->pqm", intake_t, is_of)
        flow[gates.edge] = by_quality[gates.plant, gates.quality, gates.month]
        self._tell(flow, onwards, 1 - _NEARLY)

    def _tell(self, flow: Numbers, onwards: Downstream, full_share: float) -> None:
        """Change charges, supplies and limits; flow: by edge; full_share: of limits to divide."""
        supply, capacity = self._supply(flow), self._divided(flow, full_share)
        self._charge(onwards)
        self._regional.network.change(supply, capacity)

    def resume(self, arcs: Arcs, stand: Stand) -> None:
        """Let the network start where another stood; limits divided there stay so."""
        self._regional.resume(arcs, stand)
        self._mark_divided()

    def take_over(self, duals: Duals, stand: Stand) -> None:
        """Let the network begin at the prices of another, without its tree."""
        self._regional.take_over(duals, stand)
        self._mark_divided()

    def _mark_divided(self) -> None:
        """Mark the limits that are divided already."""
        limits, capacity = self._limits, self._regional.network.edges.capacity
        less = capacity[limits.edge] < limits.most_t[limits.group]
        self._is_divided[limits.group[less]] = True

    def _charge(self, onwards: Downstream) -> None:
        """Charge gates for what a process does not make, at most its fee to anybody's good.

        So no circle through a process can pay.
        """
        gates, network = self._gates, self._regional.network
        cost = onwards.output[gates.plant, :, gates.quality, gates.month]
        row = np.arange(len(gates.edge))
        main, other = (
            np.where(share > 0, cost[row, part], 0.0)
            for share, part in (
                (gates.main_share, gates.main),
                (gates.other_share, 1 - gates.main),
            )
        )
        has_way = np.isfinite(main) & np.isfinite(other)
        becomes = gates.other_share * np.where(has_way, other, 0.0)
        charge = becomes - (1 - gates.main_share) * np.where(has_way, main, 0.0)
        fee = self._regional.problem.plants.price_eur_per_t[gates.plant]
        network.edges.cost[gates.edge] = np.maximum(charge, -fee) + self._scarce_eur[gates.edge]

    def _supply(self, flow: Numbers) -> Numbers:
        """Ask at the main part what a process does not make, and supply its other part."""
        gates = self._gates
        into_t = flow[gates.edge]
        supply = np.append(self._regional.own_supply, 0.0)  # the root's: where nothing is made
        supply[gates.main_node] -= (1 - gates.main_share) * into_t
        made = gates.other_node != NONE
        supply[gates.other_node[made]] += (gates.other_share * into_t)[made]
        return supply[:-1]

    def _divided(self, flow: Numbers, full_share: float) -> Numbers:
        """Divide limits that are full: by use, and a little to those that would pay most."""
        limits, network = self._limits, self._regional.network
        if self._is_priced:
            return network.edges.capacity
        edges, groups = network.edges, len(limits.size)
        edge, group, most_t = limits.edge, limits.group, limits.most_t
        flow = flow[edge]
        self._is_divided |= np.bincount(group, flow, groups) > most_t * full_share
        worth = self._regional.worth_eur(edge)
        best = np.full(groups, _NEARLY)
        np.maximum.at(best, group, worth)
        wish = flow + _STIR * most_t[group] * worth / best[group]
        wished = np.bincount(group, wish, groups)
        scale = np.minimum(1.0, most_t / np.maximum(wished, _NEARLY))
        spare = np.maximum(most_t - wished, 0.0) / limits.size
        part = np.where(self._is_divided[group], wish * scale[group] + spare[group], most_t[group])
        capacity: Numbers = edges.capacity.copy()
        capacity[edge] = part
        return capacity


def _process_gates(regional: RegionalNetwork) -> _Gates:
    fixed, plants = regional.layout.standing, regional.problem.plants
    mine = np.flatnonzero((fixed.kind == GATE) & (plants.role[fixed.plant] == PROCESS))
    plant, month = fixed.plant[mine], fixed.month[mine]
    quality = regional.problem.grades.quality[fixed.grade[mine]]
    main = np.argmax(plants.part_share[plant], axis=1)
    other_share = plants.part_share[plant, 1 - main]
    other = plants.output_grade[plant, 1 - main, quality]
    return _Gates(
        edge=regional.standing.start + mine,
        plant=plant,
        quality=quality,
        month=month,
        main=main,
        main_share=plants.part_share[plant, main],
        other_share=other_share,
        main_node=fixed.head[mine],
        other_node=np.where(other_share > 0, regional.layout.exit[plant, other, month], NONE),
    )


def _shared_limits(regional: RegionalNetwork) -> _Limits:
    fixed = regional.layout.standing
    is_limit = ((fixed.kind == GATE) | (fixed.kind == STOCK)) & np.isfinite(fixed.capacity)
    mine = np.flatnonzero(is_limit & (fixed.grade != NONE))
    place = np.stack([fixed.kind[mine], fixed.plant[mine], fixed.month[mine]])
    _, first, group = np.unique(place, axis=1, return_index=True, return_inverse=True)
    group = group.reshape(-1)
    size = np.bincount(group, minlength=len(first))
    return _Limits(
        edge=regional.standing.start + mine,
        is_stock=fixed.kind[mine] == STOCK,
        plant=fixed.plant[mine],
        month=fixed.month[mine],
        group=group,
        most_t=fixed.capacity[mine][first],
        size=size,
    )
