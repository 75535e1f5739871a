# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Know where the rows of each table go: the model, and the field behind each column."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Model

from kotipesa_web.core.columns import BY_CODE, Stored
from kotipesa_web.lots.choices import LotState
from kotipesa_web.lots.columns import LOTS
from kotipesa_web.lots.models import Lot
from kotipesa_web.places.columns import FACILITIES, SITES
from kotipesa_web.places.models import Facility, Site
from kotipesa_web.projects.choices import ProjectState
from kotipesa_web.projects.columns import PROJECTS
from kotipesa_web.projects.models import Project


@dataclass(frozen=True)
class Target:
    """Where rows of a table go; withdrawn: the state of rows taken out of use, '' where none is.

    placed: columns of which the engine works out several fields.
    """

    stored: Stored
    model: type[Model]
    withdrawn: str = ""
    back: str = ""
    placed: frozenset[str] = frozenset()

    @property
    def table(self) -> str:
        """Give the name of the table."""
        return self.stored.table

    @cached_property
    def relations(self) -> Mapping[str, str]:
        """Give the relations to other rows by column; the owner is none of them."""
        return {
            column: field.removesuffix(BY_CODE)
            for column, field in self.stored.fields.items()
            if field.endswith(BY_CODE) and column != "owner"
        }

    @cached_property
    def plain(self) -> Mapping[str, str]:
        """Give the fields by column that hold what the cell says."""
        return {
            column: field
            for column, field in self.stored.fields.items()
            if not field.endswith(BY_CODE) and column not in self.placed
        }

    def default_of(self, field: str) -> Any:
        """Give what an empty cell puts into a field."""
        return self.model._meta.get_field(field).get_default()  # type: ignore[union-attr] # noqa: SLF001 - Django's own window

    @cached_property
    def longest(self) -> Mapping[str, int]:
        """Give how many characters the text of a column may have, where there is a limit."""
        found = {
            column: getattr(self.model._meta.get_field(field), "max_length", None)  # noqa: SLF001
            for column, field in self.plain.items()
        }
        return {column: most for column, most in found.items() if most}


TARGETS: Mapping[str, Target] = {
    target.table: target
    for target in (
        Target(SITES, Site, placed=frozenset({"x", "y"})),
        Target(PROJECTS, Project, ProjectState.WITHDRAWN, ProjectState.ANNOUNCED),
        Target(FACILITIES, Facility),
        Target(LOTS, Lot, LotState.WITHDRAWN, LotState.OPEN),
    )
}
"""In the order in which the tables refer to each other."""
LEADS_TO = {"site": "sites", "project": "projects", "alternative_of": "projects"} | {
    "same_as": "projects"
}
"""The table a relation leads to."""
