# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Open the only door to the forum for a person: members, meetings, tasks of their region."""

from django.db.models import QuerySet
from django.utils import timezone

from kotipesa_web.accounts.choices import MembershipState
from kotipesa_web.accounts.models import Organisation
from kotipesa_web.core.errors import Hidden
from kotipesa_web.core.permissions import is_allowed
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.forum.models import Meeting, Task


def members_for(viewer: Viewer) -> QuerySet[Organisation]:
    """List the member organisations of the viewer's region."""
    members = Organisation.objects.filter(state=MembershipState.MEMBER)
    return members.filter(region_id=_region(viewer))


def coming_meetings(viewer: Viewer) -> QuerySet[Meeting]:
    """List the meetings of the viewer's region that are still to come, the next first."""
    return Meeting.objects.filter(region_id=_region(viewer), starts_at__gte=timezone.now())


def tasks_for(viewer: Viewer) -> QuerySet[Task]:
    """List every open task of the viewer's region."""
    tasks = Task.objects.filter(region_id=_region(viewer), done_at=None)
    return tasks.select_related("assigned_to", "meeting")


def my_tasks(viewer: Viewer) -> QuerySet[Task]:
    """List the open tasks of the viewer's own organisation."""
    return tasks_for(viewer).filter(assigned_to_id=viewer.organisation_id or 0)


def task_for(viewer: Viewer, pk: int) -> Task:
    """Give one task of the viewer's own organisation; raises Hidden where there is none."""
    found = my_tasks(viewer).filter(pk=pk).first()
    if found is None:
        raise Hidden(pk)
    return found


def _region(viewer: Viewer) -> int:
    return (viewer.region_id or 0) if is_allowed(viewer.role, "see_forum") else 0
