# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Kill -9 the processes of the platform in the middle of their work and count the faults left.

    .venv/bin/python benchmarks/kills.py job --kills 500
    .venv/bin/python benchmarks/kills.py naive-import --kills 20     # shows that faults are found

Set KOTIPESA_DATABASE to an empty PostgreSQL database to kill there; the default is a new SQLite.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path


def main() -> int:
    """Run one scenario in a home of its own; print a line of JSON; 1 where faults were found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenario")
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        set_up(home)
        from killed.rounds import kill_often  # noqa: PLC0415 - Django must stand first
        from killed.scenarios import SCENARIOS  # noqa: PLC0415

        begun = time.monotonic()
        kills, faults = kill_often(SCENARIOS[told.scenario](), told.kills, told.seed)
    seconds = round(time.monotonic() - begun, 1)
    found = {"scenario": told.scenario, "kills": kills, "faults": faults, "seconds": seconds}
    print(json.dumps(found))
    return 1 if faults else 0


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
