# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""List the addresses of this app."""

from django.urls import path

from kotipesa_web.matches import views
from kotipesa_web.matches.searches import views as searches

app_name = "matches"

urlpatterns = [
    path("lots/<int:pk>/", views.candidate_list, name="candidates"),
    path("lots/<int:pk>/places.geojson", views.candidate_places, name="places"),
    path("lots/<int:pk>/watch/", views.watch, name="watch"),
    path("lots/<int:pk>/unwatch/", views.unwatch, name="unwatch"),
    path("lots/<int:pk>/seen/", views.seen, name="seen"),
    path("lots/<int:pk>/ask/", views.ask, name="ask"),
    path("enquiries/", views.enquiries, name="enquiries"),
    path("enquiries/<int:pk>/", views.enquiry, name="enquiry"),
    path("enquiries/<int:pk>/answer/", views.answer, name="answer"),
    path("enquiries/<int:pk>/close/", views.close, name="close"),
    path("reminding/", views.reminding, name="reminding"),
    path("alerts/", searches.alerts, name="alerts"),
    path("searches/<int:pk>/", searches.search, name="search"),
    path("searches/<int:pk>/watch/", searches.watch_search, name="watch_search"),
    path("searches/<int:pk>/unwatch/", searches.unwatch_search, name="unwatch_search"),
    path("searches/<int:pk>/seen/", searches.seen_search, name="seen_search"),
]
