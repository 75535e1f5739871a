# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell of invitations: those sent to oneself, and those that one's own have not been used."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kotipesa_web.accounts.queries import waiting_invitations
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.ui.formats import date_text


def waiting(viewer: Viewer, most: int) -> Iterator[tuple[Any, str, str]]:
    """Give open invitations with the address of where they are kept by name, and what to do.

    One who was invited comes by the link of the mail alone: it is nowhere else.
    """
    for one in waiting_invitations(viewer)[:most]:
        day = date_text(timezone.localdate(one.expires_at))
        told = {"name": one.organisation.name, "email": one.email, "day": day}
        if one.is_mine:
            text = _("Come to %(name)s by the link in your mail by %(day)s.")
            yield one, "accounts:me", text % told
            continue
        is_own = viewer.owns(one.organisation_id)
        text = _("%(email)s has not come yet; the link holds until %(day)s.")
        yield one, "accounts:organisation" if is_own else "accounts:readers", text % told
