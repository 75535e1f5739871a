# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""List the addresses of the front page and of what is one's own."""

from django.urls import path

from kotipesa_web.home import views

urlpatterns = [path("", views.home, name="home")]
