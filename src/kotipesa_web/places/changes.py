# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell who changed what of one's own row, and how its forecast moved, from the audit log."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kotipesa_web.core.audit.models import AuditLine
from kotipesa_web.core.columns import Stored
from kotipesa_web.places.facts import words_of
from kotipesa_web.ui.columns import columns_of
from kotipesa_web.ui.formats import NOTHING, date_text
from kotipesa_web.ui.tables import Column, Table

DONE = {
    "add": gettext_lazy("Added"),
    "edit": gettext_lazy("Edited"),
    "withdraw": gettext_lazy("Withdrawn"),
    "confirm": gettext_lazy("Forecast confirmed"),
    "set": gettext_lazy("Alternatives set"),
    "accept": gettext_lazy("Brought in"),
    "import": gettext_lazy("Brought in"),
    "undo": gettext_lazy("Taken back"),
}
TITLES = {
    "first_month": gettext_lazy("Work begins"),
    "last_month": gettext_lazy("Work ends"),
    "tonnes": gettext_lazy("Tonnes"),
    "state": gettext_lazy("State"),
    "sensitivity": gettext_lazy("Seen by"),
    "rests_on": gettext_lazy("Rests on"),
    "site_id": gettext_lazy("Place"),
    "responsible_id": gettext_lazy("Responsible person"),
    "lots_withdrawn": gettext_lazy("Lots withdrawn"),
    "last_confirmed": gettext_lazy("Forecast confirmed"),
}


def change_table(lines: Iterable[AuditLine], stored: Stored) -> Table:
    """List each changed field, newest first: when, who, what it was and what it became."""
    rows = [row for line in lines for row in _rows(line, stored)]
    return Table(
        id="changes",
        caption=_("What was changed"),
        columns=(
            Column("at", _("When")),
            Column("who", _("Who")),
            Column("done", _("What was done")),
            Column("field", _("Field")),
            Column("before", _("Before")),
            Column("after", _("After")),
        ),
        rows=rows,
        empty=_("Nothing was changed here yet."),
        is_caption_hidden=True,
    )


def forecast_rows(
    lines: Sequence[AuditLine], present: Mapping[str, Any], fields: Sequence[str]
) -> list[dict[str, Any]]:
    """Give the values of fields after each change of them, oldest first; the last is the present.

    ``lines`` are newest first. What the row held before the first line has no moment of its own.
    """
    versions = []
    now = {field: present[field] for field in fields}
    for line in lines:
        changed = {*fields} & {*(line.after or {})}
        if changed:
            versions.append({"at": line.at, **now})
            now |= {field: (line.before or {}).get(field) for field in changed}
    if any(value is not None for value in now.values()):
        versions.append({"at": None, **now})
    return versions[::-1]


def _rows(line: AuditLine, stored: Stored) -> list[dict[str, str]]:
    before, after = line.before or {}, line.after or {}
    told = {
        "at": date_text(line.at),
        "who": str(line.actor or line.actor_organisation or NOTHING),
        "done": str(DONE.get(line.action.partition("_")[0], line.action)),
    }
    fields = [*after] or [""]
    return [
        {
            **told,
            "field": _title(stored, field),
            "before": _words(stored, field, before.get(field)),
            "after": _words(stored, field, after.get(field)) if field else _noted(line.note),
        }
        for field in fields
    ]


def _title(stored: Stored, field: str) -> str:
    named = {path.partition("__")[0]: column for column, path in stored.fields.items()}
    name = named.get(field.removesuffix("_id"), "")
    told = next((one for one in columns_of(stored.table) if one.name == name), None)
    return str(TITLES.get(field) or (told.title() if told else field) or NOTHING)


def _words(stored: Stored, field: str, value: Any) -> str:
    named = {path.partition("__")[0]: column for column, path in stored.fields.items()}
    told = next((c for c in columns_of(stored.table) if c.name == named.get(field)), None)
    if field.endswith("_month"):
        return words_of("month", "", value) or NOTHING
    if field == "last_confirmed" and value:
        return date_text(date.fromisoformat(value))
    if field == "state" or told is None:
        return str(value) if value not in (None, "") else NOTHING
    return words_of(told.type, told.vocabulary, value) or NOTHING


def _noted(note: str) -> str:
    kind, _space, number = note.partition(" ")
    if kind == "batch":
        return _("Import %(number)s") % {"number": number}
    return note or NOTHING
