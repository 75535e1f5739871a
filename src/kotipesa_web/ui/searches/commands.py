# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Save searches and drop them."""

from django.core.exceptions import ValidationError
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from kotipesa_web.core.audit.commands import record
from kotipesa_web.core.commands import command
from kotipesa_web.core.permissions import require
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.ui.searches.models import SavedSearch
from kotipesa_web.ui.searches.queries import search_for

KEEP = "keep_searches"


@command
def save_search(
    *, viewer: Viewer, page: str, query: str, name: str, is_shared: bool = False
) -> SavedSearch:
    """Keep the filters of a page; the same name again replaces the viewer's own search.

    Raises ValidationError for a search without a name, or of a page that is not there.
    """
    require(viewer, KEEP)
    name, query = name.strip()[:100], query.lstrip("?")
    if not name:
        raise ValidationError({"name": _("Give the search a name.")})
    if not _is_page(page) or len(query) > 2_000:
        raise ValidationError(_("These filters cannot be saved."))
    search, _made = SavedSearch.objects.update_or_create(
        owner_id=viewer.organisation_id,
        person_id=viewer.user_id,
        page=page,
        name=name,
        defaults={"query": query, "is_shared": is_shared},
    )
    record(viewer, action="save_search", row=search, note=name)
    return search


@command
def drop_search(*, viewer: Viewer, pk: int) -> SavedSearch:
    """Drop a search of one's own, or one that is shared in the organisation."""
    require(viewer, KEEP)
    search = search_for(viewer, pk)
    record(viewer, action="drop_search", row=search, note=search.name)
    search.delete()
    return search


def _is_page(name: str) -> bool:
    try:
        reverse(name)
    except NoReverseMatch:
        return False
    return True
