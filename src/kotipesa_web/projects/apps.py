# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell Django about this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kotipesa_web.ui.navigation import Door


class ProjectsApp(AppConfig):
    """Name the app, and its door in the navigation."""

    name = "kotipesa_web.projects"
    label = "projects"
    navigation = (Door("projects:list", _("Projects"), 10),)

    def ready(self) -> None:
        """Let projects go to a colleague when the person responsible leaves."""
        from kotipesa_web.accounts import handing_over  # noqa: PLC0415 - models come first
        from kotipesa_web.projects.handing_over import (  # noqa: PLC0415
            count_charges,
            give_charges,
        )

        handing_over.register("project", _("Projects"), count=count_charges, give=give_charges)
