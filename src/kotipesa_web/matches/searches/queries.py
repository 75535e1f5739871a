# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find a person's watches on searches, and what is new in them as far as they may see it."""

from collections.abc import Iterable

from django.db.models import QuerySet

from kotipesa_web.core.errors import Hidden
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.matches.choices import NoticeKind
from kotipesa_web.matches.models import Notice, SearchWatch
from kotipesa_web.matches.queries import news_for
from kotipesa_web.matches.searches.finding import FINDERS, lot_lines, project_lines
from kotipesa_web.matches.words import Line
from kotipesa_web.ui.searches.models import SavedSearch
from kotipesa_web.ui.searches.queries import search_for, searches_for

MOST_NEWS = 500


def watchable(viewer: Viewer, pk: int) -> SavedSearch:
    """Give a search that the viewer may watch; raises Hidden."""
    search = search_for(viewer, pk)
    if search.page not in FINDERS:
        raise Hidden(pk)
    return search


def watchable_searches(viewer: Viewer) -> QuerySet[SavedSearch]:
    """List the searches the viewer may watch."""
    return searches_for(viewer).filter(page__in=FINDERS)


def watched(viewer: Viewer, pk: int) -> SearchWatch | None:
    """Give the viewer's own watch on a search, if there is one."""
    return watched_searches(viewer).filter(search_id=pk).first()


def watched_searches(viewer: Viewer) -> QuerySet[SearchWatch]:
    """List the viewer's watches on searches they may open."""
    mine = SearchWatch.objects.filter(person_id=viewer.user_id or 0)
    return mine.filter(search__in=watchable_searches(viewer)).select_related("search")


def news_in_searches(viewer: Viewer) -> dict[int, list[Line]]:
    """Tell what is new and not looked at, by search; what the viewer no longer sees is left out."""
    return lines_by_search(viewer, news_for(viewer).filter(kind=NoticeKind.FOUND)[:MOST_NEWS])


def lines_by_search(viewer: Viewer, news: Iterable[Notice]) -> dict[int, list[Line]]:
    """Tell notices of rows that were found, by search, as far as the viewer sees the rows today."""
    told = [one for one in news if one.search_watch is not None]
    lots = lot_lines(viewer, {one.candidate_id for one in told if one.candidate_id})
    projects = project_lines(viewer, {one.project_id for one in told if one.project_id})
    found: dict[int, list[Line]] = {}
    for one in told:
        line = lots.get(one.row_id) if one.candidate_id else projects.get(one.row_id)
        if line is not None and one.search_watch is not None:
            found.setdefault(one.search_watch.search_id, []).append(line)
    return found
