# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell Django about this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kotipesa_web.ui.navigation import Door


class HomeApp(AppConfig):
    """Name the app and its doors in the menu of the person."""

    name = "kotipesa_web.home"
    label = "home"
    personal = (
        Door("my_page", _("My page"), 10),
        Door("our_data", _("Our data"), 15),
    )
