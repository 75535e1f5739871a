# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Time fair shares: the nucleolus of tables, and every rule for a region of 1,000 lots.

Run ``python benchmarks/shares.py``. Tables: random costs of 12 and 15 players, and an airport of
15; beside the nucleolus stands SciPy's time for the first of its programs alone, with a row for
every coalition, and how far its answer is from the largest complaint of ours. Region: the first
1,000 lots of the imaginary one, dealt to owners in turn; told is the time of all rules, with every
coalition planned from where the last ended, and of some coalitions planned anew. One thread.
"""

import json
import os
import platform
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np  # noqa: E402 - threads are counted when NumPy is loaded
from scipy.optimize import linprog  # noqa: E402

from kotipesa.plan.parties import part_of, parties  # noqa: E402
from kotipesa.plan.problem.build import build_problem  # noqa: E402
from kotipesa.plan.solve.generation import solve  # noqa: E402
from kotipesa.region import Region  # noqa: E402
from kotipesa.shares import Asked, Game, nucleolus, shapley, share_out  # noqa: E402
from kotipesa.shares.game import members, sizes, subset_sums  # noqa: E402
from kotipesa.testing import region_tables  # noqa: E402

RESULTS = Path(__file__).parent / "results" / "shares.json"
RUNS = 5
LOTS = 1_000
OWNERS = (6, 8)
ANEW = 20  # coalitions planned anew, to compare with


def table_games() -> dict[str, Game]:
    """Draw tables with known seeds."""
    games = {}
    for count in (12, 15):
        rng = np.random.default_rng(count)
        values = sizes(count) ** 0.8 * (1 + 0.2 * rng.random(1 << count))
        games[f"random {count}"] = Game(tuple(map(str, range(count))), values, is_cost=True)
    runways = np.arange(1.0, 16.0)
    inside = members(np.arange(1 << 15), 15)
    longest = np.where(inside, runways, 0.0).max(axis=1)
    games["airport 15"] = Game(tuple(map(str, range(15))), longest, is_cost=True)
    return games


def first_complaint(game: Game) -> float:
    """Solve only the first program of the nucleolus, a row for every coalition, in SciPy."""
    count = len(game.players)
    inside = members(np.arange(1, (1 << count) - 1), count).astype(float)
    found = linprog(
        [0.0] * count + [1.0],
        A_ub=np.pad(inside, ((0, 0), (0, 1)), constant_values=-1),
        b_ub=game.values[1:-1],
        A_eq=[[1.0] * count + [0.0]],
        b_eq=[game.total],
        bounds=[(None, cost) for cost in game.alone] + [(None, None)],
    )
    return float(found.fun)


def timed_table(name: str, game: Game) -> dict[str, Any]:
    """Time the rules of one table, and check the nucleolus by its largest complaint."""
    ours, exact = [], []
    for _ in range(RUNS):
        began = perf_counter()
        shares = nucleolus(game)
        ours.append(perf_counter() - began)
        began = perf_counter()
        shapley(game)
        exact.append(perf_counter() - began)
    began = perf_counter()
    least = first_complaint(game)
    plain = perf_counter() - began
    if shares is None:
        raise ValueError(name)
    largest = float((subset_sums(shares) - game.values)[1:-1].max())
    return {
        "game": name,
        "nucleolus_s": round(median(ours), 4),
        "shapley_s": round(median(exact), 4),
        "scipy_first_program_s": round(plain, 3),
        "largest_complaint_differs": abs(largest - least),
    }


def dealt_region(owners: int) -> Region:
    """Deal the lots to owners in turn."""
    draft = region_tables(1)
    draft.tables["lots"] = draft.tables["lots"][:LOTS]
    for number, lot in enumerate(draft.tables["lots"]):
        lot["owner"] = f"owner{number % owners:02d}"
    return draft.region()


def timed_region(owners: int) -> dict[str, Any]:
    """Time every rule among some owners, and some coalitions planned anew."""
    region = dealt_region(owners)
    began = perf_counter()
    shares = share_out(region, Asked())
    whole = perf_counter() - began
    problem = build_problem(region)
    them = parties(problem, region.lots.owner)
    drawn = np.random.default_rng(1).integers(1, (1 << owners) - 1, ANEW)
    began = perf_counter()
    for inside in members(drawn, owners):
        solve(part_of(problem, them, inside))
    anew = perf_counter() - began
    sums = [rule.eur.sum() - shares.joint_eur for rule in shares.rules.values() if rule]
    return {
        "owners": owners,
        "lots": LOTS,
        "coalitions": shares.coalitions,
        "all_rules_s": round(whole, 1),
        "per_coalition_s": round(whole / shares.coalitions, 3),
        "per_coalition_anew_s": round(anew / ANEW, 3),
        "sums_differ_eur": float(np.abs(sums).max()),
        "in_core": {name: rule.in_core for name, rule in shares.rules.items() if rule},
    }


def main() -> None:
    """Time, print and write."""
    tables = [timed_table(name, game) for name, game in table_games().items()]
    for row in tables:
        print(row)
    regions = []
    for owners in OWNERS:
        regions.append(timed_region(owners))
        print(regions[-1], flush=True)
    record = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, shared",
        "tables": tables,
        "regions": regions,
    }
    RESULTS.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
