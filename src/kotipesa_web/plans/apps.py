# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell Django about this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kotipesa_web.ui.navigation import Door


class PlansApp(AppConfig):
    """Name the app."""

    name = "kotipesa_web.plans"
    label = "plans"
    navigation = (Door("plans:list", _("Plans"), 50),)
