# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Name the facilities that could be opened, what each costs, and which exclude each other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from kotipesa.arrays import Flags, Indices, Numbers, Texts
from kotipesa.errors import UsageError
from kotipesa.errors import problem as found
from kotipesa.plan.problem.arcs import Arcs
from kotipesa.plan.problem.build import build_problem
from kotipesa.plan.problem.problem import Plants, Problem
from kotipesa.plan.problem.rules import node_roles
from kotipesa.region import Region
from kotipesa.region.tables import OUTLET, SOURCE, STORE

NO_CANDIDATE = -1


@dataclass(frozen=True, eq=False, slots=True)
class Candidates:
    """Unbuilt facilities, sorted by id.

    plant: rows of the problem's plants; of_plant: back from there, NO_CANDIDATE for what is built;
    is_bound: agreed moves need it; either: numbers of candidates of which at most one opens.
    """

    id: Texts
    plant: Indices
    of_plant: Indices
    fixed_eur: Numbers
    is_bound: Flags
    either: tuple[Indices, ...]

    def __len__(self) -> int:
        """Count them."""
        return len(self.id)

    def at(self, plant: Indices) -> Indices:
        """Give some plants the number of the candidate each is; what is below 0 is no plant."""
        number: Indices = np.where(plant >= 0, self.of_plant[np.maximum(plant, 0)], NO_CANDIDATE)
        return number


def with_candidates(
    region: Region, either: Sequence[Sequence[str]] = ()
) -> tuple[Problem, Candidates]:
    """Build the problem of a region with every unbuilt facility in it.

    either: ids of which at most one may open, such as sizes of one store. Raises UsageError for an
    id that is not an unbuilt facility, and where agreed moves need two that exclude each other.
    """
    facilities = region.facilities
    unbuilt = ~np.isnan(facilities.fixed_eur)
    problem = build_problem(region, facilities.id[unbuilt].tolist())
    rows = problem.plants.facility
    plant = np.flatnonzero(unbuilt[rows]).astype(np.int32)
    of_plant = np.full(len(rows), NO_CANDIDATE, dtype=np.int32)
    of_plant[plant] = np.arange(len(plant))
    names = facilities.id[rows[plant]]
    nodes = problem.lot_count + plant
    is_bound = np.isin(nodes, problem.locked.tail) | np.isin(nodes, problem.locked.head)
    groups = _numbered(names, either)
    for group in groups:
        if is_bound[group].sum() > 1:
            needed = ", ".join(names[group[is_bound[group]]])
            raise UsageError([found("siting_either_agreed", ids=needed)])
    bounded = replace(problem, plants=_bounded(problem, plant))
    fixed_eur = facilities.fixed_eur[rows[plant]]
    return bounded, Candidates(names, plant, of_plant, fixed_eur, is_bound, groups)


def used_candidates(problem: Problem, candidates: Candidates, arcs: Arcs) -> Indices:
    """Tell which candidate each arc fills, or draws on as a source."""
    is_source = node_roles(problem)[arcs.tail] == SOURCE
    node = np.where(is_source, arcs.tail, arcs.head)
    return candidates.at(node - problem.lot_count)


def _numbered(names: Texts, either: Sequence[Sequence[str]]) -> tuple[Indices, ...]:
    number = {name: place for place, name in enumerate(names)}
    unknown = sorted({name for group in either for name in group if name not in number})
    if unknown:
        raise UsageError([found("siting_either_unknown", id=name) for name in unknown])
    return tuple(
        np.array(sorted({number[name] for name in group}), dtype=np.int32) for group in either
    )


def _bounded(problem: Problem, plant: Indices) -> Plants:
    """Give candidates without limit the least one that can never bind, so that opening pays it.

    What ends at an outlet or stands in a store comes from have lots, what a source gives goes to
    needs. A process has none: a tonne may come back.
    """
    plants = problem.plants
    most = np.full(len(plants), np.inf)
    kinds = np.isin(plants.role, (STORE, OUTLET))
    most[kinds] = problem.haves.tonnes.sum()
    most[plants.role == SOURCE] = problem.needs.tonnes.sum()
    caps = plants.total_cap_t.copy()
    caps[plant] = np.minimum(caps[plant], most[plant])
    return replace(plants, total_cap_t=caps)
