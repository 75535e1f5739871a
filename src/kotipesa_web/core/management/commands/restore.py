# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Bring a backup back: ``kotipesa-web restore FILE.tar``, into an empty database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kotipesa.errors import KotipesaError
from kotipesa_web.core.backup.restoring import restore
from kotipesa_web.core.management.commands.backup import told


class Command(BaseCommand):
    """Restore a backup once it is proved whole."""

    requires_system_checks = ()
    help = "Make the tables of an empty database and fill them from a backup."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask for the file."""
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **_options: Any) -> None:
        """Restore it and say how much it held."""
        if not file.is_file():
            message = f"There is no file {file}."
            raise CommandError(message)
        settings.HOME.mkdir(parents=True, exist_ok=True)
        try:
            held = restore(file)
        except KotipesaError as error:
            raise CommandError(told(error)) from error
        self.stdout.write(f"{held.rows} rows of {held.tables} tables, {held.files} files restored")
