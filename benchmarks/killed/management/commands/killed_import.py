# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Import one batch in chunks, in one transaction or, naively, in many."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from killed.models import KilledRow
from killed.saving import save_chunks


class Command(BaseCommand):
    """Import a batch unless it stands already."""

    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask which batch, and how."""
        parser.add_argument("batch", type=int)
        parser.add_argument("--naive", action="store_true")

    def handle(self, *, batch: int, naive: bool, **_options: Any) -> None:
        """Save all rows of the batch."""
        if naive:
            save_chunks(batch)
            return
        with transaction.atomic():
            if not KilledRow.objects.filter(batch=batch).exists():
                save_chunks(batch)
