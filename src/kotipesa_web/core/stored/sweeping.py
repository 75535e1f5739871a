# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Sweep away bytes that no row names: of uploads that were broken off or taken back."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from time import time
from uuid import uuid4

from django.conf import settings

from kotipesa_web.core.stored.disk import arrivals
from kotipesa_web.core.stored.models import StoredFile

KEPT = timedelta(days=1)
"""Younger bytes are left alone: an upload under way may be about to name them."""
_SUM = "[0-9a-f]" * 64


def sweep(older_than: timedelta = KEPT) -> int:
    """Delete the bytes that nobody has named for so long; gives how many files went."""
    last_s = time() - older_than.total_seconds()
    named = set(StoredFile.objects.values_list("sha256", flat=True))
    swept = sum(_is_swept(path, last_s) for path in _unnamed(named))
    for path in arrivals().glob("*"):  # what a killed process was writing
        if _is_old(path, last_s):
            path.unlink(missing_ok=True)
            swept += 1
    return swept


def _unnamed(named: set[str]) -> Iterator[Path]:
    for path in Path(settings.MEDIA_ROOT).glob(f"[0-9a-f][0-9a-f]/{_SUM}"):
        if path.name not in named:
            yield path


def _is_swept(path: Path, last_s: float) -> bool:
    """Take a file away, and put it back where somebody wanted it at that very moment."""
    if not _is_old(path, last_s):
        return False
    aside = arrivals() / uuid4().hex
    aside.parent.mkdir(exist_ok=True)
    with suppress(FileNotFoundError):  # another sweep took it
        path.rename(aside)
        if _is_old(aside, last_s):
            aside.unlink()
            return True
        aside.rename(path)
    return False


def _is_old(path: Path, last_s: float) -> bool:
    with suppress(FileNotFoundError):
        return path.stat().st_mtime < last_s
    return False
