# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Publish a new version of the data-sharing terms from a folder of three texts."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser

from kotipesa_web.accounts import commands
from kotipesa_web.accounts.looking import viewer_of
from kotipesa_web.accounts.models import User
from kotipesa_web.accounts.terms import read_texts
from kotipesa_web.core.errors import Refused
from kotipesa_web.core.management.tables import CommandOnTables


class Command(CommandOnTables):
    """Publish fi.md, sv.md and en.md as the terms that every member accepts next."""

    help = "Publish fi.md, sv.md and en.md of a folder as a new version of the terms."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the version, the folder, and who publishes."""
        parser.add_argument("version", help="name of the version, such as 2")
        parser.add_argument("folder", type=Path, help="folder of fi.md, sv.md and en.md")
        parser.add_argument("--by", required=True, help="address of the administrator")

    def handle(self, *_args: Any, **told: Any) -> None:
        """Publish them."""
        keeper = User.objects.filter(email=told["by"].lower()).first()
        if keeper is None:
            message = f"Nobody has the address {told['by']}."
            raise CommandError(message)
        try:
            texts = read_texts(told["folder"])
            commands.publish_terms(viewer=viewer_of(keeper), version=told["version"], texts=texts)
        except OSError as missing:
            raise CommandError(str(missing)) from missing
        except Refused as refused:
            message = f"{told['by']} is not an administrator."
            raise CommandError(message) from refused
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from refused
        self.stdout.write(f"Version {told['version']} holds. Members are asked to accept it.")
