# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Race the plan against linopy and Pyomo on the same program, and weigh its memory.

Run ``python benchmarks/plan.py`` (needs requirements/bench.lock). Every run is a process of its
own, single-threaded; runs of ours and theirs take turns. *Race*: 1,000 lots of the imaginary
region; ours builds the problem and proves the optimum, theirs write the full program (every arc,
handed to them as arrays, which they are not charged for) in their own way and solve it in HiGHS.
*Memory*: 10,000 lots, also with stores that take every material; ours proves the optimum, the
other writes the full program and hands it to HiGHS, with a time limit. Peaks are of the whole
process, the region and the libraries included.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import highspy
import linopy
import numpy as np
import pandas as pd
import pyomo.environ as pyo
import xarray as xr

from kotipesa.plan import make_plan
from kotipesa.plan.model.enumeration import every_arc
from kotipesa.plan.model.program import Program, program
from kotipesa.plan.problem.build import build_problem
from kotipesa.plan.solve.generation import solve
from plan_region import sized_region

RESULTS = Path(__file__).parent / "results" / "plan.json"
OUR_RUNS, THEIR_RUNS = 5, 2
FULL_SECONDS = 60.0
SAME = 1e-6

Outcome = dict[str, Any]


def ours(lots: int, *, open_stores: bool) -> Outcome:
    """Build the problem and plan it to the proven optimum."""
    region = sized_region(lots, open_stores=open_stores)
    region_mb, start = peak_mb(), perf_counter()
    flows = solve(build_problem(region))
    seconds = perf_counter() - start
    gap = (flows.objective_eur - flows.lower_bound_eur) / max(1.0, flows.objective_eur)
    return {
        "seconds": seconds,
        "objective_eur": flows.objective_eur,
        "status": flows.status,
        "gap": gap,
        "rounds": flows.rounds,
        "region_mb": region_mb,
    }


