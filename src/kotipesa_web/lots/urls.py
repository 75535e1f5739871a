# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""List the addresses of this app."""

from django.urls import path

from kotipesa_web.lots.views import changing, estimating, lists, pages

app_name = "lots"
urlpatterns = [
    path("", lists.lot_list, name="list"),
    path("map", lists.lot_map, name="map"),
    path("places", lists.lot_places, name="places"),
    path("file", lists.lot_file, name="file"),
    path("add", changing.add_lot, name="add"),
    path("<int:pk>", pages.lot_page, name="lot"),
    path("<int:pk>/history", pages.lot_history, name="history"),
    path("<int:pk>/edit", changing.edit_lot, name="edit"),
    path("<int:pk>/withdraw", changing.withdraw_lot, name="withdraw"),
    path("<int:pk>/attach", changing.attach_file, name="attach"),
    path("attachments/<int:pk>/detach", changing.detach_file, name="detach"),
    path("of-project/<int:pk>/estimate", estimating.estimate, name="estimate"),
]
