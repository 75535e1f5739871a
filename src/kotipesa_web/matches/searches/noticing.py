# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Notice the rows that a watched search finds since it was last looked at."""

from kotipesa_web.accounts.looking import viewer_acting
from kotipesa_web.core.commands import command
from kotipesa_web.matches.choices import NoticeKind
from kotipesa_web.matches.models import SearchWatch
from kotipesa_web.matches.noting import note_new
from kotipesa_web.matches.searches.finding import LOTS, found_by
from kotipesa_web.matches.searches.queries import watched


def look_in_search(watch: SearchWatch) -> list[int]:
    """Notice what is new in a search, as the one who watches sees it."""
    viewer = viewer_acting(watch.person, watch.owner_id, "keep_searches")
    if viewer is None or watched(viewer, watch.search_id) is None:
        return []
    found = found_by(viewer, watch.search)
    return [] if found is None else _note_found(watch, found)


@command
def _note_found(watch: SearchWatch, found: set[int]) -> list[int]:
    """Note what is new; where the search was changed, what it finds now is where it begins."""
    kept = SearchWatch.objects.select_for_update().get(pk=watch.pk)
    search = watch.search
    if kept.query != search.query:
        kept.query, kept.known = search.query, sorted(found)
        kept.save(update_fields=["query"])
    row = "candidate_id" if search.page == LOTS else "project_id"
    return note_new(kept, found, NoticeKind.FOUND, row)
