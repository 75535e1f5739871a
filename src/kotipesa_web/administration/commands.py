# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Give factors values, switch streams, change what a region plans by, and give it tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kotipesa.errors import InputError, Problem
from kotipesa.vocab import codes
from kotipesa_web.administration.engine import read_tables
from kotipesa_web.administration.models import FactorValue, WaitingTable
from kotipesa_web.administration.queries import SETTABLE, region_of, tables_of
from kotipesa_web.core.audit.commands import record
from kotipesa_web.core.commands import changed, command, held
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.places.models import Region
from kotipesa_web.places.regions import give_table

CROW = "crow"


@dataclass(frozen=True, slots=True)
class Sourced:
    """A figure with its interval and where it comes from."""

    value: float
    low: float
    high: float
    source: str
    year: int


@command
def give_factor(*, viewer: Viewer, factor: str, told: Sourced) -> FactorValue:
    """Give a factor the region's own value; the next plan takes it.

    Raises ValidationError for a factor plans do not take from the region, an interval without the
    value in it, or no source.
    """
    region = region_of(viewer)
    if factor not in SETTABLE:
        raise ValidationError(_("Plans do not take this factor from the region."))
    if not told.low <= told.value <= told.high:
        raise ValidationError({"low": _("The value must lie between low and high.")})
    if not told.source.strip():
        raise ValidationError({"source": _("Tell where the figure comes from.")})
    given = FactorValue.objects.create(
        region=region,
        factor=factor,
        value=told.value,
        low=told.low,
        high=told.high,
        source=told.source.strip(),
        year=told.year,
        given_by_id=viewer.user_id or 0,
    )
    before = {factor: region.settings.get(factor)}
    _set(region, {"settings": {**region.settings, factor: told.value}})
    after = {factor: told.value, "source": told.source}
    record(viewer, action="give_factor", row=region, before=before, after=after)
    return given


@command
def switch_stream(*, viewer: Viewer, stream: str, is_on: bool) -> Region:
    """Switch a stream of the region on or off; raises ValidationError for one nobody knows."""
    region = region_of(viewer)
    if stream not in {one.code for one in codes("kind")}:
        raise ValidationError(_("There is no such stream."))
    others = [one for one in region.streams if one != stream]
    before, after = changed(region, {"streams": sorted([*others, stream]) if is_on else others})
    _set(region, {})
    record(viewer, action="switch_stream", row=region, before=before, after=after)
    return region


@command
def change_region(*, viewer: Viewer, version: int, values: Mapping[str, Any]) -> Region:
    """Change the names, municipalities and plan settings of the region.

    Raises Conflict when somebody changed it after ``version``.
    """
    pk = region_of(viewer).pk
    region = held(Region.objects.all(), pk, version, dict(values))
    before, after = changed(region, dict(values))
    _set(region, {})
    record(viewer, action="change_region", row=region, before=before, after=after)
    return region


@command
def bring_tables(*, viewer: Viewer, files: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """Read tables of the region and let them wait; raises InputError with what is wrong in them."""
    region = region_of(viewer)
    read = read_tables(files, tables_of(region))
    if not read.is_sound:
        raise InputError(read.problems)
    for name, text in read.texts.items():
        told = {"content": text.encode(), "rows": read.rows[name]}
        told["brought_by_id"] = viewer.user_id or 0
        WaitingTable.objects.update_or_create(region=region, name=name, defaults=told)
    record(viewer, action="bring_tables", row=region, after=dict(read.rows))
    return read.problems


@command
def take_tables(*, viewer: Viewer) -> Region:
    """Take the waiting tables into use; the next plan and the next match go by them."""
    region = region_of(viewer)
    waiting = WaitingTable.objects.select_for_update().filter(region=region)
    for one in waiting:
        text = bytes(one.content).decode()
        give_table(region=region, name=one.name, text=text, viewer=viewer)
    if region.settings.get("distances") == CROW and any(one.name == "roads" for one in waiting):
        settings = {name: told for name, told in region.settings.items() if name != "distances"}
        _set(region, {"settings": settings})
    waiting.delete()
    return region


@command
def drop_tables(*, viewer: Viewer) -> Region:
    """Put the waiting tables aside; what is in use stays."""
    region = region_of(viewer)
    WaitingTable.objects.filter(region=region).delete()
    record(viewer, action="drop_tables", row=region)
    return region


def _set(region: Region, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(region, name, value)
    region.version += 1
    region.save()
