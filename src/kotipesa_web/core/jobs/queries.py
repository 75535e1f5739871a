# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find the jobs a person may follow: their own and those of their organisation."""

from django.db.models import Q, QuerySet

from kotipesa_web.core.errors import Hidden
from kotipesa_web.core.jobs.models import Job
from kotipesa_web.core.viewer import Viewer


def jobs_for(viewer: Viewer) -> QuerySet[Job]:
    """Give the jobs the viewer may follow, the newest first."""
    if not viewer.is_signed_in:
        return Job.objects.none()
    seen = Q(asked_by_id=viewer.user_id)
    if viewer.organisation_id is not None:
        seen |= Q(owner_id=viewer.organisation_id)
    return Job.objects.filter(seen).order_by("-queued_at", "-pk")


def job_for(viewer: Viewer, pk: int) -> Job:
    """Give one job the viewer may follow; raises Hidden where there is none."""
    found = jobs_for(viewer).filter(pk=pk).first()
    if found is None:
        raise Hidden
    return found
