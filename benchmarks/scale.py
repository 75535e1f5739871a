# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Let plans grow from ten thousand lots to a hundred thousand, and further when asked.

Run ``python benchmarks/scale.py [LOTS]`` (half an hour on a quiet machine with two processors).
*Growth*: what is all network, exactly, 10,000 lots in one process against LOTS in two. *General*:
the whole program, LOTS, until 1e-4 is proven; every round tells its seconds and its gap. Every run
is a process of its own; LOTS are 100,000 unless told, and a million is one run to be left alone.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
RESULTS = HERE / "results" / "scale.json"
GAP = 1e-4

Outcome = dict[str, Any]


def run(lots: int, part: str, processes: int) -> Outcome:
    """Do one run in a process of its own, its libraries on one thread."""
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    done = subprocess.run(
        [sys.executable, HERE / "scale_ours.py", str(lots), part, str(processes), str(GAP)],
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


def main() -> None:
    """Run everything, print it, and write the results."""
    lots = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    results: Outcome = {
        "setting": {"processors": os.cpu_count(), "load_at_start": os.getloadavg()[0]}
    }
    small, large = run(10_000, "network", 1), run(lots, "network", 2)
    times = large["seconds"] / small["seconds"]
    print(f"  {times:.1f} times as long by the clock")
    results["network"] = {"runs": [small, large], "times": times}
    results["general"] = [run(lots, "general", processes) for processes in (1, 2)]
    results["setting"]["load_at_end"] = os.getloadavg()[0]
    RESULTS.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
