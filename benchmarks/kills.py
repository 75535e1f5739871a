# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Kill -9 the processes of the platform in the middle of their work and count the faults left.

    .venv/bin/python benchmarks/kills.py job --kills 100
    .venv/bin/python benchmarks/kills.py naive-import --kills 20     # shows that faults are found
    .venv/bin/python benchmarks/kills.py all --kills 500             # writes results/kills.txt
    .venv/bin/python benchmarks/kills.py all --minutes 60            # as many as there is time for

Set KOTIPESA_DATABASE to an empty PostgreSQL database to kill there; the default is a new SQLite.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

SPREAD = {
    "job": (0.30, 0.25),
    "import": (0.30, 0.10),
    "accept": (0.20, 0.25),
    "plan": (0.10, 0.20),
    "server": (0.10, 0.20),
}
"""Which shares of the kills, and of the time at most, go to what must bear them."""
NAIVE = ("naive-job", "naive-import")
NAIVE_KILLS = 5
RESULTS = Path(__file__).with_name("results") / "kills.txt"


def main() -> int:
    """Run one scenario in a home of its own, or all; 1 where faults were found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenario")
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--minutes", type=float, default=24 * 60.0, help="stop after so long")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--home", default="", help="of an empty platform (a new one)")
    told = parser.parse_args()
    if told.scenario == "all":
        return kill_all(told.kills, told.minutes)
    found = kill_one(told.scenario, told.kills, told.minutes, told.seed, told.home)
    print(json.dumps(found))
    return 1 if found["faults"] else 0


def kill_one(scenario: str, kills: int, minutes: float, seed: int, home: str) -> dict[str, Any]:
    """Kill one scenario in a home of its own."""
    with tempfile.TemporaryDirectory() as new:
        set_up(home or new)
        from killed.rounds import kill_often  # noqa: PLC0415 - Django must stand first
        from killed.scenarios import SCENARIOS  # noqa: PLC0415

        begun = time.monotonic()
        until = begun + 60 * minutes
        done, faults = kill_often(SCENARIOS[scenario](), kills, seed, until=until)
    seconds = round(time.monotonic() - begun, 1)
    return {"scenario": scenario, "kills": done, "faults": faults, "seconds": seconds}


def kill_all(kills: int, minutes: float) -> int:
    """Spread the kills over the scenarios, then show that careless work is found out."""
    asked = [
        (name, round(kills * of_kills), minutes * of_time)
        for name, (of_kills, of_time) in SPREAD.items()
    ]
    asked += [(name, NAIVE_KILLS, minutes) for name in NAIVE]
    found: list[dict[str, Any]] = []
    for name, number, most in asked:
        words = [sys.executable, __file__, name, f"--kills={number}", f"--minutes={most}"]
        told = subprocess.run(words, stdout=subprocess.PIPE, check=False).stdout
        found.append(json.loads(told))
        RESULTS.write_text(written(found), encoding="utf-8")
        print(json.dumps(found[-1]), flush=True)
    return int(any(one["faults"] for one in found if one["scenario"] in SPREAD))


def written(found: list[dict[str, Any]]) -> str:
    """Write what was found as a table; naive work stands below the line."""
    head = f"{'killed':<14}{'kills':>6}{'lost':>6}{'doubled':>9}{'otherwise':>11}{'seconds':>9}"
    careful = [one for one in found if one["scenario"] in SPREAD]
    lines = [line_of(one) for one in careful]
    names = ("kills", "faults", "seconds")
    summed = {name: sum((one[name] for one in careful), type(careful[0][name])()) for name in names}
    lines.append(line_of({"scenario": "together", **summed}))
    naive = [line_of(one) for one in found if one["scenario"] in NAIVE]
    told = [f"  {fault}" for one in careful for fault in one["faults"]]
    rule = "-" * len(head)
    return "\n".join([head, rule, *lines, rule, *naive, *told]) + "\n"


def line_of(one: dict[str, Any]) -> str:
    """Count the batches with rows lost, doubled, or otherwise not as they must be."""
    words = [fault.rpartition(" ")[2] for fault in one["faults"]]
    lost, doubled = words.count("lost"), words.count("doubled")
    other = len(words) - lost - doubled
    numbers = f"{one['kills']:>6}{lost:>6}{doubled:>9}{other:>11}{one['seconds']:>9.0f}"
    return f"{one['scenario']:<14}{numbers}"


def set_up(home: str) -> None:
    """Prepare an empty platform in a folder; its processes inherit where it is."""
    here = str(Path(__file__).resolve().parent)
    os.environ["KOTIPESA_HOME"] = home
    os.environ["DJANGO_SETTINGS_MODULE"] = "killed.settings"
    os.environ["PYTHONPATH"] = os.pathsep.join([here, *sys.path])
    import django  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)  # its own tables have no migrations


if __name__ == "__main__":
    sys.exit(main())
