# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Let files of a region folder appear together, whatever happens in between.

New files are written into a folder ``.arriving-…`` inside the region's. Renaming it ``.arrived-…``
is the one step that counts: before it nothing has happened, after it everything has, and whoever
comes next, reader or writer, moves what is left into its place.
"""

import errno
import os
import secrets
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

ARRIVING = ".arriving-"
ARRIVED = ".arrived-"


def publish_folder(folder: Path, texts: Mapping[str, str]) -> None:
    """Write files to a folder beside, and give it its name when all are there."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = folder.with_name(f".{folder.name}-{secrets.token_hex(4)}")
    draft.mkdir()
    try:
        _write(draft, texts)
        if folder.is_dir():
            folder.rmdir()
        draft.rename(folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def publish_files(folder: Path, texts: Mapping[str, str]) -> None:
    """Write files of a folder, by their paths in it, in the place of those of the same names.

    Raises OSError when one would go through a link out of the folder.
    """
    for name in texts:
        if not _is_inside(folder / name, folder):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(folder / name))
    finish_publishing(folder)
    token = secrets.token_hex(4)
    draft = folder / f"{ARRIVING}{token}"
    draft.mkdir()
    try:
        _write(draft, texts)
        draft.rename(folder / f"{ARRIVED}{token}")
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    finish_publishing(folder)


def finish_publishing(folder: Path) -> None:
    """Move files that have arrived into their places; two may do this at the same time.

    A folder from strangers may hold links: nothing is moved through one.
    """
    for arrived in sorted(folder.glob(f"{ARRIVED}*")):
        if arrived.is_symlink():
            continue
        for file in sorted(path for path in arrived.rglob("*") if path.is_file()):
            place = folder / file.relative_to(arrived)
            if not _is_inside(place, folder):
                continue
            place.parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileNotFoundError):
                file.replace(place)
        shutil.rmtree(arrived, ignore_errors=True)


def drop_drafts(folder: Path) -> None:
    """Remove what a writer left that ended before its files had arrived."""
    for draft in folder.glob(f"{ARRIVING}*"):
        shutil.rmtree(draft, ignore_errors=True)


def _is_inside(place: Path, folder: Path) -> bool:
    return place.parent.resolve().is_relative_to(folder.resolve())


def _write(draft: Path, texts: Mapping[str, str]) -> None:
    """Write files through to the disk, so that what has arrived is whole after a power cut too."""
    for name, text in texts.items():
        path = draft / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
