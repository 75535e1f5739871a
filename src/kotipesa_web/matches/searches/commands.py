# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Watch saved searches, look at what is new in them, and watch them no more."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from kotipesa_web.core.audit.commands import record
from kotipesa_web.core.commands import command
from kotipesa_web.core.permissions import require
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.matches.models import Notice, SearchWatch
from kotipesa_web.matches.searches.finding import found_by
from kotipesa_web.matches.searches.queries import watchable, watched
from kotipesa_web.ui.formats import number_text

KEEP = "keep_searches"
MOST_ROWS = 2_000


@command
def watch_search(*, viewer: Viewer, pk: int) -> SearchWatch:
    """Watch a search from now on; what it finds today is no news.

    Raises Hidden for a search of others, ValidationError for one that finds nearly everything.
    """
    require(viewer, KEEP)
    search = watchable(viewer, pk)
    if (kept := watched(viewer, pk)) is not None:
        return kept
    known = found_by(viewer, search)
    if known is None or len(known) > MOST_ROWS:
        most = {"most": number_text(MOST_ROWS)}
        raise ValidationError(
            _("Only a search that finds at most %(most)s rows can be watched. Narrow it.") % most
        )
    kept = SearchWatch.objects.create(
        search=search,
        owner_id=search.owner_id,
        person_id=viewer.user_id or 0,
        query=search.query,
        known=sorted(known),
    )
    record(viewer, action="watch_search", row=search, note=search.name)
    return kept


@command
def unwatch_search(*, viewer: Viewer, pk: int) -> None:
    """Watch a search no more."""
    require(viewer, KEEP)
    search = watchable(viewer, pk)
    SearchWatch.objects.filter(person_id=viewer.user_id or 0, search=search).delete()
    record(viewer, action="unwatch_search", row=search, note=search.name)


@command
def mark_found_seen(*, viewer: Viewer, pk: int) -> int:
    """Say that what is new in a search was looked at; gives how many rows."""
    require(viewer, KEEP)
    search = watchable(viewer, pk)
    news = Notice.objects.filter(
        person_id=viewer.user_id or 0, search_watch__search=search, seen_at=None
    )
    count = news.update(seen_at=timezone.now())
    record(viewer, action="see_found", row=search, after={"count": count})
    return count
