# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Invent the regions of the runs that network.py starts, and write out what each is handed.

*network*: the imaginary region without processes, its stores without limits, so that a network says
all of it. *bipartite*: its lots alone. *general*: the region as it is. Run as a script, ``python
network_region.py LOTS PART DIRECTORY``, it writes the region's folder, which our runs read, and
every arc to a file, which the runs of peers read: OR-Tools does not bear our libraries in one
process.
"""

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy.sparse import csr_array

from kotipesa.arrays import take
from kotipesa.plan.model.columns import arc_cost
from kotipesa.plan.model.enumeration import every_arc
from kotipesa.plan.model.program import program
from kotipesa.plan.network.regional import RegionalNetwork
from kotipesa.plan.problem.build import build_problem
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solve.direct import every_direct_arc
from kotipesa.region import Region, write_region
from kotipesa.region.tables import PROCESS, STORE
from plan_region import sized_region

_NO_LIMIT_T, _FORBIDDEN_EUR = 1e7, 1e4


def asked_region(lots: int, part: str) -> Region:
    """Invent the region that the command line asks for."""
    region = sized_region(lots)
    if part == "general":
        return region
    region = as_network(region)
    if part == "bipartite":
        region = region.replace(facilities=take(region.facilities, slice(0)))
    return region


def as_network(region: Region) -> Region:
    """Leave processes out and give stores no limits: what is left, a network says."""
    kept = take(region.facilities, region.facilities.role != PROCESS)
    is_store = kept.role == STORE
    limits = {
        name: np.where(is_store, np.inf, getattr(kept, name))
        for name in ("capacity_t", "capacity_t_per_month")
    }
    return region.replace(facilities=replace(kept, **limits))


def written_out(problem: Problem) -> dict[str, np.ndarray]:
    """Write every arc of a problem as a network, without edges that stand for nothing real.

    Edges in columns; supplies by node, the root's last.
    """
    regional = RegionalNetwork(problem)
    regional.add(every_arc(problem) if len(problem.plants) else every_direct_arc(problem))
    regional.solve()
    edges, supply = regional.network.edges, regional.network.supply
    real = edges.cost < regional.dear_eur
    return {
        "tail": edges.tail[real],
        "head": edges.head[real],
        "cost_eur": edges.cost[real],
        "capacity_t": np.minimum(edges.capacity[real], _NO_LIMIT_T),
        "supply_t": np.append(supply, -supply.sum()),
    }


def matrix_of(problem: Problem) -> dict[str, np.ndarray]:
    """Write what lots cost each other as a dense matrix, the last row and column for unmet tonnes.

    Both sides add up to one, as ``ot.emd`` asks.
    """
    arcs, haves = every_direct_arc(problem), len(problem.haves)
    have_t, need_t = problem.haves.tonnes, problem.needs.tonnes
    cost = np.full((haves + 1, len(need_t) + 1), _FORBIDDEN_EUR)
    cost[-1], cost[:, -1], cost[-1, -1] = problem.unmet_eur_per_t, problem.unmet_eur_per_t, 0.0
    cost[arcs.tail, arcs.head - haves] = arc_cost(problem, arcs)
    total_t = have_t.sum() + need_t.sum()
    sides = np.append(have_t, need_t.sum()) / total_t, np.append(need_t, have_t.sum()) / total_t
    return {"cost": cost, "have": sides[0], "need": sides[1], "total_t": np.array(total_t)}


def program_of(problem: Problem) -> dict[str, np.ndarray]:
    """Write the whole linear program of a problem: every arc."""
    full = program(problem, every_arc(problem))
    rows = csr_array(full.columns.matrix)
    return {
        "cost": full.columns.cost,
        "lower": full.rows.lower,
        "upper": full.rows.upper,
        "value": rows.data,
        "column": rows.indices,
        "start": rows.indptr,
    }


WRITERS = {"network": written_out, "bipartite": matrix_of, "general": program_of}


def main() -> None:
    """Write what the runs of the asked part are handed: ours the folder, peers the arcs."""
    lots, part, directory = sys.argv[1:]
    region = asked_region(int(lots), part)
    write_region(region, Path(directory, "region"))
    np.savez(Path(directory, "arcs.npz"), **WRITERS[part](build_problem(region)))


if __name__ == "__main__":
    main()
