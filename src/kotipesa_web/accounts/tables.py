# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Lay organisations, people, units and keys out as tables."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from kotipesa_web.accounts.forms.persons import scope_text
from kotipesa_web.accounts.models import ApiKey, Membership, Organisation, Unit
from kotipesa_web.ui.tables import Column, Link, Row, Table


def members_table(members: Iterable[Organisation], *, opens: bool) -> Table:
    """List the members; their names lead to their pages for those who may open them."""
    columns = (
        Column("name", _("Organisation"), "link" if opens else "text"),
        Column("kind", _("Kind")),
        Column("number", _("Business ID")),
        Column("since", _("Member since"), "date"),
        Column("people", _("People"), "number"),
    )
    rows = [
        {
            "name": Link(one.name, reverse("accounts:organisation", args=[one.pk]))
            if opens
            else one.name,
            "kind": one.get_kind_display(),
            "number": one.business_id,
            "since": one.decided_at,
            "people": getattr(one, "people", None),
        }
        for one in members
    ]
    empty = _("Nobody has joined yet.")
    return Table(id="members", caption=_("Members"), columns=columns, rows=rows, empty=empty)


def people_table(people: Iterable[Membership], *, keeps: bool) -> Table:
    """List the people of an organisation; names lead to their roles for those who keep them."""
    columns = (
        Column("name", _("Name"), "link" if keeps else "text"),
        Column("role", _("Role of the person")),
        Column("unit", _("Unit")),
        Column("email", _("E-mail")),
        Column("until", _("Last day"), "date"),
    )
    rows: list[Row] = [
        {
            "name": Link(one.user.name, reverse("accounts:person", args=[one.pk]))
            if keeps
            else one.user.name,
            "role": one.get_role_display(),
            "unit": one.unit.name if one.unit else None,
            "email": one.user.email,
            "until": one.valid_to,
        }
        for one in people
    ]
    return Table(id="people", caption=_("People"), columns=columns, rows=rows)


def units_table(units: Iterable[Unit], *, keeps: bool) -> Table:
    """List the units with who answers for each."""
    columns = (
        Column("name", _("Unit"), "link" if keeps else "text"),
        Column("kind", _("Kind")),
        Column("responsible", _("Responsible person")),
        Column("deputy", _("Deputy")),
    )
    rows: list[Row] = [
        {
            "name": Link(one.name, reverse("accounts:unit", args=[one.pk])) if keeps else one.name,
            "kind": one.get_kind_display(),
            "responsible": one.responsible and str(one.responsible),
            "deputy": one.deputy and str(one.deputy),
        }
        for one in units
    ]
    empty = _("No units yet. They tell who answers for what, and who stands in.")
    return Table(id="units", caption=_("Units"), columns=columns, rows=rows, empty=empty)


def scopes_of(key: ApiKey) -> str:
    """Tell what a key may do, in words."""
    return ", ".join(str(scope_text(scope)) for scope in key.scopes)
