# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Change one's own account, and make and revoke the keys by which programs act for one."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from kotipesa_web.accounts import queries
from kotipesa_web.accounts.choices import SCOPES
from kotipesa_web.accounts.models import ApiKey, Membership, User
from kotipesa_web.accounts.rules import key_holds_until
from kotipesa_web.accounts.tokens import hashed, new_key
from kotipesa_web.core.audit.commands import record
from kotipesa_web.core.commands import changed, command
from kotipesa_web.core.errors import Refused
from kotipesa_web.core.viewer import Viewer


@command
def change_own_account(*, viewer: Viewer, name: str, phone: str, language: str) -> User:
    """Change one's own name, phone and language."""
    user = User.objects.select_for_update().get(pk=viewer.user_id or 0)
    _before, after = changed(user, {"name": name, "phone": phone, "language": language})
    if after:
        user.save(update_fields=[*after])
        fields = sorted(after)  # names and phones are personal: the log keeps which, not what
        record(viewer, action="change_own_account", note=", ".join(fields))
    return user


@command
def make_key(
    *, viewer: Viewer, name: str, scopes: Sequence[str], expires_on: date
) -> tuple[ApiKey, str]:
    """Make a key for the membership one acts in; its text is given this once.

    Raises ValidationError for an unknown scope, none, or more than a year.
    """
    membership = queries.own_membership(viewer)
    if membership is None:
        message = "make_key"
        raise Refused(message)
    if not scopes or not set(scopes) <= set(SCOPES):
        raise ValidationError({"scopes": _("Choose what the key may be used for.")})
    key_holds_until(expires_on, timezone.localdate())
    text, prefix = new_key()
    key = ApiKey.objects.create(
        membership=Membership.objects.get(pk=membership.pk),
        name=name,
        prefix=prefix,
        key_hash=hashed(text),
        scopes=sorted(scopes),
        expires_on=expires_on,
    )
    record(viewer, action="make_key", row=key, after={"name": name, "scopes": key.scopes})
    return key, text


@command
def revoke_key(*, viewer: Viewer, pk: int) -> ApiKey:
    """Revoke one of one's own keys; raises Hidden for those of others."""
    key = queries.key_for(viewer, pk)
    key.revoked_at = timezone.now()
    key.save(update_fields=["revoked_at"])
    record(viewer, action="revoke_key", row=key, before={"name": key.name})
    return key
