# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Race the plan against linopy, Pyomo and bare HiGHS on the same program, and weigh its memory.

Run ``python benchmarks/plan.py`` (needs requirements/bench.lock; about ten minutes). Every run is a
process of its own, on one thread; runs of ours and theirs take turns. *Race*: 1,000 lots; ours
builds the problem and proves the optimum, theirs write the whole program, every arc of it, and
solve it in HiGHS. They are handed all coefficients as arrays and are not charged for them.
*Memory*: 10,000 lots; ours proves the optimum, the other hands the whole program to HiGHS as
arrays, with a time limit. Both on the imaginary region as it is, where a store takes few materials,
and with stores that take all, where there are more arcs.
"""

import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).parent
RESULTS = HERE / "results" / "plan.json"
RUNS = {"ours": 5, "highs": 2, "linopy": 2, "pyomo": 2}
SAME = 1e-6
STORES = ("few", "open")
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "POLARS_MAX_THREADS")

Outcome = dict[str, Any]


def run(name: str, lots: int, stores: str = "few") -> Outcome:
    """Do one run in a process of its own, on one thread."""
    done = subprocess.run(
        [sys.executable, HERE / f"plan_{name}.py", str(lots), stores],
        env=os.environ | dict.fromkeys(_THREADS, "1"),
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    outcome: Outcome = json.loads(done.stdout.splitlines()[-1])
    print(f"  {name:8} {outcome['seconds']:8.2f} s {outcome['peak_mb']:8.0f} MB", flush=True)
    return outcome


def race(lots: int, stores: str) -> Outcome:
    """Let ours and theirs take turns on the same region."""
    print(f"Race on {lots:,} lots, stores {stores}")
    turns: dict[str, list[Outcome]] = {name: [] for name in RUNS}
    for turn in range(max(RUNS.values())):
        for name, outcomes in turns.items():
            if turn < RUNS[name]:
                outcomes.append(run(name, lots, stores))
    optimum = turns["ours"][0]["objective_eur"]
    for outcome in (one for outcomes in turns.values() for one in outcomes):
        if abs(outcome["objective_eur"] - optimum) > SAME * optimum:
            message = f"objectives differ: {outcome['objective_eur']} and {optimum}"
            raise ValueError(message)
    seconds = {name: median(o["seconds"] for o in outcomes) for name, outcomes in turns.items()}
    times = {name: taken / seconds["ours"] for name, taken in seconds.items() if name != "ours"}
    print("  times ours: " + ", ".join(f"{name} {ratio:.1f}" for name, ratio in times.items()))
    return {
        "lots": lots,
        "stores": stores,
        "objective_eur": optimum,
        "columns": turns["highs"][0]["columns"],
        "seconds": seconds,
        "all_seconds": {n: [o["seconds"] for o in outcomes] for n, outcomes in turns.items()},
        "times_ours": times,
    }


def memory(lots: int, stores: str) -> Outcome:
    """Weigh ours against the whole program in HiGHS."""
    print(f"Memory on {lots:,} lots, stores {stores}")
    mine, full = (run(name, lots, stores) for name in ("ours", "highs"))
    region_mb = mine["region_mb"]
    share = mine["peak_mb"] / full["peak_mb"]
    beyond = (mine["peak_mb"] - region_mb) / (full["peak_mb"] - region_mb)
    ended = "finished" if full["finished"] else "did not finish"
    print(f"  ours takes {share:.2f} of the memory, {beyond:.2f} beyond region and libraries")
    print(f"  the whole program {ended}")
    shares = {"memory_share": share, "share_beyond_region": beyond}
    return {"lots": lots, "stores": stores, "ours": mine, "highs": full, **shares}


def main() -> None:
    """Run everything, print the tables, and write the results."""
    setting = {
        "processors": os.cpu_count(),
        "threads": 1,
        "load_at_start": os.getloadavg()[0],
        "python": sys.version.split()[0],
        **{name: version(name) for name in ("highspy", "linopy", "pyomo", "numpy")},
        "runs": RUNS,
    }
    results: Outcome = {"setting": setting}
    results["race"] = [race(1_000, stores) for stores in STORES]
    results["memory"] = [memory(10_000, stores) for stores in STORES]
    print("The shipped region, 2,000 lots: seconds by step")
    results["shipped"] = run("shipped", 2_000)
    for step, taken in results["shipped"]["steps"].items():
        print(f"    {step:18}{taken:8.2f}")
    setting["load_at_end"] = os.getloadavg()[0]
    RESULTS.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
