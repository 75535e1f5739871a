# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell Django about this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kotipesa_web.ui.navigation import Door


class BalancesApp(AppConfig):
    """Name the app."""

    name = "kotipesa_web.balances"
    label = "balances"
    navigation = (Door("balances:balance", _("Balance"), 40),)
