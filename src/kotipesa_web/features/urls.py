# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""List the addresses of OGC API Features."""

from django.urls import path

from kotipesa_web.features import views

app_name = "features"

urlpatterns = [
    path("", views.landing, name="landing"),
    path("conformance", views.conformance, name="conformance"),
    path("collections", views.collections, name="collections"),
    path("collections/<slug:name>", views.collection, name="collection"),
    path("collections/<slug:name>/items", views.items, name="items"),
    path("collections/<slug:name>/items/<int:pk>", views.item, name="item"),
]
