# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Keep sessions in the database as Django does, and find them by a query that is written once."""

from typing import TYPE_CHECKING, Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from kotipesa_web.core.prepared import prepared

if TYPE_CHECKING:
    from django.db.models import QuerySet


class SessionStore(DatabaseStore):
    """Sessions, each found at every request of its person."""

    def load(self) -> dict[str, Any]:
        """Give what a session keeps; nothing of one that is over, or that nobody began."""
        found = _kept(self.session_key, timezone.now())
        if not found:
            self._session_key = None
            return {}
        told: dict[str, Any] = self.decode(found[0][0])
        return told


@prepared
def _kept(key: Any, now: Any) -> "QuerySet[Session, Any]":
    return Session.objects.filter(session_key=key, expire_date__gt=now).values_list("session_data")
