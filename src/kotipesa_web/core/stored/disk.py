# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Keep bytes on disk under the name of their sum: whole or not at all."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from kotipesa.errors import InputError, Where, problem
from kotipesa_web.core.full_disk import is_full

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Arrived:
    """Bytes that were written whole, under a name nobody knows yet."""

    path: Path
    sha256: str
    size_bytes: int


def place_of(sha256: str) -> Path:
    """Tell where the bytes of a sum lie."""
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256


def arrivals() -> Path:
    """Tell where bytes lie while they are being written."""
    return Path(settings.MEDIA_ROOT) / "arriving"


@contextmanager
def arriving(chunks: Iterable[bytes], name: str, limit_bytes: int) -> Iterator[Arrived]:
    """Write what comes to a file of its own, which is gone when the block ends.

    Raises InputError where there is nothing, too much, or no room on the disk.
    """
    coming = arrivals()
    path = coming / uuid4().hex
    with refused_when_full(name):
        coming.mkdir(parents=True, exist_ok=True)
        try:
            yield _written(path, chunks, Where(file=name), limit_bytes)
        finally:
            path.unlink(missing_ok=True)


def _written(path: Path, chunks: Iterable[bytes], where: Where, limit_bytes: int) -> Arrived:
    digest, size_bytes = hashlib.sha256(), 0
    with path.open("xb") as file:
        for chunk in chunks:
            size_bytes += len(chunk)
            if size_bytes > limit_bytes:
                megabytes = {"size": size_bytes // _MEGABYTE, "limit": limit_bytes // _MEGABYTE}
                raise InputError([problem("file_too_large", where, **megabytes)])
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    if not size_bytes:
        raise InputError([problem("file_not_accepted", where, file=where.file)])
    return Arrived(path, digest.hexdigest(), size_bytes)


def keep(arrived: Arrived) -> None:
    """Give what arrived its lasting name; the same bytes are kept once, and are as if new."""
    place = place_of(arrived.sha256)
    with suppress(FileNotFoundError):  # a sweep may take away what nobody has named yet
        if place.stat().st_size == arrived.size_bytes:
            os.utime(place)
            return
    place.parent.mkdir(parents=True, exist_ok=True)
    arrived.path.replace(place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def refused_when_full(name: str) -> Iterator[None]:
    """Turn a full disk into a problem; other trouble of the disk stays what it is."""
    try:
        yield
    except OSError as error:
        if not is_full(error):
            raise
        raise InputError([problem("disk_full", Where(file=name), file=name)]) from error
