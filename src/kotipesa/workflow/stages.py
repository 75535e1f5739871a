# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Answer a question of a region in three stages: read, work, write."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from kotipesa.region import Region, read
from kotipesa.workflow.watcher import Watcher

FoundT = TypeVar("FoundT")


def in_stages(
    path: Path,
    watcher: Watcher,
    name: str,
    work: Callable[[Region], FoundT],
    write: Callable[[FoundT], None],
) -> FoundT:
    """Read a region, work on it in a stage of this name, and write what was found."""
    watcher.stage("read")
    region = read(path)
    watcher.stage(name)
    found = work(region)
    watcher.stage("write")
    write(found)
    return found
