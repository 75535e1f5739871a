# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell Django about this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kotipesa_web.ui.navigation import Door


class LotsApp(AppConfig):
    """Name the app, its door in the navigation, and what it shows of a project."""

    name = "kotipesa_web.lots"
    label = "lots"
    navigation = (Door("lots:list", _("Haves and needs"), 20),)
    project_sections = ("kotipesa_web.lots.sections.lots_of_project_section",)
