# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find out for whom a program acts by its key."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from kotipesa_web.accounts.choices import READ
from kotipesa_web.accounts.looking import in_force, viewer_in
from kotipesa_web.accounts.models import ApiKey
from kotipesa_web.accounts.terms import must_accept
from kotipesa_web.accounts.tokens import hashed, is_same, prefix_of
from kotipesa_web.core.viewer import Viewer

NOBODYS = hashed("")
SEEN_EVERY = timedelta(hours=1)


def viewer_of_key(text: str) -> tuple[Viewer, frozenset[str]] | None:
    """Give the viewer a key acts as, and its scopes such as ``read:lots``; None for no valid key.

    Until the organisation has accepted the newest terms, only the reading scopes hold.
    """
    today = timezone.localdate()
    keys = ApiKey.objects.filter(
        prefix=prefix_of(text), revoked_at=None, expires_on__gte=today, membership__in=in_force()
    ).select_related("membership__organisation__region", "membership__user")
    key = keys.first()
    if not is_same(text, key.key_hash if key else NOBODYS) or key is None:
        return None
    _mark_used(key)
    viewer = viewer_in(key.membership, key.membership.user)
    scopes = frozenset(key.scopes)
    if must_accept(viewer):
        scopes = frozenset(scope for scope in scopes if scope.startswith(f"{READ}:"))
    return viewer, scopes


def _mark_used(key: ApiKey) -> None:
    """Note the use, at most once an hour: a reading program must not write at every question."""
    now = timezone.now()
    stale = Q(used_at=None) | Q(used_at__lt=now - SEEN_EVERY)
    if key.used_at is None or key.used_at < now - SEEN_EVERY:
        ApiKey.objects.filter(stale, pk=key.pk).update(used_at=now)
