# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell Django about this app."""

from django.apps import AppConfig


class UiApp(AppConfig):
    """Name the app."""

    name = "kotipesa_web.ui"
    label = "ui"
