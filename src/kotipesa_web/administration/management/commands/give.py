# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Give a region its roads, distances, materials and outlines, and somebody's facilities."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import transaction

from kotipesa.errors import InputError, Problem, cure, message
from kotipesa_web.accounts.looking import viewer_of
from kotipesa_web.accounts.models import User
from kotipesa_web.administration.engine import read_tables
from kotipesa_web.administration.queries import tables_of
from kotipesa_web.core.management.tables import CommandOnTables
from kotipesa_web.core.sensitivity import Sensitivity
from kotipesa_web.intake.commands import bring_in
from kotipesa_web.places.models import Region
from kotipesa_web.places.regions import give_table

OWNED = ("sites.csv", "facilities.csv")


class Command(CommandOnTables):
    """Give tables of the region folder."""

    help = (
        "Give a region tables for everybody: roads.csv with nodes.csv or roads.osm.pbf, "
        "distances.csv, materials.csv, outlines of municipalities as GeoJSON; and the rows of "
        "sites.csv and facilities.csv in the name of a person who may import."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the region, the files, and in whose name rows with an owner come in."""
        parser.add_argument("files", nargs="+", type=Path)
        parser.add_argument("--region", default="", help="code of the region; the only one")
        parser.add_argument("--as", dest="person", default="", help="address of who imports rows")
        parser.add_argument("--seen-by", choices=Sensitivity.values, default=Sensitivity.PARTNERS)
        parser.add_argument("--look", action="store_true", help="read only; nothing is saved")

    def handle(self, *_args: Any, **told: Any) -> None:
        """Read the files; save them all, or say what is wrong."""
        region = _region(told["region"])
        owned = [file for file in told["files"] if file.name.lower() in OWNED]
        files = {f.name: f.read_bytes() for f in told["files"] if f not in owned}
        read = read_tables(files, tables_of(region))
        for one in read.problems:
            self.stderr.write(_sentence(one))
        if files and not read.is_sound:
            message = "Nothing was saved."
            raise CommandError(message)
        for name, count in read.rows.items():
            self.stdout.write(f"{name}: {count}")
        if told["look"]:
            return
        try:
            with transaction.atomic():
                for name, text in read.texts.items():
                    give_table(region=region, name=name, text=text)
                if owned:
                    viewer = viewer_of(_person(told["person"]))
                    bring_in(owned, viewer=viewer, sensitivity=told["seen_by"])
        except InputError as refused:
            raise CommandError("\n".join(map(_sentence, refused.problems))) from refused


def _region(code: str) -> Region:
    found = [*Region.objects.filter(code=code)] if code else [*Region.objects.all()[:2]]
    if len(found) != 1:
        message = "Tell which region: --region CODE"
        raise CommandError(message)
    return found[0]


def _person(email: str) -> User:
    found = User.objects.filter(email__iexact=email).first() if email else None
    if found is None:
        message = "Sites and facilities have an owner: tell who imports them, --as EMAIL"
        raise CommandError(message)
    return found


def _sentence(found: Problem) -> str:
    place = f"{found.where.file} {found.where.row or ''} {found.where.column}".strip()
    return f"{place}: {message(found, 'en')} {cure(found, 'en')}"
