# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Call meetings, give tasks, and mark them done."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from kotipesa_web.accounts.models import Organisation
from kotipesa_web.core.audit.commands import record
from kotipesa_web.core.commands import command
from kotipesa_web.core.permissions import require
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.forum.models import Meeting, Task
from kotipesa_web.forum.queries import members_for, task_for


@command
def call_meeting(*, viewer: Viewer, starts_at: datetime, place: str, agenda: str = "") -> Meeting:
    """Call a meeting of the region's forum; raises ValidationError for a time that has passed."""
    require(viewer, "lead_forum")
    if starts_at < timezone.now():
        raise ValidationError({"starts_at": _("This time has passed.")})
    meeting = Meeting.objects.create(
        region_id=viewer.home_region, starts_at=starts_at, place=place, agenda=agenda
    )
    record(viewer, action="call_meeting", row=meeting, after={"starts_at": str(starts_at)})
    return meeting


@command
def give_task(*, viewer: Viewer, title: str, assigned_to: Organisation, due: date) -> Task:
    """Give an organisation of the forum a task; raises ValidationError where it is no member."""
    require(viewer, "lead_forum")
    if not members_for(viewer).filter(pk=assigned_to.pk).exists():
        raise ValidationError({"assigned_to": _("This organisation is not a member.")})
    task = Task.objects.create(
        region_id=viewer.home_region, title=title, assigned_to=assigned_to, due=due
    )
    record(viewer, action="give_task", row=task, after={"title": title, "due": str(due)})
    return task


@command
def finish_task(*, viewer: Viewer, pk: int) -> Task:
    """Mark a task of one's own organisation done."""
    require(viewer, "do_tasks")
    task = task_for(viewer, pk)
    task.done_at = timezone.now()
    task.version += 1
    task.save()
    record(viewer, action="finish_task", row=task, after={"title": task.title})
    return task
