# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""List the addresses of this app."""

from django.urls import path

from kotipesa_web.balances import views

app_name = "balances"
urlpatterns = [
    path("", views.balance, name="balance"),
    path("map.geojson", views.municipalities, name="map"),
    path("lots/", views.behind, name="behind"),
    path("ours/", views.ours, name="ours"),
    path("area/", views.area, name="area"),
    path("versions/", views.versions, name="versions"),
    path("annex/", views.annex, name="annex"),
    path("download", views.download, name="download"),
]
