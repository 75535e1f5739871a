# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Take what a region gives everybody: settings of prices, materials, roads and distances."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kotipesa_web.core.ids import told_apart
from kotipesa_web.places.models import GivenTable, Region, Site

NOT_OF_ONE_LOT = ("start", "months", "distances", "alternatives")


@dataclass(frozen=True, slots=True)
class Given:
    """What a region gives: settings, and its tables as they were given, CSV by name.

    apart: what sites are called in these tables whose own id an older site of others has, by key.
    """

    settings: Mapping[str, Any]
    tables: Mapping[str, bytes]
    rule: str
    apart: Mapping[int, str]

    @property
    def max_km(self) -> float | None:
        """Give the longest haul; None where there is no limit."""
        told = self.settings.get("max_km")
        return None if told in {None, ""} else float(told)


def given_by(region_id: int) -> Given:
    """Read what a region gives."""
    settings = dict(Region.objects.values_list("settings", flat=True).get(pk=region_id))
    kept = GivenTable.objects.filter(region_id=region_id).values_list("name", "content")
    tables = {name: bytes(content) for name, content in kept}
    rule = settings.get("distances") or ("roads" if "roads" in tables else "crow")
    priced = {name: value for name, value in settings.items() if name not in NOT_OF_ONE_LOT}
    sites = Site.objects.filter(region_id=region_id)
    return Given(priced, tables, rule, told_apart(sites) if "distances" in tables else {})
