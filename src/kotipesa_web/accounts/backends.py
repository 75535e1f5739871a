# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Let people in by address and password, and find who is signed in at every request."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.backends import ModelBackend
from django.db import DEFAULT_DB_ALIAS

from kotipesa_web.accounts.models import User
from kotipesa_web.core.prepared import prepared

if TYPE_CHECKING:
    from django.db.models import QuerySet

FIELDS = [field.attname for field in User._meta.concrete_fields]  # noqa: SLF001 - Django's window
PASSWORD_BACKEND = f"{__name__}.PasswordBackend"


class PasswordBackend(ModelBackend):
    """Django's own, with a query that is written once."""

    def get_user(self, user_id: int) -> User | None:
        """Give the person of a session; nobody who may not sign in any more."""
        found = [User.from_db(DEFAULT_DB_ALIAS, FIELDS, row) for row in _people(user_id)]
        return next(filter(self.user_can_authenticate, found), None)


@prepared
def _people(pk: Any) -> "QuerySet[User, Any]":
    return User.objects.filter(pk=pk).values_list(*FIELDS)
