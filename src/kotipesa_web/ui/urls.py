# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""List the addresses of this app."""

from django.urls import path

from kotipesa_web.ui import views
from kotipesa_web.ui.searches import views as searches

app_name = "ui"
urlpatterns = [
    path("language", views.language, name="language"),
    path("accessibility", views.accessibility, name="accessibility"),
    path("about", views.about, name="about"),
    path("guide/", views.guide, name="guide"),
    path("guide/<slug:page>/", views.guide, name="guide_page"),
    path("feedback", views.feedback, name="feedback"),
    path("feedback/received", views.feedback_received, name="feedback_received"),
    path("feedback/received/<int:pk>/answered", views.feedback_answered, name="feedback_answered"),
    path("searches/save", searches.save_search, name="save_search"),
    path("searches/<int:pk>/drop", searches.drop_search, name="drop_search"),
    path("ui/components", views.components, name="components"),
]
