# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show the lots of a project on its page."""

from django.utils.translation import gettext as _

from kotipesa_web.core.permissions import is_allowed
from kotipesa_web.core.permissions.shown import Shown
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.lots.lists import short_lot_table
from kotipesa_web.lots.queries import lots_of_project
from kotipesa_web.projects.sections import Section


def lots_of_project_section(viewer: Viewer, project: Shown) -> Section:
    """Show the haves and needs of a project, and to its owner the ways to add more."""
    table = short_lot_table(
        lots_of_project(viewer, project.pk), _("Haves and needs of the project")
    )
    may_add = project.is_own and is_allowed(viewer.role, "edit_lot")
    return Section("lots/of_project.html", {"table": table, "pk": project.pk, "may_add": may_add})
