# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Bring a backup back into an empty database, once it is proved whole."""

import gzip
from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction

from kotipesa.errors import InputError, Where, problem
from kotipesa.version import __version__
from kotipesa_web.core.backup.packing import Backup, opened
from kotipesa_web.core.backup.rows import empty, go_on_counting, insert, tables
from kotipesa_web.core.backup.taking import Counted, migrations
from kotipesa_web.core.stored.disk import arriving, keep


def restore(path: Path) -> Counted:
    """Make the tables and fill them and the folder of files from a backup.

    Raises InputError, before anything is changed, where the backup is not whole, is of another
    version, or the database has tables.
    """
    with opened(path) as backup:
        here = Where(file=str(path))
        if connection.introspection.table_names():
            raise InputError([problem("backup_into_full", here)])
        if backup.manifest["migrations"] != migrations():
            made = backup.manifest["version"]
            raise InputError([problem("backup_other_version", here, made=made, here=__version__)])
        files = backup.names("attachments")
        for name in files:
            with arriving(backup.chunks(name), name, path.stat().st_size) as arrived:
                keep(arrived)
        call_command("migrate", verbosity=0)
        return Counted(len(tables()), _insert_all(backup), len(files))


def _insert_all(backup: Backup) -> int:
    """Insert every row in one transaction; links between tables are checked at its end."""
    count = 0
    with transaction.atomic():
        for model in tables().values():
            empty(model)
        for label, model in tables().items():
            with gzip.open(backup.open(f"rows/{label}.jsonl.gz")) as lines:
                count += insert(model, lines)
        connection.check_constraints()
        go_on_counting()
    return count
