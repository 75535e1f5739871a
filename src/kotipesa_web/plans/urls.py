# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""List the addresses of this app."""

from django.urls import path

from kotipesa_web.plans import views

app_name = "plans"

urlpatterns = [
    path("", views.plans, name="list"),
    path("<int:pk>/", views.plan, name="plan"),
]
