# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Work for sweeps to carry out, some of it deadly; workers find it by its module."""

import os
import signal
from pathlib import Path
from typing import Any


def squared(shared: dict[str, Any], piece: int) -> dict[str, Any]:
    """Square a number, and count in a folder how often each was."""
    counted = Path(shared["folder"], f"{piece}.txt")
    counted.write_text(counted.read_text() + "x" if counted.exists() else "x")
    return {"square": shared["times"] * piece**2}


def deadly(shared: dict[str, Any], piece: int) -> dict[str, Any]:
    """Square a number; the first worker that meets the deadly one is killed."""
    if piece == shared["deadly"] and not Path(shared["folder"], "killed").exists():
        Path(shared["folder"], "killed").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return squared(shared, piece)


def always_deadly(shared: dict[str, Any], piece: int) -> dict[str, Any]:
    """Square a number; whoever meets the deadly one is killed."""
    if piece == shared["deadly"]:
        os.kill(os.getpid(), signal.SIGKILL)
    return squared(shared, piece)
