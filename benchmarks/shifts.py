# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Time what moving projects is worth in the shipped imaginary region, beside plans made anew.

Run ``python benchmarks/shifts.py [MOVES]`` (20 unless told). All moves of all projects are weighed
alone and together; then some of the moves that were planned are planned by turns from the plan of
the region and from nothing. One process, seconds of the processor.
"""

import json
import os
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

import numpy as np

from kotipesa.plan.problem.build import build_problem
from kotipesa.plan.solve.generation import solve, start_of
from kotipesa.region import Region, read
from kotipesa.scenarios import Sweep
from kotipesa.shifts import Asked, Shifts, shift
from kotipesa.shifts.alone import Stage
from kotipesa.shifts.moving import moved
from kotipesa.testing import write_demo
from kotipesa.testing.warm import warm
from measured import peak_mb

RESULTS = Path(__file__).parent / "results" / "shifts.json"
SAME = 1e-6


def weighed(region: Region) -> tuple[dict[str, Any], Shifts]:
    """Weigh all moves, without targets."""
    begun = process_time()
    result = shift(region, Asked(recovery=(), ceilings=()), Sweep(processes=1))
    moves = [move for one in result.alone for move in one["moves"]]
    told = {
        "seconds": process_time() - begun,
        "projects": len(result.those),
        "moves": len(moves),
        "moves_planned": sum(move["gain_eur"] is not None for move in moves),
    }
    if result.joint:
        told |= {"joint_gap": result.joint.gap, "joint_plans": result.joint.solves}
        told["joint_gain_eur"] = result.objective_eur - result.joint.flows.objective_eur
    return told, result


def by_turns(region: Region, result: Shifts, most: int) -> dict[str, Any]:
    """Plan moves from where the plan stands, and from nothing."""
    problem = build_problem(region)
    flows = solve(problem)
    stage = Stage(problem, result.those, start_of(flows), flows.objective_eur)
    planned = [
        (place, move["months"])
        for place, one in enumerate(result.alone)
        for move in one["moves"]
        if move["gain_eur"] is not None
    ]
    base, seconds = stage.footing, {"from_plan": [], "anew": []}
    for place, months in planned[:: max(1, len(planned) // most)]:
        other = moved(problem, result.those.project[[place]], np.array([months]))
        begun = process_time()
        warm_eur = base.moved_on(other).flows.objective_eur
        between = process_time()
        anew_eur = solve(other).objective_eur
        seconds["from_plan"].append(between - begun)
        seconds["anew"].append(process_time() - between)
        if abs(warm_eur - anew_eur) > SAME * anew_eur:
            message = f"costs differ: {warm_eur}, {anew_eur}"
            raise ValueError(message)
    times = sum(seconds["anew"]) / sum(seconds["from_plan"])
    return {name: median(taken) for name, taken in seconds.items()} | {"times": times}


def main() -> None:
    """Run both, print them, and write the results."""
    most, load = int([*sys.argv[1:], "20"][0]), os.getloadavg()[0]
    warm()
    with TemporaryDirectory() as folder:
        write_demo(Path(folder))
        region = read(Path(folder))
    told, result = weighed(region)
    print(f"{len(region.lots):,} lots: {told}", flush=True)
    turns = by_turns(region, result, most)
    print(f"  a move: {turns}")
    setting = {"lots": len(region.lots), "processors": os.cpu_count()}
    setting |= {"load": [load, os.getloadavg()[0]], "peak_mb": peak_mb()}
    record = {"setting": setting, "all": told, "a_move": turns}
    RESULTS.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
