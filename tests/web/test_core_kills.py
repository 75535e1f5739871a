# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Kill processes in the middle of their work: no row is lost, doubled or half-written."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = Path(__file__).resolve().parents[2] / "benchmarks" / "kills.py"


def killed(scenario: str, kills: int, home: Path) -> tuple[int, list[str]]:
    words = [sys.executable, KILLS, scenario, f"--kills={kills}", f"--home={home}"]
    surroundings = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO", "KOTI"))}
    told = subprocess.run(words, capture_output=True, text=True, check=False, env=surroundings)
    assert told.stdout, told.stderr
    found = json.loads(told.stdout)
    return found["kills"], found["faults"]


@pytest.mark.parametrize(
    ("scenario", "kills"), [("job", 6), ("import", 1), ("accept", 2), ("server", 1)]
)
def test_ten_kills_leave_every_row_once(scenario, kills, home):
    assert killed(scenario, kills, home) == (kills, [])


@pytest.mark.parametrize("scenario", ["naive-job", "naive-import"])
def test_the_killings_find_the_rows_that_naive_work_doubles(scenario, home):
    kills, (fault,) = killed(scenario, 1, home)
    assert kills == 1
    assert fault.startswith("batch 1: ")
    assert fault.endswith(" rows doubled")
