# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Race the choice of sites against HiGHS's MIP solver on the strong model of the same columns.

Run ``python benchmarks/siting.py [1000 10000]`` (lots; 40 candidate stores). Ours builds its own
columns and proves its gap against every arc and every choice. HiGHS is handed, prebuilt and not
charged for it, the columns ours ended with, and a strong link for every pair of lot and site among
them; it proves the same gap of 0.1 %, but against these columns alone, and is given a time limit.
One thread each; told is processor time, for other work on the machine makes a clock say little.
"""

import json
import os
import sys
from importlib.metadata import version
from pathlib import Path
from time import process_time
from typing import Any

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import highspy  # noqa: E402 - threads are counted when NumPy is loaded
import numpy as np  # noqa: E402
from scipy.sparse import coo_array, csc_array, hstack, vstack  # noqa: E402

from kotipesa.plan.model.program import program  # noqa: E402
from kotipesa.siting.candidates import with_candidates  # noqa: E402
from kotipesa.siting.master import Master, capacity_rows  # noqa: E402
from kotipesa.siting.search import Search  # noqa: E402
from kotipesa.testing.warm import warm  # noqa: E402
from siting_region import siting_region  # noqa: E402

RESULTS = Path(__file__).parent / "results" / "siting.json"
LOTS, SITES, GAP = (1_000, 10_000), 40, 1e-3
LIMIT_TIMES, LIMIT_S = 4.0, 60.0  # of our time, and at least so many seconds


def ours(lots: int) -> tuple[dict[str, Any], Search]:
    """Choose, and tell how long that took."""
    problem, candidates = with_candidates(siting_region(lots, SITES))
    began = process_time()
    search = Search(problem, candidates, gap=GAP, seconds=np.inf, progress=None)
    begun_s = process_time() - began
    chosen = search.run()
    told = {
        "seconds": process_time() - began,
        "of_them_first_plans_s": begun_s,
        "objective_eur": chosen.objective_eur,
        "lower_bound_eur": chosen.lower_bound_eur,
        "gap": 1 - chosen.lower_bound_eur / chosen.objective_eur,
        "opened": int(chosen.opened.sum()),
        "programs": chosen.programs,
        "arcs": len(search.master.arcs),
        "links": int((search.master.link_row >= 0).sum()),
    }
    return told, search


def strong_model(master: Master) -> highspy.HighsLp:
    """Write the strong model over the arcs that a search ended with."""
    problem, candidates = master.problem, master.candidates
    written = program(problem, master.arcs)
    rows, columns = written.rows, written.columns
    cap_row, site, cap_t = capacity_rows(rows, problem, candidates)
    sites = csc_array(coo_array((-cap_t, (cap_row, site)), shape=(len(rows), len(candidates))))
    pair = master.pairs_of(master.arcs)
    arc = np.flatnonzero(pair >= 0)
    link, number = np.unique(pair[arc], return_inverse=True)
    site, lot = np.divmod(link, problem.lot_count)
    each = np.arange(len(link))
    links = coo_array(
        (
            np.concatenate([np.ones(len(arc)), -problem.lot_tonnes[lot]]),
            (np.concatenate([number, each]), np.concatenate([arc, len(columns.cost) + site])),
        ),
        shape=(len(link), len(columns.cost) + len(candidates)),
    )
    matrix = csc_array(vstack([hstack([columns.matrix, sites]), links]))
    upper = rows.upper.copy()
    upper[cap_row] = 0.0
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = matrix.shape[1], matrix.shape[0]
    lp.col_cost_ = np.concatenate([columns.cost, candidates.fixed_eur])
    lp.col_lower_ = np.zeros(lp.num_col_)
    is_site = np.arange(lp.num_col_) >= len(columns.cost)
    lp.col_upper_ = np.where(is_site, 1.0, highspy.kHighsInf)
    lp.row_lower_ = np.concatenate([rows.lower, np.full(len(link), -highspy.kHighsInf)])
    lp.row_upper_ = np.concatenate([upper, np.zeros(len(link))])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = matrix.indptr, matrix.indices
    lp.a_matrix_.value_ = matrix.data
    whole, part = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
    lp.integrality_ = [whole if site else part for site in is_site.tolist()]
    return lp


def theirs(master: Master, limit_s: float) -> dict[str, Any]:
    """Let HiGHS solve the strong model for a while."""
    lp = strong_model(master)
    highs = highspy.Highs()
    options = {"output_flag": False, "threads": 1, "mip_rel_gap": GAP, "time_limit": limit_s}
    for option, value in options.items():
        highs.setOptionValue(option, value)
    highs.passModel(lp)
    began = process_time()
    highs.run()
    info = highs.getInfo()
    return {
        "seconds": process_time() - began,
        "finished": highs.getModelStatus() == highspy.HighsModelStatus.kOptimal,
        "objective_eur": info.objective_function_value,
        "bound_on_these_columns_eur": info.mip_dual_bound,
        "columns": lp.num_col_,
        "rows": lp.num_row_,
        "clock_limit_s": limit_s,
    }


def race(lots: int) -> dict[str, Any]:
    """Run both and print them."""
    mine, search = ours(lots)
    print(f"{lots:,} lots, {SITES} sites: ours {mine}", flush=True)
    busy = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
    other = theirs(search.master, max(LIMIT_S, LIMIT_TIMES * mine["seconds"]) * busy)
    ratio = other["seconds"] / mine["seconds"]
    print(f"  HiGHS {other}\n  times ours: {ratio:.1f}", flush=True)
    return {"lots": lots, "sites": SITES, "ours": mine, "highs": other, "times_ours": ratio}


def main() -> None:
    """Race on every size asked for, and write the results."""
    warm()
    sizes = [int(text) for text in sys.argv[1:]] or LOTS
    setting = {"processors": os.cpu_count(), "load_at_start": os.getloadavg()[0], "threads": 1}
    setting |= {"python": sys.version.split()[0], "gap": GAP, "highspy": version("highspy")}
    races = [race(lots) for lots in sizes]
    setting["load_at_end"] = os.getloadavg()[0]
    text = json.dumps({"setting": setting, "races": races}, indent=2)
    RESULTS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
