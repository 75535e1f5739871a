# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""List the addresses of the front page and of what is one's own."""

from django.urls import path

from kotipesa_web.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("my/", views.my_page, name="my_page"),
    path("our-data/", views.our_data, name="our_data"),
    path("our-data/kotipesa.zip", views.our_data_file, name="our_data_file"),
    path("our-data/lots/<int:pk>/remove/", views.remove_lot, name="remove_lot"),
    path("our-data/projects/<int:pk>/remove/", views.remove_project, name="remove_project"),
]
