# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find the searches a viewer may open: their own, and those shared in their organisation."""

from django.db.models import Q, QuerySet

from kotipesa_web.core.errors import Hidden
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.ui.searches.models import SavedSearch


def searches_for(viewer: Viewer, page: str = "") -> QuerySet[SavedSearch]:
    """Give the searches of a page, or of all pages, by name."""
    mine = Q(person_id=viewer.user_id or 0) | Q(is_shared=True)
    found = SavedSearch.objects.filter(mine, owner_id=viewer.organisation_id or 0)
    return found.filter(page=page) if page else found


def search_for(viewer: Viewer, pk: int) -> SavedSearch:
    """Give one search; raises Hidden where there is none for the viewer."""
    found = searches_for(viewer).filter(pk=pk).first()
    if found is None:
        raise Hidden(pk)
    return found
