# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold programs to the scopes of their keys."""

from django.http import HttpRequest

from kotipesa_web.core.errors import Refused


def may_read(request: HttpRequest, kind: str) -> None:
    """Raise Refused where the request came with a key that does not read rows of this kind."""
    scopes = getattr(request, "scopes", None)
    if scopes is not None and f"read:{kind}" not in scopes:
        raise Refused(kind)


def may_write(request: HttpRequest, kind: str) -> None:
    """Raise Refused unless the request came with a key that writes rows of this kind.

    A session alone never writes here: a page of another site could send it along.
    """
    if f"write:{kind}" not in (getattr(request, "scopes", None) or ()):
        raise Refused(kind)
