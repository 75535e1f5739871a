# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""List the addresses of the forum."""

from django.urls import path

from kotipesa_web.forum import views

app_name = "forum"

urlpatterns = [
    path("", views.forum, name="forum"),
    path("meetings/new/", views.call_meeting, name="call_meeting"),
    path("tasks/new/", views.give_task, name="give_task"),
    path("tasks/<int:pk>/done/", views.finish_task, name="finish_task"),
]