def peak_mb() -> float:
    """Tell the most memory this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def full_program(lots: int, *, open_stores: bool) -> Program:
    """Write out every arc, as arrays."""
    problem = build_problem(sized_region(lots, open_stores=open_stores))
    return program(problem, every_arc(problem))


def with_linopy(lots: int, *, open_stores: bool) -> Outcome:
    """Write the full program in linopy, columns at once, and solve it in HiGHS."""
    full = full_program(lots, open_stores=open_stores)
    start = perf_counter()
    matrix = full.columns.matrix.tocoo()
    model = linopy.Model()
    column = pd.RangeIndex(len(full.columns.cost), name="column")
    tonnes = model.add_variables(lower=0, coords=[column], name="tonnes")
    entry = np.arange(matrix.nnz)
    row = xr.DataArray(matrix.row, dims="entry", coords={"entry": entry}, name="row")
    at = xr.DataArray(matrix.col, dims="entry", coords={"entry": entry})
    value = xr.DataArray(matrix.data, dims="entry", coords={"entry": entry})
    sums = (value * tonnes.sel(column=at)).groupby(row).sum()
    used = np.unique(matrix.row)
    for bound, sign in ((full.rows.lower, ">="), (full.rows.upper, "<=")):
        there = used[np.isfinite(bound[used])]
        right = xr.DataArray(bound[there], dims="row", coords={"row": there})
        model.add_constraints(sums.sel(row=there), sign, right, name=f"rows {sign}")
    model.add_objective((xr.DataArray(full.columns.cost, coords=[column]) * tonnes).sum())
    model.solve(solver_name="highs", io_api="direct", output_flag=False, threads=1)
    return {"seconds": perf_counter() - start, "objective_eur": float(model.objective.value)}


def with_pyomo(lots: int, *, open_stores: bool) -> Outcome:
    """Write the full program in Pyomo, row by row, and solve it in HiGHS."""
    full = full_program(lots, open_stores=open_stores)
    start = perf_counter()
    rows = full.columns.matrix.tocsr()
    model = pyo.ConcreteModel()
    model.tonnes = pyo.Var(range(len(full.columns.cost)), within=pyo.NonNegativeReals)
    used = [row for row in range(len(full.rows)) if rows.indptr[row] < rows.indptr[row + 1]]

    def bounded(model: Any, row: int) -> Any:
        part = slice(rows.indptr[row], rows.indptr[row + 1])
        total = pyo.quicksum(
            value * model.tonnes[column]
            for column, value in zip(
                rows.indices[part].tolist(), rows.data[part].tolist(), strict=True
            )
        )
        bounds = (float(full.rows.lower[row]), float(full.rows.upper[row]))
        low, high = (bound if np.isfinite(bound) else None for bound in bounds)
        return (total == low) if low == high else pyo.inequality(low, total, high)

    model.rows = pyo.Constraint(used, rule=bounded)
    cost = enumerate(full.columns.cost.tolist())
    model.cost = pyo.Objective(expr=pyo.quicksum(eur * model.tonnes[c] for c, eur in cost))
    solver = pyo.SolverFactory("appsi_highs")
    solver.highs_options = {"threads": 1}
    solver.solve(model)
    return {"seconds": perf_counter() - start, "objective_eur": float(pyo.value(model.cost))}


def full_in_highs(lots: int, *, open_stores: bool) -> Outcome:
    """Hand the full program to HiGHS as arrays, and let it try for a while."""
    start = perf_counter()
    full = full_program(lots, open_stores=open_stores)
    matrix = full.columns.matrix
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)  # noqa: FBT003
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("time_limit", FULL_SECONDS)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(full.columns.cost), len(full.rows)
    lp.col_cost_ = full.columns.cost
    lp.col_lower_ = np.zeros(lp.num_col_)
    lp.col_upper_ = np.full(lp.num_col_, highspy.kHighsInf)
    lp.row_lower_, lp.row_upper_ = full.rows.lower, full.rows.upper
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = matrix.indptr, matrix.indices
    lp.a_matrix_.value_ = matrix.data
    highs.passModel(lp)
    highs.run()
    finished = highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return {
        "seconds": perf_counter() - start,
        "finished": finished,
        "objective_eur": highs.getInfo().objective_function_value if finished else None,
        "columns": lp.num_col_,
        "nonzeros": int(matrix.nnz),
    }


def demo(lots: int, *, open_stores: bool) -> Outcome:
    """Plan the shipped region, with and without the comparison with each alone."""
    region = sized_region(lots, open_stores=open_stores)
    start = perf_counter()
    make_plan(region, with_baselines=False)
    planned = perf_counter()
    make_plan(region)
    return {"seconds": planned - start, "with_baselines_seconds": perf_counter() - planned}


RUNS: dict[str, Callable[..., Outcome]] = {
    "ours": ours,
    "linopy": with_linopy,
    "pyomo": with_pyomo,
    "full": full_in_highs,
    "demo": demo,
}


def child(name: str, lots: int, *, open_stores: bool) -> None:
    """Do one run and print what it took."""
    outcome = RUNS[name](lots, open_stores=open_stores)
    outcome["peak_mb"] = peak_mb()
    print(json.dumps(outcome))


def run(name: str, lots: int, *, open_stores: bool = False) -> Outcome:
    """Do one run in a process of its own, on one thread."""
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "POLARS_MAX_THREADS"), "1")
    done = subprocess.run(
        [sys.executable, __file__, "--child", name, str(lots), "open" if open_stores else "few"],
        env=os.environ | threads,
        capture_output=True,
        check=True,
        text=True,
    )
    outcome: Outcome = json.loads(done.stdout.splitlines()[-1])
    print(f"  {name:8} {outcome['seconds']:8.2f} s {outcome['peak_mb']:8.0f} MB", flush=True)
    return outcome


def race(lots: int) -> Outcome:
    """Let ours and theirs take turns on the same region."""
    print(f"Race on {lots:,} lots")
    turns: dict[str, list[Outcome]] = {"ours": [], "linopy": [], "pyomo": []}
    for turn in range(OUR_RUNS):
        for name, outcomes in turns.items():
            if name == "ours" or turn < THEIR_RUNS:
                outcomes.append(run(name, lots))
    optimum = turns["ours"][0]["objective_eur"]
    for outcome in (one for outcomes in turns.values() for one in outcomes):
        if abs(outcome["objective_eur"] - optimum) > SAME * optimum:
            message = f"objectives differ: {outcome['objective_eur']} and {optimum}"
            raise ValueError(message)
    seconds = {name: median(o["seconds"] for o in outcomes) for name, outcomes in turns.items()}
    times = {name: seconds[name] / seconds["ours"] for name in ("linopy", "pyomo")}
    print(f"  linopy takes {times['linopy']:.1f} times as long, Pyomo {times['pyomo']:.1f}")
    return {"lots": lots, "objective_eur": optimum, "seconds": seconds, "times_ours": times}


def memory(lots: int, *, open_stores: bool) -> Outcome:
    """Weigh ours against the full program in HiGHS."""
    print(f"Memory on {lots:,} lots, stores take {'all' if open_stores else 'some'} materials")
    mine, full = (run(name, lots, open_stores=open_stores) for name in ("ours", "full"))
    share = mine["peak_mb"] / full["peak_mb"]
    region_mb = mine["region_mb"]
    beyond = (mine["peak_mb"] - region_mb) / (full["peak_mb"] - region_mb)
    ended = "finished" if full["finished"] else f"did not finish in {FULL_SECONDS:.0f} s"
    print(f"  ours takes {share:.2f} of the memory, {beyond:.2f} beyond region and libraries")
    print(f"  the full program {ended}")
    shares = {"memory_share": share, "share_beyond_region": beyond}
    return {"lots": lots, "open_stores": open_stores, "ours": mine, "full": full, **shares}


def main() -> None:
    """Run everything, print the table, and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--child", nargs=3, metavar=("RUN", "LOTS", "STORES"))
    asked = parser.parse_args()
    if asked.child:
        name, lots, stores = asked.child
        child(name, int(lots), open_stores=stores == "open")
        return
    setting = {
        "processors": os.cpu_count(),
        "threads": 1,
        "load_at_start": os.getloadavg()[0],
        "python": sys.version.split()[0],
        **{name: version(name) for name in ("highspy", "linopy", "pyomo", "numpy")},
        "runs": {"ours": OUR_RUNS, "theirs": THEIR_RUNS},
    }
    results = {"setting": setting, "race": race(1_000)}
    results["memory"] = [memory(10_000, open_stores=opened) for opened in (False, True)]
    print("The shipped size, 2,000 lots")
    results["shipped"] = run("demo", 2_000)
    setting["load_at_end"] = os.getloadavg()[0]
    RESULTS.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
