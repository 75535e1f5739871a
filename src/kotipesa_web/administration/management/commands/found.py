# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Begin a real installation: region, coordinating office, first administrator, terms."""

from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.db import transaction

from kotipesa.vocab import find_municipality
from kotipesa_web.accounts import commands
from kotipesa_web.accounts.asking import Contact
from kotipesa_web.accounts.commands import first_link
from kotipesa_web.core.errors import Refused
from kotipesa_web.core.management.tables import CommandOnTables
from kotipesa_web.places.models import Region
from kotipesa_web.places.regions import LANGUAGES, add_region

SETTINGS = {"months": 60, "unmet_eur_per_t": 60}


class Command(CommandOnTables):
    """Found a region once."""

    help = "Begin a region: its municipalities, its coordinating office, its first administrator."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the region, the office and the person."""
        parser.add_argument("--code", required=True, help="short name of the region: uusimaa")
        parser.add_argument("--fi", required=True, help="name in Finnish")
        parser.add_argument("--sv", required=True, help="name in Swedish")
        parser.add_argument("--en", required=True, help="name in English")
        parser.add_argument(
            "--municipalities", required=True, help="names or codes, separated by commas"
        )
        parser.add_argument("--start", required=True, help="first month of plans: 2027-01")
        parser.add_argument("--office", required=True, help="name of the coordinating office")
        parser.add_argument("--number", required=True, help="its business ID")
        parser.add_argument("--email", required=True, help="address of the administrator")
        parser.add_argument("--name", required=True, help="name of the administrator")
        parser.add_argument("--ask-password", action="store_true", help="instead of a link")

    def handle(self, *_args: Any, **told: Any) -> None:
        """Found it in one transaction; print the link by which the administrator comes in."""
        try:
            with transaction.atomic():
                link = _found(told)
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from refused
        except Refused as refused:
            message = "This region has been founded already."
            raise CommandError(message) from refused
        self.stdout.write(f"{told['office']} keeps {told['en']}. Data-sharing terms: version 1.")
        self.stdout.write(f"Come in within 14 days: {link}" if link else "Sign in.")


def _found(told: dict[str, Any]) -> str:
    region = Region.objects.filter(code=told["code"]).first() or add_region(
        code=told["code"],
        names={language: told[language] for language in LANGUAGES},
        municipalities=_municipalities(told["municipalities"]),
        streams=["soil"],
        settings={"start": told["start"], **SETTINGS},
    )
    password = _password() if told["ask_password"] else None
    office = commands.found_office(
        region_id=region.pk,
        name=told["office"],
        number=told["number"],
        keeper=Contact(told["email"], told["name"], password),
    )
    return "" if password else first_link(office)


def _municipalities(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    found = {name: find_municipality(name) for name in names}
    unknown = [name for name, one in found.items() if one is None]
    if unknown:
        message = f"There is no such municipality: {', '.join(unknown)}"
        raise CommandError(message)
    return [one.code for one in found.values() if one is not None]


def _password() -> str:
    typed = getpass("Password of the administrator: ")
    validate_password(typed)
    if getpass("Once more: ") != typed:
        message = "The passwords are not the same."
        raise CommandError(message)
    return typed
