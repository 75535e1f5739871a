# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""List every page of the platform with somebody who may open it, from the permission map."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from kotipesa_web.core.permissions import Role
from kotipesa_web.core.permissions.decisions import endpoints
from kotipesa_web.lots.choices import LotState
from kotipesa_web.lots.models import Lot
from web.matrix.things import MAKERS
from web.matrix.walking import Case, address_with, cases, owner_of
from web.world import HOMES, World

# Those who do most come first; a page of signing in is that of nobody yet.
BUSY = (
    Role.COORDINATOR,
    Role.REGIONAL,
    Role.ADMIN,
    Role.COMPANY,
    Role.PLANNER,
    Role.AUTHORITY,
    Role.RESEARCHER,
    Role.PUBLIC,
)
ENTRANCE = ("account_", "mfa_", "socialaccount_", "openid_")
FOR_EACH_ROLE = {"home"}
# Who has set up two-step sign-in already, and the pages that are there for them only.
SET_UP = Role.AUTHORITY
OF_SET_UP = {
    "mfa_reauthenticate",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
}
# Without an identity provider these lead nowhere, and say so.
STATUS = {
    "socialaccount_login_error": 401,
    "openid_connect_login": 404,
    "openid_connect_callback": 404,
}
# Closes the lots it does not move: made first, and then the lots are opened again.
FIRST = "planned_move"


@dataclass(frozen=True)
class Visit:
    """A page to look at: its name in the permission map, its address, and who looks."""

    name: str
    address: str
    role: Role

    @property
    def status(self) -> int:
        """Tell how it should answer."""
        return STATUS.get(self.name, 200)


def visits(world: World) -> list[Visit]:
    """Make the rows that pages show, and list each page once, where its redirects end."""
    _set_up_second_step(world)
    chosen = sorted(_chosen(), key=lambda case: case.kind != FIRST)
    made: dict[tuple[str, str, str], int] = {}
    asked = []
    MAKERS["invitation"](world, HOMES[BUSY[0]], "public")
    for case in chosen:
        key = (case.kind, owner_of(case), case.sensitivity)
        if case.is_about_a_row and key not in made:
            made[key] = MAKERS[case.kind](world, *key[1:])
            Lot.objects.filter(state=LotState.CLOSED).update(state=LotState.OPEN)
        asked.append((case, address_with(case.name, made.get(key))))
    clients = {role: _signed_in(world, role) for role in Role}
    return sorted(_pages(asked, clients), key=lambda visit: BUSY.index(visit.role))


def sessions(world: World) -> Mapping[Role, str]:
    """Give the key of a session of each role's person, signed in a moment ago."""
    name = settings.SESSION_COOKIE_NAME
    roles = [role for role in Role if role != Role.PUBLIC]
    return {role: _signed_in(world, role).cookies[name].value for role in roles}


def _chosen() -> Iterator[Case]:
    for row in endpoints().values():
        if (row["method"], row["channel"]) != ("GET", "html"):
            continue
        allowed = [case for case in cases(row) if case.expected == "yes"]
        ranks = (*BUSY[::-1],) if row["name"].startswith(ENTRANCE) else BUSY
        allowed.sort(key=lambda case: ranks.index(case.role))
        if row["name"] in OF_SET_UP:
            allowed = [case for case in allowed if case.role == SET_UP]
        by_role = {case.role: case for case in reversed(allowed)}
        yield from by_role.values() if row["name"] in FOR_EACH_ROLE else allowed[:1]


def _set_up_second_step(world: World) -> None:
    person = world.people[SET_UP]
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(person)


def _pages(asked: list[tuple[Case, str]], clients: Mapping[Role, Client]) -> Iterator[Visit]:
    seen = set()
    for case, address in asked:
        told = clients[case.role].get(address, follow=True)
        final = told.redirect_chain[-1][0] if told.redirect_chain else address
        if not _is_page(told) or (case.role, final) in seen:
            continue
        seen.add((case.role, final))
        yield Visit(case.name, final, case.role)


def _is_page(told: HttpResponse) -> bool:
    """Tell a whole page from a file, and from a part of a page that a script asks for."""
    is_html = told.headers.get("Content-Type", "").startswith("text/html")
    return is_html and b"<html" in told.content


def _signed_in(world: World, role: Role) -> Client:
    client = Client()
    if role != Role.PUBLIC:
        client.force_login(world.people[role])
        session = client.session
        session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        session.save()
    return client
