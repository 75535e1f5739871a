# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Gather the addresses of every app; an address has its row in core/permissions/endpoints.csv."""

from django.urls import include, path

handler500 = "kotipesa_web.ui.refusals.server_error"
urlpatterns = [
    path("", include("kotipesa_web.home.urls")),
    path("admin/", include("kotipesa_web.administration.urls")),
    path("api/", include("kotipesa_web.api.urls")),
    path("ogc/", include("kotipesa_web.features.urls")),
    path("matches/", include("kotipesa_web.matches.urls")),
    path("plans/", include("kotipesa_web.plans.urls")),
    path("balance/", include("kotipesa_web.balances.urls")),
    path("imports/", include("kotipesa_web.intake.urls")),
    path("lots/", include("kotipesa_web.lots.urls")),
    path("forum/", include("kotipesa_web.forum.urls")),
    path("projects/", include("kotipesa_web.projects.urls")),
    path("places/", include("kotipesa_web.places.urls")),
    path("members/", include("kotipesa_web.accounts.urls")),
    path("account/", include("allauth.urls")),
    path("", include("kotipesa_web.ui.urls")),
    path("", include("kotipesa_web.core.urls")),
]
