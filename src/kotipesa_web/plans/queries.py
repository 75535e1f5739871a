# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Open the only door to plans for a person."""

from django.db.models import QuerySet

from kotipesa_web.core.errors import Hidden
from kotipesa_web.core.permissions import is_allowed
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.plans.models import Plan


def plans_for(viewer: Viewer) -> QuerySet[Plan]:
    """Give the plans of the viewer's region, the newest first."""
    if not is_allowed(viewer.role, "see_plans"):
        return Plan.objects.none()
    return Plan.objects.filter(region_id=viewer.region_id or 0).select_related("made_by", "owner")


def plan_for(viewer: Viewer, pk: int) -> Plan:
    """Give one plan of the viewer's region; raises Hidden where there is none."""
    found = plans_for(viewer).filter(pk=pk).first()
    if found is None:
        raise Hidden(pk)
    return found
