# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Sign people in straight in the database, and note down what each may edit."""

from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from kotipesa_web.accounts.backends import PASSWORD_BACKEND
from kotipesa_web.accounts.models import Membership
from kotipesa_web.lots.models import Lot
from kotipesa_web.projects.models import Project

EDITING = ("coordinator", "planner", "company")
LOT_FIELDS = (
    *("direction", "material", "amount", "unit", "first_month", "last_month", "fitness"),
    *("contamination", "sulphide", "state", "sensitivity", "name"),
)


@dataclass(slots=True)
class Person:
    """Somebody signed in: the key of their session, and rows of their own organisation.

    ``lots``: what the form of each is sent with; ``version`` grows with each saving.
    """

    session: str
    role: str
    lots: list[dict[str, Any]] = field(default_factory=list)
    projects: list[int] = field(default_factory=list)


def signed_in(rows_each: int = 40) -> list[Person]:
    """Sign in one person of each role in each organisation."""
    found: dict[tuple[int, str], Membership] = {}
    for membership in Membership.objects.order_by("pk").select_related("user"):
        found.setdefault((membership.organisation_id, membership.role), membership)
    return [_person(membership, n, rows_each) for n, membership in enumerate(found.values())]


def _person(membership: Membership, number: int, rows_each: int) -> Person:
    user = membership.user
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = PASSWORD_BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    person = Person(session.session_key, membership.role)
    if membership.role in EDITING:
        # The two who edit for an organisation have rows of their own: nobody meets another here.
        first = number % 2 * rows_each
        own = slice(first, first + rows_each)
        lots = (
            Lot.objects.filter(owner_id=membership.organisation_id)
            .order_by("pk")
            .select_related("project")[own]
        )
        projects = Project.objects.filter(owner_id=membership.organisation_id).order_by("pk")
        person.lots = [_form_of(lot) for lot in lots]
        person.projects = [*projects.values_list("pk", flat=True)[own]]
    return person


def _form_of(lot: Lot) -> dict[str, Any]:
    told = {name: getattr(lot, name) for name in LOT_FIELDS}
    project = f"{lot.project.name} ({lot.project.code})"
    return {"pk": lot.pk, "project": project, "version": lot.version, **told}
