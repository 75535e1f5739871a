# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Describe the rows programs read and write: the same doors people go through."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from kotipesa_web.core.columns import Stored
from kotipesa_web.core.errors import Conflict
from kotipesa_web.core.lean import Lean
from kotipesa_web.core.permissions.shown import Shown
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.lots import commands as lot_commands
from kotipesa_web.lots import queries as lots
from kotipesa_web.lots.columns import LOTS
from kotipesa_web.lots.exports import lot_export
from kotipesa_web.lots.filters import filtered as filtered_lots
from kotipesa_web.lots.models import Lot
from kotipesa_web.places.exporting import Export
from kotipesa_web.places.queries import visible_sites
from kotipesa_web.projects import commands as project_commands
from kotipesa_web.projects import queries as projects
from kotipesa_web.projects.columns import PROJECTS
from kotipesa_web.projects.filters import filtered as filtered_projects
from kotipesa_web.projects.lists import project_export
from kotipesa_web.projects.models import Project

Filtered = Callable[[Viewer, QuerySet[Any], Mapping[str, str]], QuerySet[Any]]


@dataclass(frozen=True, slots=True)
class Resource:
    """One kind of row: where it is read, cut, exported and changed."""

    kind: str
    see: str
    model: type[Model]
    stored: Stored
    rows: Callable[[Viewer], QuerySet[Any]]
    lean: Lean
    show: Callable[[Viewer, Iterable[Any]], list[Shown]]
    filtered: Filtered
    export: Callable[[], Export]
    add: Callable[..., Any]
    edit: Callable[..., Any]
    withdraw: Callable[..., Any]


LOT = Resource(
    "lots",
    "see_lot",
    Lot,
    LOTS,
    lots.visible_to,
    lots.WHOLE,
    lots.show_all,
    filtered_lots,
    lot_export,
    lot_commands.add_lot,
    lot_commands.edit_lot,
    lot_commands.withdraw_lot,
)
PROJECT = Resource(
    "projects",
    "see_project",
    Project,
    PROJECTS,
    projects.visible_to,
    projects.WHOLE,
    projects.show_all,
    filtered_projects,
    project_export,
    project_commands.add_project,
    project_commands.edit_project,
    project_commands.withdraw_project,
)


def values_of(resource: Resource, viewer: Viewer, told: Mapping[str, Any]) -> dict[str, Any]:
    """Give the command's values of the columns told; sites and projects are found by their ids.

    Raises ValidationError for a site or project the viewer does not see.
    """
    fields = {name: path.partition("__")[0] for name, path in resource.stored.fields.items()}
    values = {fields[name]: value for name, value in told.items() if name in fields}
    for name, rows in (("site", visible_sites), ("project", projects.visible_to)):
        if name in values:
            values[f"{name}_id"] = _pk(viewer, rows, name, values.pop(name))
    return values


def otherwise(viewer: Viewer, conflict: Conflict) -> Iterator[tuple[str, str]]:
    """Give the columns sent that stand otherwise by now, as far as the viewer sees them."""
    row = conflict.present
    resource = next(one for one in (LOT, PROJECT) if isinstance(row, one.model))
    (seen,) = resource.show(viewer, [row])
    cells = resource.export().cells(seen)
    fields = {path.partition("__")[0]: column for column, path in resource.stored.fields.items()}
    for name, sent in conflict.typed.items():
        column = fields.get(name.removesuffix("_id"), "")
        if column in cells and getattr(row, name) != sent:
            yield column, "" if cells[column] is None else str(cells[column])


def _pk(viewer: Viewer, rows: Callable[[Viewer], QuerySet[Any]], name: str, code: str) -> int:
    found = rows(viewer).filter(owner_id=viewer.organisation_id, code=code).first()
    if found is None:
        raise ValidationError({name: _("You have none of this id.")})
    return int(found.pk)
