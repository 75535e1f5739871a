# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Order the fields of a form in named groups."""

from dataclasses import dataclass

from django.forms import BaseForm, BoundField

from kotipesa_web.ui.tables import Text


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong together, under a title ('' = none)."""

    title: Text
    fields: list[BoundField]


def groups_of(form: BaseForm) -> list[Group]:
    """Give the visible fields by ``form.groups = [(title, [name, …]), …]``, the rest at the end."""
    visible = {field.name: field for field in form.visible_fields()}
    grouped = []
    for title, names in getattr(form, "groups", ()):
        fields = [visible.pop(name) for name in names if name in visible]
        if fields:
            grouped.append(Group(title, fields))
    return [*grouped, Group("", list(visible.values()))] if visible else grouped
