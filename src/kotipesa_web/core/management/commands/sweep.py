# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Free the room of uploads that came to nothing: ``kotipesa-web sweep``; workers do it, too."""

from typing import Any

from kotipesa_web.core.management.tables import CommandOnTables
from kotipesa_web.core.stored.sweeping import sweep


class Command(CommandOnTables):
    """Delete stored bytes that no row has named for a day."""

    help = "Delete stored bytes that no row has named for a day. Safe while the platform runs."

    def handle(self, **_options: Any) -> None:
        """Sweep, and say how much went."""
        self.stdout.write(f"{sweep()} files of no row deleted")
