# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Give factors values, switch streams, and change what a region plans by."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kotipesa.vocab import codes
from kotipesa_web.administration.models import FactorValue
from kotipesa_web.administration.queries import SETTABLE, region_of
from kotipesa_web.core.audit.commands import record
from kotipesa_web.core.commands import changed, command, held
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.places.models import Region


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


def _set(region: Region, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(region, name, value)
    region.version += 1
    region.save()
