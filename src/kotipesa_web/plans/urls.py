# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""List the addresses of this app."""

from django.urls import path

from kotipesa_web.plans import views

app_name = "plans"

urlpatterns = [
    path("", views.plans, name="list"),
    path("new/", views.new_plan, name="new"),
    path("<int:pk>/", views.plan, name="plan"),
    path("<int:pk>/basis/", views.basis, name="basis"),
    path("<int:pk>/flows.geojson", views.flows, name="flows"),
    path("<int:pk>/moves/", views.moves, name="moves"),
    path("<int:pk>/moves.geojson", views.moves_map, name="moves_map"),
    path("<int:pk>/moves/<int:number>/", views.move, name="move"),
    path("<int:pk>/stores/", views.stores, name="stores"),
    path("<int:pk>/compare/", views.compare, name="compare"),
    path("<int:pk>/again/", views.again, name="again"),
    path("<int:pk>/download/<str:form>/", views.download, name="download"),
]
