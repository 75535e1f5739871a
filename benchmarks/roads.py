# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Race our road distances against SciPy's Dijkstra, the plain way, on imaginary road grids.

Run ``python benchmarks/roads.py``. What is measured: a matrix of 1,000 × 1,000 metres between
random nodes, one thread, both on the same graph already in memory. *cached* has the hierarchy of
the graph ready, as in a second question to it; *cold* begins with the bare graph and orders it
too. Runs alternate, so that a busy machine slows both alike; medians are told, and the farthest
the two differ. Grids are harder on a hierarchy than real roads, which have few big ones.
"""

import argparse
import json
import os
import platform
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np

from kotipesa.arrays import Indices, Numbers
from kotipesa.roads import Graph, RoadLinks, build, islands
from kotipesa.roads.graph import dijkstra_metres, shortest_metres

RESULTS = Path(__file__).parent / "results" / "roads.json"
SIDES = (140, 250)
SITES = 1_000
OUR_RUNS, THEIR_RUNS = 5, 3
SPACING_M, JITTER_M, KEPT_SHARE, SEED = 100.0, 30.0, 0.75, 20260101


def grid(side: int) -> RoadLinks:
    """Draw a jittered grid of side × side nodes of which three links in four are kept."""
    chance = np.random.default_rng(SEED)
    node = np.arange(side * side, dtype=np.int32).reshape(side, side)
    x_m, y_m = (
        place.ravel() * SPACING_M + chance.uniform(-JITTER_M, JITTER_M, side * side)
        for place in np.indices((side, side))
    )
    start = np.concatenate([node[:-1].ravel(), node[:, :-1].ravel()])
    end = np.concatenate([node[1:].ravel(), node[:, 1:].ravel()])
    kept = chance.random(len(start)) < KEPT_SHARE
    start, end = start[kept], end[kept]
    bends = chance.uniform(1.0, 1.4, len(start))
    return RoadLinks(
        node_id=node.ravel().astype(str).astype(object),
        x_m=x_m,
        y_m=y_m,
        from_node=start,
        to_node=end,
        metres=np.hypot(x_m[end] - x_m[start], y_m[end] - y_m[start]) * bends,
        is_one_way=np.zeros(len(start), dtype=bool),
    )


def bare(graph: Graph) -> Graph:
    """Copy a graph without the indexes it has built."""
    return Graph(graph.x_m, graph.y_m, graph.tail, graph.head, graph.metres)


def timed(measure: Callable[[], Numbers]) -> tuple[float, Numbers]:
    """Measure once; gives seconds and metres."""
    begin = perf_counter()
    metres = measure()
    return perf_counter() - begin, metres


def race(side: int) -> dict[str, Any]:
    """Let the three run in turns on one grid."""
    graph = build(grid(side))
    ends = np.random.default_rng(SEED + side).choice(len(graph.x_m), (2, SITES), replace=False)
    sources, targets = ends.astype(np.int32)
    runs: dict[str, Callable[[], Numbers]] = {
        "cold": lambda: shortest_metres(bare(graph), sources, targets)[0],
        "cached": lambda: shortest_metres(graph, sources, targets)[0],
        "dijkstra": lambda: dijkstra_metres(graph, sources, targets),
    }
    _warm(graph, sources, targets)
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    metres: dict[str, Numbers] = {}
    for turn in range(OUR_RUNS):
        for name, measure in runs.items():
            if name != "dijkstra" or turn < THEIR_RUNS:
                taken, metres[name] = timed(measure)
                seconds[name].append(taken)
    return {
        "nodes": len(graph.x_m),
        "arcs": len(graph.tail),
        "biggest_island_share": round(islands(graph).biggest_share, 4),
        "seconds": {name: round(median(times), 4) for name, times in seconds.items()},
        "all_seconds": {name: [round(t, 4) for t in times] for name, times in seconds.items()},
        "times_faster_cached": round(median(seconds["dijkstra"]) / median(seconds["cached"]), 2),
        "times_faster_cold": round(median(seconds["dijkstra"]) / median(seconds["cold"]), 2),
        "unreachable_share": round(float(np.isinf(metres["dijkstra"]).mean()), 4),
        "greatest_difference_m": round(_difference_m(metres), 3),
    }


def _warm(graph: Graph, sources: Indices, targets: Indices) -> None:
    """Build what is kept: our hierarchy, their sparse matrix."""
    shortest_metres(graph, sources[:1], targets)
    dijkstra_metres(graph, sources[:1], targets)


def _difference_m(metres: dict[str, Numbers]) -> float:
    """Give the greatest difference; inf when one finds a way where the other finds none."""
    theirs, ways = metres["dijkstra"], np.isfinite(metres["dijkstra"])
    if not np.array_equal(ways, np.isfinite(metres["cached"])):
        return float("inf")
    return float(np.abs(metres["cached"][ways] - theirs[ways]).max())


def main() -> None:
    """Race on every grid, print a table, write the results."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--out", type=Path, default=RESULTS)
    out = parser.parse_args().out
    print(f"{SITES} × {SITES} shortest ways, medians in seconds, load {os.getloadavg()[0]:.1f}")
    print("nodes    arcs  dijkstra     cold   cached   × cold × cached  differ m")
    races = []
    for side in SIDES:
        found = race(side)
        races.append(found)
        taken = found["seconds"]
        print(
            f"{found['nodes']:>5}{found['arcs']:>8}{taken['dijkstra']:>10.2f}{taken['cold']:>9.2f}"
            f"{taken['cached']:>9.2f}{found['times_faster_cold']:>9.1f}"
            f"{found['times_faster_cached']:>9.1f}{found['greatest_difference_m']:>10.2f}"
        )
    setting = {
        "sites": SITES,
        "runs": {"ours": OUR_RUNS, "dijkstra": THEIR_RUNS},
        "threads": 1,
        "processors": os.cpu_count(),
        "load_at_end": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "scipy": version("scipy"),
        "routingkit_cch": version("routingkit-cch"),
    }
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps({"setting": setting, "races": races}, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
