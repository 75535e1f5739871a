# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Know which streams a region has on; rows of the others are not shown, taken in or planned."""

from django.db.models import Q

from kotipesa_web.core.viewer import Viewer
from kotipesa_web.places.models import Region


def streams_on(viewer: Viewer) -> tuple[str, ...]:
    """Give the streams that are on where the viewer acts."""
    if viewer.streams is not None:
        return viewer.streams
    regions = Region.objects.filter(pk=viewer.region_id) if viewer.region_id else Region.objects
    found = regions.values_list("streams", flat=True)
    return tuple(sorted({stream for streams in found for stream in streams}))


def in_streams_on(viewer: Viewer) -> Q:
    """Give the condition of rows whose stream is on in their region."""
    if viewer.region_id is not None:
        return Q(kind__in=streams_on(viewer))
    told = Region.objects.values_list("pk", "streams")
    condition = Q(pk__in=[])
    for pk, streams in told:
        condition |= Q(region_id=pk, kind__in=streams)
    return condition
