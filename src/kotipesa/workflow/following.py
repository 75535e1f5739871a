# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Follow a plan: read what was hauled, and set it against what was planned."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from kotipesa.errors import sound
from kotipesa.monitor import Followed, follow
from kotipesa.region import read
from kotipesa.sources.loads import own_profile, read_loads


def follow_plan(
    path: Path,
    directory: Path,
    files: Sequence[Path],
    *,
    profile: Path | None = None,
    as_of: int | None = None,
    today: date | None = None,
) -> Followed:
    """Read a region, the plan in a directory and files of loads, and compare them.

    as_of: the last month that counts; today: without as_of, loads after this day are refused.
    Raises InputError with every problem of the loads, the plan or the region.
    """
    profiles = [own_profile(profile)] if profile else []
    last_day = today if as_of is None else None
    loads, found = read_loads(files, today=last_day, profiles=profiles)
    loads = sound(loads, found)
    followed = follow(read(path), directory, loads, as_of=as_of)
    return replace(followed, notes=(*found, *followed.notes))
