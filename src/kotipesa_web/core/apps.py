# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell Django about the core."""

from django.apps import AppConfig


class CoreApp(AppConfig):
    """Name the app."""

    name = "kotipesa_web.core"
    label = "core"

    def ready(self) -> None:
        """Learn which functions do which jobs."""
        from kotipesa_web.core.jobs.registry import discover  # noqa: PLC0415 - models come first

        discover()
