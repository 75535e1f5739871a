# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Let one writer at a time change a region folder."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kotipesa.errors import InputError, Where, problem
from kotipesa.region.folder.publish import drop_drafts, finish_publishing

HOLD_FILE = ".hold"


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a region folder, which is made when there is none, until the work on it is done.

    What an earlier writer did not finish is finished or dropped first; a folder that stays empty
    is removed again. The system lets go of the folder when its holder dies. Raises InputError
    with ``region_held`` when another process holds it.
    """
    made = [place for place in (folder, *folder.parents) if not place.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    try:
        handle = _hold(folder / HOLD_FILE)
        try:
            finish_publishing(folder)
            drop_drafts(folder)
            yield
        finally:
            (folder / HOLD_FILE).unlink(missing_ok=True)
            os.close(handle)
    finally:
        for place in made:
            with suppress(OSError):
                place.rmdir()


def _hold(path: Path) -> int:
    """Lock a file, and be sure that it is still the one of this name."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(handle), path.stat()):
                    os.truncate(handle, 0)
                    os.write(handle, f"{os.getpid()}\n".encode())
                    return handle
        except BlockingIOError:
            holder = os.pread(handle, 20, 0).decode().strip()
            os.close(handle)
            where = Where(path.parent.name)
            raise InputError([problem("region_held", where, process=holder or "?")]) from None
        os.close(handle)
