# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell who changed what of one's own row, and how its forecast moved, from the audit log."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kotipesa_web.accounts.queries import names_of_people, names_of_units
from kotipesa_web.core.audit.models import AuditLine
from kotipesa_web.core.columns import Stored
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.places.facts import words_of
from kotipesa_web.places.queries import names_of_sites
from kotipesa_web.ui.columns import columns_of
from kotipesa_web.ui.formats import NOTHING, date_text, number_text
from kotipesa_web.ui.tables import Column, Table

Names: TypeAlias = Mapping[str, Mapping[Any, Any]]
"""By field: the words of its values, such as the names of the rows that it names by number."""

DONE = {
    "add": gettext_lazy("Added"),
    "edit": gettext_lazy("Edited"),
    "withdraw": gettext_lazy("Withdrawn"),
    "confirm": gettext_lazy("Forecast confirmed"),
    "set": gettext_lazy("Alternatives set"),
    "accept": gettext_lazy("Brought in"),
    "import": gettext_lazy("Brought in"),
    "undo": gettext_lazy("Taken back"),
    "read": gettext_lazy("Read for a plan or a balance"),
}
TITLES = {
    "first_month": gettext_lazy("Work begins"),
    "last_month": gettext_lazy("Work ends"),
    "tonnes": gettext_lazy("Tonnes"),
    "state": gettext_lazy("State"),
    "sensitivity": gettext_lazy("Seen by"),
    "rests_on": gettext_lazy("Rests on"),
    "site_id": gettext_lazy("Place"),
    "project_id": gettext_lazy("Project"),
    "unit_of_owner_id": gettext_lazy("Unit"),
    "responsible_id": gettext_lazy("Responsible person"),
    "alternatives": gettext_lazy("Alternatives"),
    "lots_withdrawn": gettext_lazy("Lots withdrawn"),
    "last_confirmed": gettext_lazy("Forecast confirmed"),
}


def _alternatives(pairs: Iterable[tuple[str, float]]) -> str:
    return ", ".join(f"{code} ({number_text(100 * share, 0)} %)" for code, share in pairs)


def _month(month: str) -> str:
    return words_of("month", "", month)


WRITTEN: Mapping[str, Callable[[Any], str]] = {
    "first_month": _month,
    "last_month": _month,
    "last_confirmed": lambda day: date_text(date.fromisoformat(day)),
    "alternatives": _alternatives,
}


def numbers_in(lines: Iterable[AuditLine], field: str) -> set[int]:
    """Gather the row numbers a field had in lines of the audit log."""
    held = [(line.before or {}, line.after or {}) for line in lines]
    return {told[field] for pair in held for told in pair if told.get(field) is not None}


def known_names(viewer: Viewer, lines: Sequence[AuditLine]) -> Names:
    """Name the places, people and units in lines, as far as the viewer may know them."""
    return {
        "site_id": names_of_sites(viewer, numbers_in(lines, "site_id")),
        "responsible_id": names_of_people(viewer, numbers_in(lines, "responsible_id")),
        "unit_of_owner_id": names_of_units(viewer, numbers_in(lines, "unit_of_owner_id")),
    }


def change_table(lines: Iterable[AuditLine], stored: Stored, names: Names) -> Table:
    """List each changed field, newest first: when, who, what it was and what it became.

    ``names`` has the words of fields that hold numbers or codes of ours.
    """
    rows = [row for line in lines for row in _rows(line, stored, names)]
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


def _rows(line: AuditLine, stored: Stored, names: Names) -> list[dict[str, str]]:
    before, after = line.before or {}, line.after or {}
    told = {
        "at": date_text(line.at),
        "who": str(line.actor or line.actor_organisation or NOTHING),
        "done": str(DONE.get(line.action.partition("_")[0], line.action)),
    }
    titles = {field: _title(stored, field) for field in after}
    rows = [
        {
            **told,
            "field": title,
            "before": _words(stored, names, field, before.get(field)),
            "after": _words(stored, names, field, after.get(field)),
        }
        for field, title in titles.items()
        if title  # what has none is worked out from the others
    ]
    return rows or [{**told, "field": NOTHING, "before": NOTHING, "after": _noted(line.note)}]


def _title(stored: Stored, field: str) -> str:
    named = {path.partition("__")[0]: column for column, path in stored.fields.items()}
    name = named.get(field.removesuffix("_id"), "")
    told = next((one for one in columns_of(stored.table) if one.name == name), None)
    return str(TITLES.get(field) or (told.title() if told else ""))


def _words(stored: Stored, names: Names, field: str, value: Any) -> str:
    if value is None or value == "":
        return NOTHING
    if field in names:
        return str(names[field].get(value) or _("Not shown any more"))
    if field in WRITTEN:
        return WRITTEN[field](value) or NOTHING
    named = {path.partition("__")[0]: column for column, path in stored.fields.items()}
    told = next((c for c in columns_of(stored.table) if c.name == named.get(field)), None)
    return words_of(told.type, told.vocabulary, value) or NOTHING if told else str(value)


def _noted(note: str) -> str:
    kind, _space, number = note.partition(" ")
    if kind == "batch":
        return _("Import %(number)s") % {"number": number}
    return note or NOTHING
