# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Draw the base map: ``kotipesa-web draw_map [--borders FILE] [--roads FILE]``."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from kotipesa_web.core.management.tables import CommandOnTables
from kotipesa_web.places.basemap import draw_base_map
from kotipesa_web.places.models import Region


class Command(CommandOnTables):
    """Write borders, roads and names as map/region.pmtiles in the platform's home."""

    help = "Draw the base map of a region into KOTIPESA_HOME/map/region.pmtiles."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask which region, and for real borders and roads."""
        parser.add_argument("--region", default="", help="code of the region; the first by default")
        parser.add_argument("--borders", type=Path, help="map file of municipal borders (polygons)")
        parser.add_argument("--roads", type=Path, help="map file of roads (lines)")

    def handle(
        self, *, region: str, borders: Path | None, roads: Path | None, **_options: Any
    ) -> None:
        """Draw and say what was drawn."""
        found = Region.objects.filter(code=region) if region else Region.objects.order_by("pk")
        known = found.first()
        if known is None:
            message = "There is no such region."
            raise CommandError(message)
        path = settings.HOME / "map" / "region.pmtiles"
        drawn = draw_base_map(known, path, borders=borders, roads=roads)
        told = ", ".join(f"{count} {name}" for name, count in drawn.items())
        self.stdout.write(f"{path}: {told}")
