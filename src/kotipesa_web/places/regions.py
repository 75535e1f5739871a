# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Keep regions as data: their municipalities, streams, settings of plans, and given tables."""

from collections.abc import Mapping, Sequence
from typing import Any

from kotipesa_web.core.audit.commands import record
from kotipesa_web.core.commands import command
from kotipesa_web.core.viewer import PUBLIC, Viewer
from kotipesa_web.places.models import GivenTable, Region

LANGUAGES = ("fi", "sv", "en")


@command
def add_region(
    *,
    code: str,
    names: Mapping[str, str],
    municipalities: Sequence[str],
    streams: Sequence[str],
    settings: Mapping[str, Any],
    viewer: Viewer = PUBLIC,
) -> Region:
    """Add a region by its names in three languages, its municipalities and its streams."""
    region = Region.objects.create(
        code=code,
        municipalities=list(municipalities),
        streams=list(streams),
        settings=dict(settings),
        **{f"name_{language}": names[language] for language in LANGUAGES},
    )
    record(viewer, action="add_region", row=region, after={"code": code})
    return region


@command
def give_table(*, region: Region, name: str, text: str, viewer: Viewer = PUBLIC) -> GivenTable:
    """Give a region a whole table of its folder: roads, nodes, materials or distances."""
    given, _made = GivenTable.objects.update_or_create(
        region=region, name=name, defaults={"content": text.encode()}
    )
    record(viewer, action="give_table", row=given, after={"name": name, "bytes": len(text)})
    return given
