# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Accept one batch, as a person of the register would."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from killed.steps import step
from kotipesa_web.accounts.looking import viewer_of
from kotipesa_web.accounts.models import User
from kotipesa_web.intake.commands import accept
from kotipesa_web.intake.models import Batch


class Command(BaseCommand):
    """Accept a batch unless it is in already."""

    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask which batch, and for whom."""
        parser.add_argument("batch", type=int)
        parser.add_argument("user", type=int)

    def handle(self, *, batch: int, user: int, **_options: Any) -> None:
        """Tell that it begins, and accept."""
        step(batch)
        version = Batch.objects.get(pk=batch).version
        accept(viewer=viewer_of(User.objects.get(pk=user)), pk=batch, version=version)
