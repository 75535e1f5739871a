# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Watch lots of one's own, and look at what was found for them."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.utils import timezone

from kotipesa_web.core.audit.commands import record
from kotipesa_web.core.commands import command
from kotipesa_web.core.permissions import require
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.lots import queries as lots
from kotipesa_web.lots.models import Lot
from kotipesa_web.matches.candidates import Candidates
from kotipesa_web.matches.models import Notice, Reminding, Watch
from kotipesa_web.matches.queries import new_candidates, watch_of

if TYPE_CHECKING:
    from django.db.models import QuerySet


def watch(*, viewer: Viewer, lot_pk: int, found: Candidates) -> Watch:
    """Watch a lot of one's own from now on; its candidates of today (``found``) are no news."""
    lot = lots.editable(viewer, lot_pk)
    require(viewer, "see_matches", lot)
    return watch_of(viewer, lot_pk) or _keep(viewer, lot, lots_among(found))


def lots_among(found: Candidates) -> list[int]:
    """Name the lots among the candidates."""
    return [one.row.pk for one in found.found if one.is_lot]


@command
def _keep(viewer: Viewer, lot: Lot, known: Collection[int]) -> Watch:
    kept = Watch.objects.create(
        region_id=lot.region_id,
        lot=lot,
        owner_id=lot.owner_id,
        person_id=viewer.user_id or 0,
        known=sorted(known),
    )
    record(viewer, action="watch_lot", row=lot)
    return kept


@command
def unwatch(*, viewer: Viewer, lot_pk: int) -> None:
    """Watch a lot no more."""
    lot = lots.editable(viewer, lot_pk)
    Watch.objects.filter(person_id=viewer.user_id or 0, lot=lot).delete()
    record(viewer, action="unwatch_lot", row=lot)


@command
def mark_seen(*, viewer: Viewer, lot_pk: int) -> int:
    """Say that the new candidates of a lot were looked at; gives how many there were."""
    lot = lots.editable(viewer, lot_pk)
    news = Notice.objects.filter(pk__in=_of_lot(viewer, lot))
    count = news.update(seen_at=timezone.now())
    record(viewer, action="see_candidates", row=lot, after={"count": count})
    return count


def _of_lot(viewer: Viewer, lot: Lot) -> "QuerySet[Notice, int]":
    return new_candidates(viewer).filter(watch__lot=lot).order_by().values_list("pk", flat=True)


@command
def set_reminding(*, viewer: Viewer, stale_after_months: int, near_months: int) -> Reminding:
    """Say when the region reminds of forecasts."""
    require(viewer, "administer")
    told = {"stale_after_months": stale_after_months, "near_months": near_months}
    kept, _made = Reminding.objects.update_or_create(region_id=viewer.home_region, defaults=told)
    record(viewer, action="set_reminding", row=kept, after=told)
    return kept
