# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Work for sweeps to carry out, some of it deadly, and clusters that may carry it out."""

import os
import signal
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

CLUSTERS = {"dask://local": "distributed", "ray://local": "ray"}
"""Clusters of this machine, and the library that each of them needs."""


def need_cluster(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Skip where a cluster's library is not installed; its workers find what we import."""
    if find_spec(CLUSTERS[url]) is None:
        pytest.skip(f"{CLUSTERS[url]} is not installed: nothing was tried on {url}")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))


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
