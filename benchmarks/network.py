# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Race plans on networks against networkx, OR-Tools and POT, and whole plans against LP solvers.

Run ``python benchmarks/network.py`` (needs requirements/bench.lock; an hour, for the peers), or
``python benchmarks/network.py network-1000 general-10000 --limit 240`` for some parts only.
Every run is a process of its own, on one thread; runs of ours and theirs take turns. Theirs are
handed every arc as arrays and are not charged for them; ours read the region as users do, and find
the arcs themselves. Seconds are the processor's. Peers in whole numbers differ by their rounding;
peers that need minutes run once, and are stopped after the limit (600 s unless said, by the clock).
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).parent
RESULTS = HERE / "results" / "network.json"
_SAME, _SAME_ROUNDED = 1e-9, 1e-5
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
RACES: tuple[tuple[int, str, dict[str, int]], ...] = (
    (1_000, "network", {"networkx": 1, "ortools": 3}),
    (10_000, "network", {"ortools": 1}),
    (10_000, "bipartite", {"emd": 1}),
    (1_000, "general", {"highs simplex": 2, "highs ipm": 2, "glop": 2}),
    (10_000, "general", {"highs simplex": 1, "highs ipm": 1, "glop": 1}),
)
OURS = 5

Outcome = dict[str, Any]


def run(name: str, *words: object) -> Outcome:
    """Do one run in a process of its own, on one thread."""
    script, *more = name.split()
    asked = [sys.executable, HERE / f"network_{script}.py", *map(str, words), *more]
    done = subprocess.run(
        asked,
        env=os.environ | dict.fromkeys(_THREADS, "1"),
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    outcome: Outcome = json.loads(done.stdout.splitlines()[-1])
    ended = "" if outcome["objective_eur"] else ", not finished"
    print(f"  {name:14}{outcome['seconds']:9.2f} s{outcome['peak_mb']:8.0f} MB{ended}", flush=True)
    return outcome


def race(lots: int, part: str, peers: dict[str, int], directory: Path, limit_s: float) -> Outcome:
    """Let ours and theirs take turns on the same part."""
    print(f"{part}, {lots:,} lots")
    handed = directory / f"{part}_{lots}"
    script = HERE / "network_region.py"
    subprocess.run([sys.executable, script, str(lots), part, handed], check=True)
    turns: dict[str, list[Outcome]] = {"ours": [], **{name: [] for name in peers}}
    for turn in range(OURS):
        turns["ours"].append(run("ours", handed / "region", part))
        for name, times in peers.items():
            if turn < times:
                turns[name].append(run(name, handed / "arcs.npz", limit_s))
    compared = {name: _compared(outcomes, turns["ours"]) for name, outcomes in turns.items()}
    allowed = _SAME if part == "general" else _SAME_ROUNDED
    for name, told in compared.items():
        if told["apart"] is not None and told["apart"] > allowed:
            message = f"{name} finds another optimum: {told}"
            raise ValueError(message)
    setting = {"limit_s": limit_s, "load": os.getloadavg()[0]}
    return {"lots": lots, "part": part, **setting, "runs": turns, "compared": compared}


def _compared(outcomes: list[Outcome], ours: list[Outcome]) -> Outcome:
    """Tell the median time and the memory of runs beside ours."""
    optimum = ours[0]["objective_eur"]
    seconds, mine = (median(o["seconds"] for o in some) for some in (outcomes, ours))
    peak, my_peak = (max(o["peak_mb"] - o["before_mb"] for o in some) for some in (outcomes, ours))
    found = outcomes[0]["objective_eur"]
    return {
        "seconds": seconds,
        "times_ours": seconds / mine,
        "finished": found is not None,
        "peak_mb": max(o["peak_mb"] for o in outcomes),
        "share_of_memory": max(o["peak_mb"] for o in ours) / max(o["peak_mb"] for o in outcomes),
        "beyond_what_was_read_mb": {"theirs": peak, "ours": my_peak},
        "apart": None if found is None else abs(found - optimum) / optimum,
    }


def main() -> None:
    """Run every part, or those that are named, and write the results of those anew."""
    parser = argparse.ArgumentParser()
    parser.add_argument("parts", nargs="*")
    parser.add_argument("--limit", type=float, default=600.0)
    asked = parser.parse_args()
    known = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    races: dict[str, Outcome] = known.get("races", {})
    with tempfile.TemporaryDirectory() as directory:
        for lots, part, peers in RACES:
            name = f"{part}-{lots}"
            if not asked.parts or name in asked.parts:
                races[name] = race(lots, part, peers, Path(directory), asked.limit)
                RESULTS.write_text(json.dumps(_setting() | {"races": races}, indent=2) + "\n")
    for name, one in races.items():
        for peer, told in one["compared"].items():
            print(f"{name:18}{peer:14}{told['times_ours']:9.1f} times ours")


def _setting() -> Outcome:
    return {
        "processors": os.cpu_count(),
        "threads": 1,
        "python": sys.version.split()[0],
        **{name: version(name) for name in ("highspy", "ortools", "networkx", "pot", "numba")},
    }


if __name__ == "__main__":
    main()
