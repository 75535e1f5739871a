# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Give every template what the layout shows: viewer, navigation, organisations, version."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static

from kotipesa.version import __version__
from kotipesa_web.core.viewer import PUBLIC
from kotipesa_web.ui.navigation import navigation


def page_context(request: HttpRequest) -> dict[str, Any]:
    """Name what the layout needs; nothing here asks the database."""
    viewer = getattr(request, "viewer", PUBLIC)
    return {
        "viewer": viewer,
        "navigation": navigation(viewer, request.path),
        "personal": navigation(viewer, request.path, "personal"),
        "seats": getattr(request, "seats", ()),
        "kotipesa_version": __version__,
        "basemap": basemap,  # asked by maps alone
        "csp_nonce": getattr(request, "csp_nonce", ""),
    }


def basemap() -> str:
    """Give the address of the base map, or '' where none has been made."""
    made = settings.HOME / "map" / "region.pmtiles"
    return static("map/region.pmtiles") if made.is_file() else ""
