# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Ask the referee in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the referee says of a region folder; prices by lot id."""

    status: str
    objective_eur: float
    prices: dict[str, float]


def judge(folders: Sequence[Path], opened: Sequence[str] = ()) -> list[Verdict]:
    """Solve region folders in one child process; raises CalledProcessError when it fails."""
    options = [f"--open={name}" for name in opened]
    command = [sys.executable, "-m", "kotipesa.testing.referee", *options, *map(str, folders)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - ours
    return [Verdict(**json.loads(line)) for line in done.stdout.splitlines()]
