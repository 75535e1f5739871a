# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""List the addresses of the core."""

from django.urls import path

from kotipesa_web.core.jobs.views import job_cancel, job_page
from kotipesa_web.core.stored.views import stored_file

urlpatterns = [
    path("jobs/<int:pk>", job_page, name="job"),
    path("jobs/<int:pk>/cancel", job_cancel, name="job_cancel"),
    path("files/<int:pk>", stored_file, name="stored_file"),
]
