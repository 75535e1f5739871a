# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell Django about the core."""

from django.apps import AppConfig


class CoreApp(AppConfig):
    """Name the app."""

    name = "kotipesa_web.core"
    label = "core"

    def ready(self) -> None:
        """Learn how texts are searched."""
        from kotipesa_web.core import searching  # noqa: F401, PLC0415 - models come first
