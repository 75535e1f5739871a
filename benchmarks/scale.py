# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Let plans grow from ten thousand lots to a hundred thousand, and further when asked.

Run ``python benchmarks/scale.py [network|whole|nearly [LOTS]]``; each is kept apart in the results.
*network*: what is all network, exactly, 10,000 lots in one process against LOTS in two. *whole*: as
one linear program at last, until 1e-4 is proven, in one process and in two. *nearly*: prices of the
whole and moves of boxes, until 1e-3 is proven, in one. LOTS are 100,000 unless told; a million,
nearly, is one run to be left alone. Every run is a process of its own and tells its rounds.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
RESULTS = HERE / "results" / "scale.json"
GAPS = {"network": 0.0, "whole": 1e-4, "nearly": 1e-3}

Outcome = dict[str, Any]


def run(lots: int, part: str, processes: int) -> Outcome:
    """Do one run in a process of its own, its libraries on one thread."""
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    done = subprocess.run(
        [sys.executable, HERE / "scale_ours.py", str(lots), part, str(processes), str(GAPS[part])],
        env=os.environ | threads,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    outcome: Outcome = json.loads(done.stdout.splitlines()[-1])
    print(
        f"  {lots:9,} lots, {part}, {processes} processes: {outcome['seconds']:.1f} s, "
        f"{outcome['cpu_seconds']:.1f} s of processors, gap {outcome['gap']:.1e}, "
        f"{outcome['peak_mb']:.0f} MB",
        flush=True,
    )
    return outcome


def network(lots: int) -> Outcome:
    """Let what is all network grow."""
    small, large = run(10_000, "network", 1), run(lots, "network", 2)
    times = large["seconds"] / small["seconds"]
    print(f"  {times:.1f} times as long by the clock")
    return {"runs": [small, large], "times": times}


def main() -> None:
    """Run what is asked for, print it, and put it among the results."""
    asked = sys.argv[1:2] or list(GAPS)
    lots = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    results = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    for part in asked:
        load = os.getloadavg()[0]
        if part == "network":
            outcome = network(lots)
        else:
            processes = (1, 2) if part == "whole" else (1,)
            outcome = {"runs": [run(lots, part, count) for count in processes]}
        setting = {"processors": os.cpu_count(), "load_at_start": load}
        name = part if part != "nearly" else f"nearly_{lots}"
        results[name] = {"setting": setting | {"load_at_end": os.getloadavg()[0]}} | outcome
        RESULTS.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
