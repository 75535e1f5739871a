# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell Django about organisations and people."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kotipesa_web.ui.navigation import Door


class AccountsApp(AppConfig):
    """Name the app and its doors."""

    name = "kotipesa_web.accounts"
    label = "accounts"
    personal = (
        Door("accounts:own", _("My organisation"), 20),
        Door("accounts:me", _("My details"), 30),
        Door("accounts:keys", _("Keys for programs"), 40),
    )
