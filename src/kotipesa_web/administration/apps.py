# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell Django about administration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kotipesa_web.ui.navigation import Door


class AdministrationApp(AppConfig):
    """Name the app and its door."""

    name = "kotipesa_web.administration"
    label = "administration"
    navigation = (Door("administration:overview", _("Administration"), 95),)
