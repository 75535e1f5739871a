# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find the searches a viewer may open: their own, and those shared in their organisation."""

from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from kotipesa_web.core.errors import Hidden
from kotipesa_web.core.permissions import Projection
from kotipesa_web.core.permissions.shown import Shown
from kotipesa_web.core.prepared import prepared
from kotipesa_web.core.sensitivity import Sensitivity
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.ui.navigation import Entry, row_doors
from kotipesa_web.ui.searches.models import SavedSearch


class Search(NamedTuple):
    """A search as lists of them show it."""

    pk: int
    owner_id: int
    name: str
    query: str
    is_shared: bool


def searches_for(viewer: Viewer, page: str = "") -> QuerySet[SavedSearch]:
    """Give the searches of a page, or of all pages, by name."""
    found = _searches(viewer.user_id or 0, viewer.organisation_id or 0)
    return found.filter(page=page) if page else found


def searches_and_doors(viewer: Viewer, page: str) -> list[tuple[Search, list[Entry]]]:
    """Give the searches of a page, each with what other apps offer to do with it."""
    kind = f"search of {page}"
    found = map(Search._make, _listed(viewer.user_id or 0, viewer.organisation_id or 0, page))
    return [(one, row_doors(viewer, kind, _shown(one))) for one in found]


def search_for(viewer: Viewer, pk: int) -> SavedSearch:
    """Give one search; raises Hidden where there is none for the viewer."""
    found = searches_for(viewer).filter(pk=pk).first()
    if found is None:
        raise Hidden(pk)
    return found


def _searches(person_id: Any, owner_id: Any) -> QuerySet[SavedSearch]:
    mine = Q(person_id=person_id) | Q(is_shared=True)
    return SavedSearch.objects.filter(mine, owner_id=owner_id)


@prepared
def _listed(person_id: Any, owner_id: Any, page: Any) -> "QuerySet[SavedSearch, Any]":
    return _searches(person_id, owner_id).filter(page=page).values_list(*Search._fields)


def _shown(search: Search) -> Shown:
    graded = {"sensitivity": Sensitivity.SEALED}
    return Shown(search.pk, search.owner_id, is_own=True, level=Projection.FULL, values=graded)
