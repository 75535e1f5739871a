# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell allauth our rules: nobody signs up alone, and services sign in only whom we know."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.urls import reverse

from kotipesa_web.accounts.addresses import client_address
from kotipesa_web.accounts.looking import viewer_of
from kotipesa_web.accounts.models import User
from kotipesa_web.accounts.terms import must_accept


class InvitedOnlyAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Close the open sign-up; joining and invitations make accounts."""

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Never."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Count attempts by the visitor's address, not that of our proxy."""
        return client_address(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead to new terms first, where the organisation has yet to accept them."""
        user = request.user
        if isinstance(user, User) and must_accept(viewer_of(user)):
            return reverse("accounts:terms")
        return str(super().get_login_redirect_url(request))


class KnownOnlyAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Let a sign-in service in only those who have an account, found by a verified address."""

    def is_open_for_signup(self, _request: HttpRequest, _sociallogin: object) -> bool:
        """Never."""
        return False
