# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Open the only door to plans for a person."""

from dataclasses import dataclass

from django.db.models import QuerySet

from kotipesa_web.accounts.choices import MembershipState, OrganisationKind
from kotipesa_web.accounts.models import Organisation
from kotipesa_web.core.errors import Hidden
from kotipesa_web.core.ids import told_apart
from kotipesa_web.core.permissions import EXACTLY, is_allowed, seen_rows
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.lots.snapshot import LIVE, NOT_COMING
from kotipesa_web.places.models import Facility
from kotipesa_web.plans.models import Plan
from kotipesa_web.projects.models import Project

BRINGING = (OrganisationKind.MUNICIPALITY, OrganisationKind.COMPANY)
"""The organisations that bring rows into plans."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Who has joined, and how many of the announced projects have lots."""

    members: tuple[str, ...]
    projects_known: int
    projects_listed: int

    @property
    def known_percent(self) -> float | None:
        """Give the share of announced projects whose masses are known; None without projects."""
        return 100 * self.projects_known / self.projects_listed if self.projects_listed else None


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


def may_be_opened(viewer: Viewer) -> list[tuple[str, str]]:
    """List the facilities that are planned and not built, those the viewer sees exactly."""
    seen = seen_rows(viewer, "see_facility", *EXACTLY)
    planned = Facility.objects.filter(seen, region_id=viewer.region_id or 0, fixed_eur__gt=0)
    ids = told_apart(Facility.objects.filter(region_id=viewer.region_id or 0))
    named = planned.order_by("name", "code").values_list("pk", "code", "name")
    return [(ids.get(pk, code), name or code) for pk, code, name in named]


def standing(viewer: Viewer) -> Standing:
    """Count who has joined the viewer's region, and of how many projects the lots are known."""
    region = viewer.region_id or 0
    members = Organisation.objects.filter(region_id=region, state=MembershipState.MEMBER)
    coming = Project.objects.filter(region_id=region).exclude(state__in=NOT_COMING)
    names = members.filter(kind__in=BRINGING).values_list("name", flat=True)
    known = coming.filter(lots__state__in=LIVE).distinct().count()
    return Standing(tuple(names), known, coming.count())
