# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find what a saved search finds for a viewer, by the filters of its page and nothing else."""

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from django.http import QueryDict

from kotipesa_web.core.permissions import is_allowed
from kotipesa_web.core.permissions.decisions import endpoints, is_streaming
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.lots import filters as lot_filters
from kotipesa_web.lots import queries as lots
from kotipesa_web.lots.forms import LotFilterForm
from kotipesa_web.matches.words import Line, lot_words, project_words
from kotipesa_web.projects import filters as project_filters
from kotipesa_web.projects import queries as projects
from kotipesa_web.projects.forms import ProjectFilterForm
from kotipesa_web.ui.addresses import row_addresses
from kotipesa_web.ui.searches.models import SavedSearch

if TYPE_CHECKING:
    from django.db.models import QuerySet

LOTS, PROJECTS = "lots:list", "projects:list"
Rows: TypeAlias = "QuerySet[Any] | None"
Lines: TypeAlias = dict[int, Line]


def _lots(viewer: Viewer, asked: QueryDict) -> Rows:
    form = LotFilterForm(asked, viewer=viewer)
    seen = lots.visible_to(viewer)
    return lot_filters.filtered(viewer, seen, form.asked) if form.is_valid() else None


def _projects(viewer: Viewer, asked: QueryDict) -> Rows:
    form = ProjectFilterForm(asked, viewer=viewer)
    seen = projects.visible_to(viewer)
    return project_filters.filtered(viewer, seen, form.asked) if form.is_valid() else None


def lot_lines(viewer: Viewer, pks: Collection[int]) -> Lines:
    """Tell of lots the viewer still sees."""
    found = lots.visible_to(viewer).filter(pk__in=pks).order_by("pk") if pks else []
    shown, address = lots.show_all(viewer, found), row_addresses("lots:lot")
    return {lot.pk: Line(lot_words(lot), address(lot.pk)) for lot in shown}


def project_lines(viewer: Viewer, pks: Collection[int]) -> Lines:
    """Tell of projects the viewer still sees."""
    found = projects.visible_to(viewer).filter(pk__in=pks).order_by("pk") if pks else []
    shown, address = projects.show_all(viewer, found), row_addresses("projects:project")
    return {one.pk: Line(project_words(one), address(one.pk)) for one in shown}


FINDERS: Mapping[str, Callable[[Viewer, QueryDict], Rows]] = {
    LOTS: _lots,
    PROJECTS: _projects,
}
"""By page: how its search finds rows; None where its filters no longer make sense."""


def found_by(viewer: Viewer, search: SavedSearch) -> set[int] | None:
    """Give the rows a search finds for the viewer today; None where it finds none rightly."""
    row = endpoints().get((search.page, "GET"))
    if row is None or search.page not in FINDERS:
        return None
    if not is_allowed(viewer.role, row["action"]) or not is_streaming(viewer, search.page):
        return None
    rows = FINDERS[search.page](viewer, QueryDict(search.query))
    return None if rows is None else {*rows.order_by().values_list("pk", flat=True)}
