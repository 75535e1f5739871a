# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Lay out what an organisation may know of its own data: who read it, what left, what is kept."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from kotipesa_web.core.sensitivity import PublicityGround, Sensitivity
from kotipesa_web.home import words
from kotipesa_web.ui.formats import choice_text, date_text
from kotipesa_web.ui.tables import Column, Status, Table

if TYPE_CHECKING:
    from django.core.paginator import Page


def grades_table(counted: Mapping[str, Iterable[Mapping[str, Any]]]) -> Table:
    """Count own rows by kind, grade and ground of secrecy."""
    rows = [
        {
            "kind": words.kind_words(kind),
            "grade": Status(row["sensitivity"], choice_text(Sensitivity, row["sensitivity"])),
            "ground": _ground(row),
            "count": row["count"],
        }
        for kind, found in counted.items()
        for row in found
    ]
    columns = (
        Column("kind", _("Kind")),
        Column("grade", _("Seen by"), "status"),
        Column("ground", _("Ground of secrecy")),
        Column("count", _("Rows"), "number"),
    )
    empty = _("Your organisation has told nothing yet.")
    return Table(
        id="grades", caption=_("What we have told"), columns=columns, rows=rows, empty=empty
    )


def readings_table(page: "Page[Any]") -> Table:
    """List who did what with own rows."""
    rows = [
        {
            "at": date_text(line.at),
            "who": str(line.actor_organisation or _("The platform")),
            "role": words.role_words(line.role),
            "what": words.action_words(line.action),
            "row": f"{words.kind_words(line.kind)} {line.row_code or line.row_id or ''}".strip(),
            "note": line.note,
        }
        for line in page.object_list
    ]
    columns = (
        Column("at", _("When")),
        Column("who", _("Who")),
        Column("role", _("As whom")),
        Column("what", _("What they did")),
        Column("row", _("With which row")),
        Column("note", _("For what")),
    )
    return Table(
        id="readings",
        caption=_("Who has handled our data"),
        columns=columns,
        rows=rows,
        page=page,
        empty=_("Nobody else has done anything with your rows or read what is sealed."),
        is_caption_hidden=True,
    )


def left_table(page: "Page[Any]") -> Table:
    """List what of own rows left the system."""
    rows = [
        {
            "at": date_text(line.at),
            "who": str(line.receiver_organisation or _("The public")),
            "channel": words.channel_words(line.channel),
            "what": line.what,
            "level": words.level_words(line.projection),
            "rows": line.rows,
        }
        for line in page.object_list
    ]
    columns = (
        Column("at", _("When")),
        Column("who", _("To whom")),
        Column("channel", _("By what way")),
        Column("what", _("What")),
        Column("level", _("How much was shown")),
        Column("rows", _("Rows"), "number"),
    )
    return Table(
        id="left",
        caption=_("What left the system"),
        columns=columns,
        rows=rows,
        page=page,
        empty=_("Nothing of your rows has been taken out."),
        is_caption_hidden=True,
    )


def _ground(row: Mapping[str, Any]) -> str:
    if row["sensitivity"] != Sensitivity.SEALED and not row["publicity_ground"]:
        return ""
    return str(PublicityGround(row["publicity_ground"]).label)
