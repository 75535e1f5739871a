# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell allauth that nobody signs up alone: one joins with an organisation or by invitation."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitedOnlyAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Close the open sign-up; joining and invitations make accounts."""

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Never."""
        return False
