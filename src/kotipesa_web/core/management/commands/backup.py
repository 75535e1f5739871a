# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write everything into one file: ``kotipesa-web backup FILE.tar``."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from kotipesa.errors import KotipesaError, cure, message
from kotipesa_web.core.backup.taking import back_up
from kotipesa_web.core.management.tables import CommandOnTables


class Command(CommandOnTables):
    """Take a backup while the platform runs."""

    help = "Write every row and stored file of one moment into a new tar file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask for the file."""
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **_options: Any) -> None:
        """Write it and say how much it holds."""
        try:
            held = back_up(file)
        except KotipesaError as error:
            raise CommandError(told(error)) from error
        self.stdout.write(f"{held.rows} rows of {held.tables} tables, {held.files} files: {file}")


def told(error: KotipesaError) -> str:
    """Say each problem and its cure."""
    return "\n".join(f"{message(p, 'en')} {cure(p, 'en')}" for p in error.problems)
