# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Open the only door to enquiries, watches and notices for a person."""

from collections import Counter

from django.db.models import Q, QuerySet

from kotipesa_web.core.errors import Hidden
from kotipesa_web.core.permissions import is_allowed
from kotipesa_web.core.permissions.shown import Shown
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.lots import queries as lots
from kotipesa_web.matches.choices import EnquiryState, NoticeKind
from kotipesa_web.matches.models import Enquiry, Notice, Reminding, Watch


def enquiries_for(viewer: Viewer) -> QuerySet[Enquiry]:
    """List the enquiries the viewer's organisation sent or got, the newest first."""
    if not is_allowed(viewer.role, "send_enquiry"):
        return Enquiry.objects.none()
    side = viewer.organisation_id or 0
    ours = Enquiry.objects.filter(Q(asker_id=side) | Q(receiver_id=side))
    return ours.select_related("asker", "receiver", "asked_by", "about", "lot")


def enquiry_for(viewer: Viewer, pk: int) -> Enquiry:
    """Give one enquiry of the viewer's organisation; raises Hidden where there is none."""
    found = enquiries_for(viewer).filter(pk=pk).first()
    if found is None:
        raise Hidden(pk)
    return found


def open_about(viewer: Viewer, lot_pk: int) -> Enquiry | None:
    """Give the open enquiry the viewer's organisation sent about a lot, if there is one."""
    sent = enquiries_for(viewer).filter(asker_id=viewer.organisation_id, about_id=lot_pk)
    return sent.exclude(state=EnquiryState.CLOSED).first()


def seen_lot(viewer: Viewer, pk: int | None) -> Shown | None:
    """Give a lot of an enquiry as the viewer sees it today; None where they see none."""
    lot = lots.visible_to(viewer).filter(pk=pk or 0).first()
    return lots.show(viewer, lot) if lot is not None else None


def watch_of(viewer: Viewer, lot_pk: int) -> Watch | None:
    """Give the viewer's own watch on a lot, if there is one."""
    return Watch.objects.filter(person_id=viewer.user_id or 0, lot_id=lot_pk).first()


def watched_lots(viewer: Viewer) -> list[tuple[Shown, int]]:
    """List the lots the viewer watches, and how many new candidates of each they still see."""
    watches = Watch.objects.filter(person_id=viewer.user_id or 0).order_by("pk")
    watches = watches.filter(owner_id=viewer.organisation_id or 0)
    seen = lots.visible_to(viewer)
    own = {lot.pk: lots.show(viewer, lot) for lot in seen.filter(watches__in=watches)}
    news = new_candidates(viewer).filter(candidate__in=seen.order_by().values("pk"))
    counts = Counter(news.values_list("watch_id", flat=True))
    return [(own[one.lot_id], counts[one.pk]) for one in watches if one.lot_id in own]


def news_for(viewer: Viewer) -> QuerySet[Notice]:
    """List what was noticed for the viewer and not yet looked at, the newest first."""
    news = Notice.objects.filter(person_id=viewer.user_id or 0, seen_at=None)
    news = news.filter(organisation_id=viewer.organisation_id or 0)
    return news.select_related("watch__lot__project", "search_watch__search").order_by("-pk")


def new_candidates(viewer: Viewer) -> QuerySet[Notice]:
    """List the new candidates that were noticed for the lots the viewer watches."""
    return news_for(viewer).filter(kind=NoticeKind.CANDIDATE)


def reminding_of(region_id: int | None) -> Reminding:
    """Give when a region reminds of forecasts; the defaults where it never said."""
    found = Reminding.objects.filter(region_id=region_id or 0).first()
    return found or Reminding(region_id=region_id or 0)
