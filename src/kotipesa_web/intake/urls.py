# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""List the addresses of this app."""

from django.urls import path

from kotipesa_web.intake import mapping_pages, views

app_name = "intake"

urlpatterns = [
    path("", views.batches, name="list"),
    path("new/", views.new, name="new"),
    path("mappings/", mapping_pages.mappings, name="mappings"),
    path("mappings/<int:pk>/rename/", mapping_pages.rename, name="rename_mapping"),
    path("mappings/<int:pk>/drop/", mapping_pages.drop, name="drop_mapping"),
    path("forms/kotipesa.xlsx", views.empty_form, name="empty_form"),
    path("forms/own.xlsx", views.own_form, name="own_form"),
    path("forms/seutumassa.csv", views.seutumassa_form, name="seutumassa_form"),
    path("<int:pk>/", views.batch, name="batch"),
    path("<int:pk>/rows-are/", views.rows_are, name="rows_are"),
    path("<int:pk>/columns/", views.columns, name="columns"),
    path("<int:pk>/correct/", views.correct, name="correct"),
    path("<int:pk>/leave-out/", views.leave_out, name="leave_out"),
    path("<int:pk>/choices/", views.choices, name="choices"),
    path("<int:pk>/alike/", views.find_alike, name="find_alike"),
    path("<int:pk>/judge/", views.judge, name="judge"),
    path("<int:pk>/accept/", views.accept, name="accept"),
    path("<int:pk>/refuse/", views.refuse, name="refuse"),
    path("<int:pk>/read/", views.read, name="read"),
    path("<int:pk>/undo/", views.undo, name="undo"),
]
