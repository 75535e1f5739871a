# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Race scenarios begun at the plan of the region against those made anew, and two processes.

Run ``python benchmarks/scenarios.py [LOTS] [SCENARIOS]`` (10,000 and 6 unless told). All amounts
and all dates move; every scenario is planned to 1e-4. *Per core*: each scenario by turns begun at
the base plan and from nothing, in one process, by its processor time; the base plan itself is not
counted. *Processes*: four times as many by the clock in one process and in two workers, without the
first pieces, for these start the workers. At rest it takes three minutes.
"""

import json
import os
import sys
import time
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import Any

from kotipesa.plan.problem.build import build_problem
from kotipesa.plan.solve.generation import solve, start_of
from kotipesa.scenarios import Sweep, shipped_variation
from kotipesa.scenarios.drawing import Dice
from kotipesa.scenarios.edits import edited, repriced
from kotipesa.scenarios.playing import Stage, every_haul, play_one
from plan_region import sized_region

RESULTS = Path(__file__).parent / "results" / "scenarios.json"
GAP = 1e-4
VARY = ("dates", "amounts")


def staged(lots: int) -> tuple[Stage, float]:
    """Plan the region, and give what its scenarios share with the seconds that took."""
    region = sized_region(lots)
    dice = Dice(region, shipped_variation(), VARY, 1)
    haul = every_haul(region)
    problem = build_problem(region, (), haul)
    solve(problem, GAP)  # compiles or loads what is compiled
    begun = time.process_time()
    flows = solve(problem)
    seconds = time.process_time() - begun
    return Stage(region, dice, haul, (), GAP, float("inf"), start_of(flows)), seconds


def per_core(stage: Stage, count: int) -> dict[str, Any]:
    """Plan scenarios both ways by turns; both include the making of their problem."""
    seconds: dict[str, list[float]] = {"begun": [], "anew": []}
    for number in range(count):
        costs = {}
        for name, start in (("begun", stage.start), ("anew", None)):
            begun = time.process_time()
            draw = stage.dice.draw(number)
            haul = repriced(stage.haul, draw)
            problem = build_problem(edited(stage.region, draw), (), haul)
            costs[name] = solve(problem, GAP, start=start).objective_eur
            seconds[name].append(time.process_time() - begun)
        if abs(costs["begun"] - costs["anew"]) > 2 * GAP * costs["anew"]:
            message = f"costs differ: {costs}"
            raise ValueError(message)
        print(f"  {number}: {seconds['begun'][-1]:.2f} s begun, {seconds['anew'][-1]:.2f} s anew")
    medians = {name: median(taken) for name, taken in seconds.items()}
    return {
        "seconds": seconds,
        "median": medians,
        "times": sum(seconds["anew"]) / sum(seconds["begun"]),
    }


def by_the_clock(stage: Stage, processes: int, count: int) -> float:
    """Give scenarios an hour, after each worker has its first."""
    pieces = range(2 * processes + count)
    with closing(Sweep(processes=processes).map(play_one, stage, pieces)) as results:
        done = [time.monotonic() for _ in results]
    return 3600 * count / (done[-1] - done[2 * processes - 1])


def main() -> None:
    """Run both, print them, and write the results."""
    lots, count = (int(word) for word in [*sys.argv[1:], "10000", "6"][:2])
    load = os.getloadavg()[0]
    stage, seconds = staged(lots)
    print(f"{lots:,} lots; the base plan took {seconds:.2f} s")
    core = per_core(stage, count)
    print(f"  begun at the plan {core['times']:.2f} times as fast as anew, per core")
    hourly = {processes: by_the_clock(stage, processes, 4 * count) for processes in (1, 2)}
    gain = hourly[2] / hourly[1]
    print(f"  an hour: {hourly[1]:.0f} in one process, {hourly[2]:.0f} in two: {gain:.2f} times")
    setting = {"lots": lots, "scenarios": count, "gap": GAP, "vary": VARY, "base_s": seconds}
    setting |= {"processors": os.cpu_count(), "load": [load, os.getloadavg()[0]]}
    record = {"setting": setting, "per_core": core, "an_hour": hourly, "two_processes": gain}
    RESULTS.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
