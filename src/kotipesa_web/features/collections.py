# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Describe what is offered as features: projects and lots, each as the caller may see it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kotipesa_web.core.errors import Hidden
from kotipesa_web.core.permissions.conditions import where_cut, where_shown
from kotipesa_web.core.permissions.shown import Shown
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.lots import queries as lots
from kotipesa_web.lots.exports import lot_export
from kotipesa_web.places.exporting import Export
from kotipesa_web.places.geojson import Box
from kotipesa_web.projects import queries as projects
from kotipesa_web.projects.lists import project_export


@dataclass(frozen=True, slots=True)
class Collection:
    """One kind of row as features: its words, the door to its rows, and how they are shown."""

    id: str
    kind: str
    title: str | Promise
    description: str | Promise
    rows: Callable[[Viewer], QuerySet[Any]]
    show: Callable[[Viewer, Iterable[Any]], list[Shown]]
    export: Callable[[], Export]

    def within(self, viewer: Viewer, box: Box) -> Q:
        """Give the condition of rows whose place, as the viewer sees it, lies within a box."""
        return where_shown(viewer, self.kind, "site", _range("", box)) | where_cut(
            viewer, self.kind, "site", _range("grid_", box)
        )

    def cells(self, row: Shown) -> Mapping[str, Any]:
        """Give the properties of a row, its place among them as ``x_m`` and ``y_m``."""
        return self.export().cells(row)


COLLECTIONS = (
    Collection(
        "lots",
        "lot",
        _("Haves and needs"),
        _("Masses that somebody has or needs: how much, where, when."),
        lots.visible_to,
        lots.show_all,
        lot_export,
    ),
    Collection(
        "projects",
        "project",
        _("Projects"),
        _("Coming projects: where, when, how sure."),
        projects.visible_to,
        projects.show_all,
        project_export,
    ),
)


def collection_of(name: str) -> Collection:
    """Give the collection of that name; raises Hidden where there is none."""
    found = next((one for one in COLLECTIONS if one.id == name), None)
    if found is None:
        raise Hidden(name)
    return found


def _range(prefix: str, box: Box) -> Q:
    x = Q(**{f"site__{prefix}x_m__range": (box.low_x_m, box.high_x_m)})
    return x & Q(**{f"site__{prefix}y_m__range": (box.low_y_m, box.high_y_m)})
