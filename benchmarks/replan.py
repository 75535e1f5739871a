# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Race planning again after one project changed against planning from nothing, both certified.

Run ``python benchmarks/replan.py [LOTS] [CHANGES]`` (about three minutes). In every change all lots
of one project, drawn by chance, get half to one and a half times their tonnes. Cold plans are made
in turns with the warm ones, of the same changed regions, and must cost the same. Processor time, on
one thread, without reports.
"""

import json
import os
import sys

os.environ.update(
    dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
)

from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np

from kotipesa.plan import Changes, Plan, make_plan
from kotipesa.region import Region
from plan_region import peak_mb, sized_region

RESULTS = Path(__file__).parent / "results" / "replan.json"
COLD = 6
SAME = 1e-9
WORTH_EUR_PER_T = 2.0


def project_changes(region: Region, dice: np.random.Generator, count: int) -> list[Changes]:
    """Draw changes of one project each."""
    lots = region.lots
    projects = np.unique(lots.project[(lots.project >= 0) & np.isfinite(lots.amount_t)])
    return [_of_project(region, dice, project) for project in dice.choice(projects, count)]


def _of_project(region: Region, dice: np.random.Generator, project: int) -> Changes:
    lots = region.lots
    rows = np.flatnonzero((lots.project == project) & np.isfinite(lots.amount_t))
    tonnes = lots.amount_t[rows] * dice.uniform(0.5, 1.5, len(rows))
    return Changes(amounts_t=dict(zip(lots.id[rows].tolist(), tonnes.tolist(), strict=True)))


def cold_plan(region: Region) -> tuple[Plan, float]:
    """Plan from nothing; tell the seconds of the processor."""
    start = process_time()
    plan = make_plan(region, with_baselines=False)
    return plan, process_time() - start


def main() -> None:
    """Run everything, print what was found, and write the results."""
    lots, count = (int(word) for word in (sys.argv[1:] + ["10000", "48"][len(sys.argv) - 1 :]))
    region = sized_region(lots)
    plan, first_s = cold_plan(region)
    print(f"{lots:,} lots, first plan {first_s:.2f} s")
    warm_s, clock_s, cold_s, apart = [], [], [], 0.0
    for number, changes in enumerate(project_changes(region, np.random.default_rng(1), count)):
        start, clock = process_time(), perf_counter()
        warm = plan.replan(changes)
        warm_s.append(process_time() - start)
        clock_s.append(perf_counter() - clock)
        if number % max(1, count // COLD) == 0:
            cold, taken_s = cold_plan(changes.made_in(region))
            cold_s.append(taken_s)
            apart = max(apart, abs(warm.objective_eur / cold.objective_eur - 1))
            print(f"  {number:3} warm {1e3 * warm_s[-1]:6.0f} ms, cold {taken_s:.2f} s", flush=True)
    if apart > SAME:
        message = f"objectives differ by {apart:.2e}"
        raise ValueError(message)
    start = process_time()
    stable = plan.replan(changes, stability_eur_per_t=WORTH_EUR_PER_T)
    results: dict[str, Any] = {
        "lots": lots,
        "changes": count,
        "processors": os.cpu_count(),
        "load_at_end": os.getloadavg()[0],
        "cold_s": cold_s,
        "cold_median_s": float(np.median(cold_s)),
        "warm_ms": {
            "median": 1e3 * float(np.median(warm_s)),
            "p95": 1e3 * float(np.percentile(warm_s, 95)),
            "greatest": 1e3 * max(warm_s),
        },
        "clock_ms": {
            "median": 1e3 * float(np.median(clock_s)),
            "p95": 1e3 * float(np.percentile(clock_s, 95)),
        },
        "times_median": float(np.median(cold_s) / np.median(warm_s)),
        "times_p95": float(np.median(cold_s) / np.percentile(warm_s, 95)),
        "objectives_apart": apart,
        "stable": {"worth_eur_per_t": WORTH_EUR_PER_T, "seconds": process_time() - start}
        | _told(warm, "best")
        | _told(stable, "stable"),
        "peak_mb": peak_mb(),
    }
    print(json.dumps(results, indent=2))
    RESULTS.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


def _told(plan: Plan, name: str) -> dict[str, float]:
    """Tell what a plan that was made again left as it was, and at what cost."""
    found = plan.stability
    if found is None:
        return {}
    return {f"{name}_kept_share": found.kept_t / found.before_t, f"{name}_cost_eur": found.cost_eur}


if __name__ == "__main__":
    main()
