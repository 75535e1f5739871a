# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Know from which address a visitor really comes, behind proxies we trust."""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Give the visitor's address: that of the connection, or what our own proxies say of it.

    X-Forwarded-For is read from its end and only past proxies that KOTIPESA_PROXIES names: what a
    visitor writes into it is never believed.
    """
    seen = str(request.META.get("REMOTE_ADDR", ""))
    told = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    while _is_ours(seen) and told:
        seen = told.pop().strip() or seen
    return seen


def typed_address(request: HttpRequest, credentials: dict[str, str] | None = None) -> str:
    """Give the e-mail address of a sign-in, however it was typed, for throttling."""
    told = credentials or {}
    typed = told.get("email") or told.get("username") or request.POST.get("login", "")
    return str(typed).strip().lower()


def _is_ours(address: str) -> bool:
    try:
        seen = ip_address(address)
    except ValueError:
        return False
    return any(seen in ip_network(ours) for ours in settings.KOTIPESA_PROXIES)
