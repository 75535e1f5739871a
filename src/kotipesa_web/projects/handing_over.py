# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hand the projects of a person who leaves over to another of the same organisation."""

from django.db.models import F, QuerySet

from kotipesa_web.core.audit.commands import record_rows
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.projects.models import Project


def count_charges(organisation_id: int, user_id: int) -> int:
    """Count the projects of an organisation that a person is responsible for."""
    return _charges(organisation_id, user_id).count()


def give_charges(viewer: Viewer, organisation_id: int, user_id: int, to: int) -> int:
    """Make another person responsible; call it inside the transaction of the hand-over."""
    projects = list(_charges(organisation_id, user_id).select_for_update())
    given = Project.objects.filter(pk__in=[project.pk for project in projects])
    given.update(responsible_id=to, version=F("version") + 1)
    before, after = {"responsible": user_id}, {"responsible": to}
    lines = [(project, before, after) for project in projects]
    record_rows(viewer, action="hand_over", rows=lines)
    return len(projects)


def _charges(organisation_id: int, user_id: int) -> QuerySet[Project]:
    return Project.objects.filter(owner_id=organisation_id, responsible_id=user_id)
