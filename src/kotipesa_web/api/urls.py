# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""List the addresses of the API."""

from django.urls import URLPattern, URLResolver, path

from kotipesa_web.api.service import api, beginning

urlpatterns: list[URLPattern | URLResolver] = [
    path("", beginning, name="api_beginning"),
    path("", api.urls),
]
