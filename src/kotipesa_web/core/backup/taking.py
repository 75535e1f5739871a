# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Take a backup of a running platform: all rows of one moment, and the files they know."""

import gzip
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from kotipesa.errors import InputError, Where, problem
from kotipesa.version import __version__
from kotipesa_web.core.backup.packing import FORMAT, MANIFEST, MANIFEST_SUM, Packer
from kotipesa_web.core.backup.rows import tables, written
from kotipesa_web.core.stored.disk import place_of, refused_when_full
from kotipesa_web.core.stored.models import StoredFile


@dataclass(frozen=True)
class Counted:
    """How much a backup holds."""

    tables: int
    rows: int
    files: int


def back_up(path: Path) -> Counted:
    """Write a backup to a new file: whole, or not at all.

    Raises InputError where the file stands already, a stored file has lost its bytes, or the disk
    is full.
    """
    if path.exists():
        raise InputError([problem("backup_exists", Where(file=str(path)), file=path.name)])
    part = path.with_name(f"{path.name}.part")
    with refused_when_full(path.name):
        try:
            counted = _pack(part)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    return counted


def _pack(part: Path) -> Counted:
    for_the_owner_alone = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode=0o600)
    with os.fdopen(for_the_owner_alone, "wb") as file:
        with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
            packer = Packer(tar)
            with snapshot():
                rows = {label: _add_rows(packer, label, part.parent) for label in tables()}
                sums = StoredFile.objects.values_list("sha256", flat=True)
                files = sorted(set(sums))
            for sha256 in files:
                _add_file(packer, sha256)
            _add_manifest(packer, rows)
        file.flush()
        os.fsync(file.fileno())
    return Counted(len(rows), sum(rows.values()), len(files))


@contextmanager
def snapshot() -> Iterator[None]:
    """See one moment of the database, and let others write meanwhile."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # Django would take the lock of writers; a deferred one only reads.
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield


def _add_rows(packer: Packer, label: str, folder: Path) -> int:
    count = 0
    with tempfile.TemporaryFile(dir=folder) as content:
        with gzip.GzipFile("", "wb", fileobj=content, mtime=0) as packed:
            for line in written(tables()[label]):
                packed.write(line)
                count += 1
        packer.add(f"rows/{label}.jsonl.gz", content)
    return count


def _add_file(packer: Packer, sha256: str) -> None:
    name = f"attachments/{sha256}"
    try:
        with place_of(sha256).open("rb") as content:
            packer.add(name, content)
    except FileNotFoundError:
        raise InputError([problem("backup_rotten", file=name)]) from None
    if packer.sums[name] != sha256:
        raise InputError([problem("backup_rotten", file=name)])


def _add_manifest(packer: Packer, rows: dict[str, int]) -> None:
    manifest = {
        "format": FORMAT,
        "version": __version__,
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "migrations": migrations(),
        "rows": rows,
        "sums": packer.sums.copy(),
    }
    text = json.dumps(manifest, indent=1, sort_keys=True).encode()
    packer.add(MANIFEST, io.BytesIO(text))
    packer.add(MANIFEST_SUM, io.BytesIO(packer.sums[MANIFEST].encode()))


def migrations() -> list[str]:
    """List the migrations this version has: what its tables look like."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return sorted(f"{app}.{name}" for app, name in loader.disk_migrations)
