# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Kill a scenario again and again, each time at another moment."""

import math
import os
import random
import signal
import time
from collections.abc import Callable

from killed.scenarios import Scenario

LONGEST_WAIT_S = 300.0


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait until a condition holds; raises TimeoutError after five minutes."""
    last = time.monotonic() + LONGEST_WAIT_S
    while not condition():
        if time.monotonic() > last:
            raise TimeoutError
        time.sleep(0.002)


def kill_often(
    scenario: Scenario, kills: int, seed: int, until: float = math.inf
) -> tuple[int, list[str]]:
    """Kill until enough were killed in their middle, or a moment of the monotonic clock.

    Gives how many were killed, and every fault found.
    """
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    faults: list[str] = []
    done = batch = 0
    try:
        while done < kills and time.monotonic() < until:
            batch += 1
            done += one_round(scenario, batch, chance.random())
            faults += scenario.faults()
    except TimeoutError:
        faults.append(f"batch {batch}: never came to its end")
    finally:
        scenario.close()
    return done, faults


def one_round(scenario: Scenario, batch: int, share: float) -> bool:
    """Do one batch to its end, killed on the way; tells whether the kill came in time."""
    scenario.begin(batch)
    wait_until(lambda: scenario.is_in_the_middle(share) or scenario.is_over())
    victim = scenario.victim()
    if victim is not None:
        os.kill(victim, signal.SIGKILL)
        scenario.mend()
    wait_until(scenario.is_over)
    return victim is not None
