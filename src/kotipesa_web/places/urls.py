# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""List the addresses of this app."""

from django.urls import path

from kotipesa_web.places.views import facilities, sites, tiles

app_name = "places"
urlpatterns = [
    path("sites", sites.site_list, name="sites"),
    path("sites/offered", sites.offered_sites, name="offered_sites"),
    path("sites/add", sites.add_site, name="add_site"),
    path("sites/<int:pk>", sites.site_page, name="site"),
    path("sites/<int:pk>/edit", sites.edit_site, name="edit_site"),
    path("sites/<int:pk>/withdraw", sites.withdraw_site, name="withdraw_site"),
    path("facilities", facilities.facility_list, name="facilities"),
    path("facilities/places", facilities.facility_places, name="facility_places"),
    path("facilities/add", facilities.add_facility, name="add_facility"),
    path("facilities/<int:pk>", facilities.facility_page, name="facility"),
    path("facilities/<int:pk>/edit", facilities.edit_facility, name="edit_facility"),
    path("facilities/<int:pk>/withdraw", facilities.withdraw_facility, name="withdraw_facility"),
    path("tiles/<int:z>/<int:x>/<int:y>", tiles.map_tile, name="map_tile"),
]
