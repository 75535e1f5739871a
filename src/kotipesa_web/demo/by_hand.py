# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Do in the demo what people do by hand once their files are in."""

from collections import Counter
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from kotipesa_web.accounts.models import Organisation
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.demo.people import COORDINATOR
from kotipesa_web.forum import commands as forum
from kotipesa_web.lots.models import Lot
from kotipesa_web.places import commands as places
from kotipesa_web.places.models import Facility
from kotipesa_web.projects import commands as projects
from kotipesa_web.projects.models import Project
from kotipesa_web.ui.formats import code_text

STALE_EACH = 4  # so many projects for one whose forecast nobody has confirmed
AT = time(9, 0)
AGENDA = "Massatase ja uusin suunnitelma\nKevään kaivukohteet\nVälivaraston paikka"
TASKS = (
    (14, "Vahvistakaa hankkeidenne ennusteet"),
    (30, "Ehdottakaa paikkaa yhteiselle välivarastolle"),
)


def finish_rows(viewer: Viewer) -> None:
    """Give an owner's projects the months and the site of their lots, and confirm most of them."""
    for number, project in enumerate(Project.objects.filter(owner=viewer.organisation_id), 1):
        if lots := [*project.lots.select_related("site")]:
            _place(viewer, project, lots)
        if number % STALE_EACH:
            projects.confirm_forecast(viewer=viewer, pk=project.pk)
    facilities = Facility.objects.filter(owner=viewer.organisation_id, name="")
    for facility in facilities.select_related("site"):
        name = f"{code_text('role', facility.role)}, {facility.site.name}"
        places.edit_facility(
            viewer=viewer, pk=facility.pk, version=facility.version, values={"name": name}
        )


def begin_forum(viewer: Viewer) -> None:
    """Call a meeting and give tasks, as the regional coordinator does."""
    today = timezone.localdate()
    thursday = today + timedelta(days=24 - today.weekday())
    starts_at = timezone.make_aware(datetime.combine(thursday, AT))
    forum.call_meeting(viewer=viewer, starts_at=starts_at, place=COORDINATOR, agenda=AGENDA)
    members = Organisation.objects.exclude(name=COORDINATOR).exclude(municipality="")
    for member in members.order_by("pk")[:1]:
        for days, title in TASKS:
            due = today + timedelta(days=days)
            forum.give_task(viewer=viewer, title=title, assigned_to=member, due=due)


def _place(viewer: Viewer, project: Project, lots: list[Lot]) -> None:
    own = Counter(lot.site_id for lot in lots if viewer.owns(lot.site.owner_id))
    values: dict[str, Any] = {
        "first_month": min(lot.first_month for lot in lots),
        "last_month": max(lot.last_month for lot in lots),
    }
    if own:
        values["site_id"] = max(own, key=own.__getitem__)
    projects.edit_project(viewer=viewer, pk=project.pk, version=project.version, values=values)
