# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""List the addresses of administration."""

from django.urls import path

from kotipesa_web.administration import views

app_name = "administration"

urlpatterns = [
    path("", views.overview, name="overview"),
    path("factors/", views.factors, name="factors"),
    path("factors/<slug:factor>/", views.factor, name="factor"),
    path("streams/<slug:stream>/", views.stream, name="stream"),
    path("region/", views.region, name="region"),
    path("tables/", views.given_tables, name="tables"),
    path("tables/take/", views.take_tables, name="take_tables"),
    path("tables/drop/", views.drop_tables, name="drop_tables"),
]
