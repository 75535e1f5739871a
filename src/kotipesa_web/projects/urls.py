# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""List the addresses of this app."""

from django.urls import path

from kotipesa_web.projects.views import changing, lists, pages

app_name = "projects"
urlpatterns = [
    path("", lists.project_list, name="list"),
    path("map", lists.project_map, name="map"),
    path("places", lists.project_places, name="places"),
    path("file", lists.project_file, name="file"),
    path("offered", lists.offered_projects, name="offered"),
    path("add", changing.add_project, name="add"),
    path("<int:pk>", pages.project_page, name="project"),
    path("<int:pk>/history", pages.project_history, name="history"),
    path("<int:pk>/edit", changing.edit_project, name="edit"),
    path("<int:pk>/withdraw", changing.withdraw_project, name="withdraw"),
    path("<int:pk>/confirm", changing.confirm_forecast, name="confirm"),
    path("<int:pk>/alternatives", changing.alternatives, name="alternatives"),
]
