# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Load the imaginary region, make its plan, and print a login for each role."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from kotipesa_web.core.management.tables import CommandOnTables
from kotipesa_web.demo.commands import build, draw_map, make_plan
from kotipesa_web.demo.people import PASSWORD, Login, logins
from kotipesa_web.demo.queries import owners_there


class Command(CommandOnTables):
    """Build the demo once; a second run only prints the logins."""

    help = "Load the imaginary region, make its plan, and print a login for each role."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how much of the region is wanted."""
        parser.add_argument("--owners", type=int, help="only so many organisations with rows")
        parser.add_argument("--no-plan", action="store_true", help="leave the plan to be made")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Build what is not there yet, and say who may sign in."""
        if settings.LIVE:
            message = "The demo has known passwords: it is never built where KOTIPESA_LIVE is set."
            raise CommandError(message)
        there = owners_there()
        if there:
            self._print(logins(there))
            return
        people = build(owners=options["owners"], say=self.stdout.write)
        draw_map()
        if not options["no_plan"]:
            self.stdout.write("Making the plan …")
            make_plan()
        self._print(people)

    def _print(self, people: list[Login]) -> None:
        self.stdout.write(f"\nSign in with the password: {PASSWORD}")
        for person in people:
            self.stdout.write(f"  {person.email:<32} {person.role.label}, {person.organisation}")
