# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Drill real workers: killed, killed twice, cancelled, stopped, and busy solving."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

DRILLS = Path(__file__).with_name("core_worker_drills.py")


@pytest.mark.parametrize(
    ("drill", "ending"),
    [
        ("killed_while_working", ("done", 2, {"rows": 10_000}, False)),
        ("killed_twice", ("failed", 2, {}, False)),
        ("cancelled_while_working", ("cancelled", 1, {}, True)),
        ("stopped_while_working", ("queued", 0, {}, False)),
        ("solving_for_three_leases", ("done", 1, {}, False)),
    ],
)
def test_workers_bear(drill, ending, home):
    surroundings = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO", "KOTI"))}
    words = [sys.executable, str(DRILLS), drill, str(home)]
    told = subprocess.run(words, capture_output=True, text=True, check=False, env=surroundings)
    assert told.returncode == 0, told.stderr
    assert tuple(json.loads(told.stdout).values()) == ending
