# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Begin a command only where the tables it needs are there, as this version has them."""

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

LACKING = (
    "The database has no tables yet, or those of an older version. "
    "Make them by: kotipesa-web migrate"
)


class CommandOnTables(BaseCommand):
    """A command that reads or writes rows."""

    requires_migrations_checks = True
    requires_system_checks = ()  # they load every page, and look at code, which tests have done

    def check_migrations(self) -> None:
        """Raise CommandError where tables are lacking, or no database answers."""
        try:
            executor = MigrationExecutor(connection)
        except OperationalError as error:
            message = f"The database does not answer: {error}"
            raise CommandError(message) from error
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise CommandError(LACKING)
