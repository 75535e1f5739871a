# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Lay the forum's members and tasks out as tables."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from kotipesa_web.accounts.models import Organisation
from kotipesa_web.forum.models import Task
from kotipesa_web.ui.tables import Column, Table


def members_table(members: Iterable[Organisation]) -> Table:
    """List who is in the forum."""
    rows = [
        {"name": one.name, "kind": one.get_kind_display(), "since": _day(one)} for one in members
    ]
    columns = (
        Column("name", _("Organisation")),
        Column("kind", _("Kind")),
        Column("since", _("Member since"), "date"),
    )
    return Table(id="members", caption=_("Members"), columns=columns, rows=rows)


def _day(member: Organisation) -> date | None:
    return timezone.localdate(member.decided_at) if member.decided_at else None


def tasks_table(tasks: Iterable[Task]) -> Table:
    """List what is to be done, by whom, by when."""
    rows = [{"title": one.title, "who": str(one.assigned_to), "due": one.due} for one in tasks]
    columns = (
        Column("title", _("Task")),
        Column("who", _("Organisation")),
        Column("due", _("Due"), "date"),
    )
    empty = _("The forum has no open tasks.")
    return Table(id="tasks", caption=_("Open tasks"), columns=columns, rows=rows, empty=empty)
