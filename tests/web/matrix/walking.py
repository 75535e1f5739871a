# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Ask an address as somebody, and tell the answer in one word."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from kotipesa_web.accounts.choices import SCOPES
from kotipesa_web.accounts.commands import make_key
from kotipesa_web.accounts.models import User
from kotipesa_web.core.permissions import Role, is_allowed
from kotipesa_web.core.permissions.decisions import NO, RELATIONS, SENSITIVITIES, cell
from web.matrix.things import MAKERS
from web.world import HOMES, World

OTHER = "vantaa"
OTHER_COMPANY = "louhe"
NO_LOGIN = {302, 303}
# What an address takes besides the row it opens.
MORE: Mapping[str, Any] = {
    "language": "fi",
    "name": "lots",
    "page": "plan",
    "factor": "haul_eur_per_tkm",
    "stream": "parts",
    "provider_id": "demo",
    "uidb36": "1",
    "key": "x-y",
    "token": "x",
    "number": 1,
    "form": "moves.csv",
    "z": 1,
    "x": 0,
    "y": 0,
}


@dataclass(frozen=True)
class Case:
    """One question: which address, asked how, by whom, of whose row of which grade."""

    name: str
    method: str
    action: str
    kind: str
    channel: str
    role: Role
    relation: str = "own"
    sensitivity: str = "public"

    @property
    def is_about_a_row(self) -> bool:
        """Tell whether the address opens one row."""
        return self.kind != "-"

    @property
    def whose(self) -> str:
        """Name whose row it is about, and of which grade."""
        return f"{self.relation} {self.sensitivity}" if self.is_about_a_row else ""

    @property
    def expected(self) -> str:
        """Tell what the permission map says: yes or no."""
        if not self.is_about_a_row:
            return "yes" if is_allowed(self.role, self.action) else "no"
        own = self.relation == "own" and self.role != Role.PUBLIC
        found = cell(self.role, self.action, own=own, sensitivity=self.sensitivity)
        return "no" if found == NO else "yes"


def cases(row: Mapping[str, str]) -> Iterator[Case]:
    """List every case of one row of endpoints.csv."""
    for role in Role:
        asked = (row["name"], row["method"], row["action"], row["object"], row["channel"], role)
        if row["object"] == "-":
            yield Case(*asked)
            continue
        for relation in RELATIONS:
            for sensitivity in SENSITIVITIES:
                yield Case(*asked, relation, sensitivity)


def sessions(world: World) -> Mapping[Role, str]:
    """Sign the person of each role in, once for a whole walk; give the keys of their sessions."""
    return {role: _signed_in(person) for role, person in world.people.items()}


def answer(world: World, case: Case, keys: Mapping[Role, str]) -> tuple[str, bytes]:
    """Ask in a transaction that is taken back; give yes or no, and the body."""
    with transaction.atomic():
        client = client_of(world, case, keys)
        address = address_of(world, case)
        body = "{}" if case.method == "PATCH" else ""
        told = client.generic(case.method, address, body, _content_type(case.method))
        read = b"".join(told.streaming_content) if told.streaming else told.content
        transaction.set_rollback(True)
    return _word(told.status_code, told.headers.get("Location", "")), read


def client_of(world: World, case: Case, keys: Mapping[Role, str]) -> Client:
    """Come with the session of a role; a program comes with a key that may do anything keys may."""
    if case.role == Role.PUBLIC:
        return Client()
    if case.channel == "api":
        until = timezone.localdate() + timedelta(days=30)
        viewer = world.viewer(case.role)
        _key, text = make_key(viewer=viewer, name="x", scopes=SCOPES, expires_on=until)
        return Client(headers={"authorization": f"Bearer {text}"})
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = keys[case.role]
    return client


def address_of(world: World, case: Case) -> str:
    """Write the address of a case, of a row made for it where it opens one."""
    pk = None
    if case.is_about_a_row:
        pk = MAKERS[case.kind](world, owner_of(case), case.sensitivity)
    address = address_with(case.name, pk)
    return f"{address}?version=1" if case.method == "DELETE" else address


def address_with(name: str, pk: int | None) -> str:
    """Write a named address, of a row where one is given."""
    wanted = converters(name)
    values = {word: MORE[word] for word in wanted if word in MORE}
    if pk is not None:
        values[next(word for word in wanted if word not in MORE)] = pk
    return reverse(name, kwargs=values)


def owner_of(case: Case) -> str:
    """Choose whose row: that of the role's organisation, or another's."""
    if case.relation == "own":
        return HOMES.get(case.role, "helsinki")
    return OTHER_COMPANY if HOMES.get(case.role) == "vantaa" else OTHER


@cache
def addresses() -> dict[str, list[str]]:
    """List every named address of the platform with what it takes."""
    return dict(_walk(get_resolver(), ""))


def converters(name: str) -> list[str]:
    """List what an address takes, in order."""
    return addresses()[name]


def _signed_in(person: User) -> str:
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _walk(
    resolver: URLResolver, space: str, above: tuple[str, ...] = ()
) -> Iterator[tuple[str, list[str]]]:
    for pattern in resolver.url_patterns:
        taken = (*above, *_taken(pattern))
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern, inner, taken)
        elif isinstance(pattern, URLPattern) and pattern.name:  # the gate refuses the nameless
            yield f"{space}{pattern.name}", [*taken]


def _taken(pattern: URLPattern | URLResolver) -> list[str]:
    return [*pattern.pattern.converters] or re.findall(r"\?P<(\w+)>", str(pattern.pattern))


def _content_type(method: str) -> str:
    return "application/x-www-form-urlencoded" if method == "POST" else "application/json"


def _word(status: int, location: str) -> str:
    if status in {401, 403, 404} or (status in NO_LOGIN and "/account/login/" in location):
        return "no"
    return "yes"
