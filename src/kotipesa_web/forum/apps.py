# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell Django about the forum."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kotipesa_web.ui.navigation import Door


class ForumApp(AppConfig):
    """Name the app and its door."""

    name = "kotipesa_web.forum"
    label = "forum"
    navigation = (Door("forum:forum", _("Forum"), 80),)
