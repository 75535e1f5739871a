# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Try in a home of its own what only real worker processes show; prints the job as it ended."""

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

from kills import set_up

BATCH = 1


def main(drill: str, home: str) -> None:
    """Run one drill."""
    set_up(home)
    from kotipesa_web.core.jobs.models import Job  # noqa: PLC0415 - Django must stand first

    DRILLS[drill]()
    job = Job.objects.get()
    told = ("state", "attempts", "result", "cancel_asked")
    sys.stdout.write(json.dumps({name: getattr(job, name) for name in told}))


def killed_while_working() -> None:
    """Kill a worker in the middle; a second one, waiting beside it, ends the job."""
    from killed.rounds import one_round  # noqa: PLC0415
    from killed.scenarios import KilledJob  # noqa: PLC0415

    scenario = KilledJob("killed.careful")
    assert one_round(scenario, BATCH, 0.6)
    assert scenario.faults() == []
    scenario.close()


def killed_twice() -> None:
    """Kill both workers that take the job."""
    from killed.rounds import wait_until  # noqa: PLC0415
    from killed.scenarios import KilledJob  # noqa: PLC0415

    scenario = KilledJob("killed.patient")
    scenario.begin(BATCH)
    for attempt in (1, 2):
        wait_until(lambda attempt=attempt: scenario.victim() and scenario.job.attempts == attempt)
        os.kill(scenario.victim(), signal.SIGKILL)
    scenario.mend()
    wait_until(scenario.is_over)
    scenario.close()


def cancelled_while_working() -> None:
    """Cancel a job another process is doing."""
    from killed.rounds import wait_until  # noqa: PLC0415
    from killed.scenarios import KilledJob  # noqa: PLC0415
    from kotipesa_web.core.jobs.models import Job  # noqa: PLC0415

    scenario = KilledJob("killed.patient")
    scenario.begin(BATCH)
    wait_until(lambda: scenario.is_in_the_middle(0.0))
    Job.objects.update(cancel_asked=True)
    wait_until(scenario.is_over)
    scenario.close()


def stopped_while_working() -> None:
    """Ask the workers to stop, as an upgrade does, while one works."""
    from killed.rounds import wait_until  # noqa: PLC0415
    from killed.scenarios import KilledJob  # noqa: PLC0415

    scenario = KilledJob("killed.patient")
    scenario.begin(BATCH)
    wait_until(lambda: scenario.is_in_the_middle(0.0))
    doer = scenario.victim()
    scenario.close()
    assert {worker.pid: worker.returncode for worker in scenario.workers}[doer] == 0


def solving_for_three_leases() -> None:
    """Let HiGHS compute for longer than a lease while another worker waits for a chance."""
    from killed.rounds import wait_until  # noqa: PLC0415
    from killed.scenarios import KilledJob  # noqa: PLC0415

    scenario = KilledJob("killed.solve")
    scenario.begin(BATCH)
    wait_until(scenario.is_over)
    assert scenario.job.result.pop("seconds") > 2
    scenario.job.save()
    scenario.close()


DRILLS: dict[str, Callable[[], None]] = {
    drill.__name__: drill
    for drill in (
        killed_while_working,
        killed_twice,
        cancelled_while_working,
        stopped_while_working,
        solving_for_three_leases,
    )
}

if __name__ == "__main__":
    main(*sys.argv[1:])
