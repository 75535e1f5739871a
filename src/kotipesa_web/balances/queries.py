# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Open the doors to published balances, to what they rest on, and to the lots behind them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any

import numpy as np
from django.db.models import Count, Max, Q, QuerySet, Sum
from django.db.models.functions import Length

from kotipesa_web.accounts.choices import MembershipState, OrganisationKind
from kotipesa_web.accounts.models import Organisation
from kotipesa_web.balances.models import BalanceBasis, BalanceVersion
from kotipesa_web.balances.rules import audience_of
from kotipesa_web.balances.weighed import Weighed, unpacked
from kotipesa_web.core.errors import Hidden
from kotipesa_web.core.jobs.models import Job, JobState
from kotipesa_web.core.permissions import is_allowed
from kotipesa_web.core.permissions.conditions import where_shown
from kotipesa_web.core.sensitivity import Sensitivity
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.lots.models import Lot
from kotipesa_web.lots.queries import visible_to
from kotipesa_web.lots.snapshot import LIVE, NOT_COMING
from kotipesa_web.places.models import GivenTable, Region, Site
from kotipesa_web.projects.models import Project

COMPUTE, ANNEX = "balances.compute", "balances.annex"
BRINGING = (OrganisationKind.MUNICIPALITY, OrganisationKind.COMPANY)


@dataclass(frozen=True, eq=False, slots=True)
class Known:
    """Lots somebody may know exactly, as the newest balances weigh them, and the horizon."""

    start: int
    months: int
    lots: Weighed


def versions_for(viewer: Viewer) -> QuerySet[BalanceVersion]:
    """Give the balances the viewer may read, the newest first, without their contents."""
    if not is_allowed(viewer.role, "see_balance"):
        return BalanceVersion.objects.none()
    return BalanceVersion.objects.filter(
        region_id=viewer.region_id or 0, audience=audience_of(viewer)
    ).defer("content")


def newest_for(viewer: Viewer) -> BalanceVersion | None:
    """Give the newest balance the viewer may read; None before the first is made."""
    return versions_for(viewer).defer(None).first()


def version_for(viewer: Viewer, pk: int) -> BalanceVersion:
    """Give one balance; raises Hidden where there is none for the viewer."""
    found = versions_for(viewer).defer(None).filter(pk=pk).first()
    if found is None:
        raise Hidden(pk)
    return found


def fingerprint_of(region_id: int) -> str:
    """Tell the data of a region from what they were, by counts and times alone."""
    rows: list[Any] = [
        kind.objects.filter(region_id=region_id).aggregate(rows=Count("pk"), last=Max("changed_at"))
        for kind in (Lot, Project, Site)
    ]
    given = GivenTable.objects.filter(region_id=region_id)
    rows.append(given.aggregate(rows=Count("pk"), bytes=Sum(Length("content"))))
    rows.append(Region.objects.values_list("settings", "version").get(pk=region_id))
    return sha256(json.dumps(rows, default=str, sort_keys=True).encode()).hexdigest()


def basis_of(region_id: int) -> BalanceBasis | None:
    """Give what the newest balances rest on, without the lots."""
    packed = ("lots", "told_exact", "told_rough")
    return BalanceBasis.objects.filter(region_id=region_id).defer(*packed).first()


def computing(region_id: int, fingerprint: str) -> Job | None:
    """Give the job that makes, or could not make, the balances of these very data."""
    asked = Job.objects.filter(kind=COMPUTE, region_id=region_id)
    going_on = Q(state__in=(JobState.QUEUED, JobState.RUNNING))
    in_vain = Q(state=JobState.FAILED, params__fingerprint=fingerprint)
    return asked.filter(going_on | in_vain).order_by("-pk").first()


def members_of(region_id: int) -> list[str]:
    """Name the organisations that have joined and bring lots."""
    members = Organisation.objects.filter(region_id=region_id, state=MembershipState.MEMBER)
    return list(members.filter(kind__in=BRINGING).order_by("name").values_list("name", flat=True))


def projects_of(region_id: int) -> tuple[int, int]:
    """Count the announced projects that have lots, and all of them; what is sealed stays out."""
    shared = ~Q(sensitivity=Sensitivity.SEALED)
    coming = Project.objects.filter(shared, region_id=region_id, same_as=None, alternative_of=None)
    coming = coming.exclude(state__in=NOT_COMING)
    lots = Lot.objects.filter(shared, region_id=region_id, state__in=LIVE)
    known = coming.filter(pk__in=lots.values("project")).count()
    return known, coming.count()


def lots_known(viewer: Viewer) -> QuerySet[Lot]:
    """Give the lots of which the viewer knows place, months and tonnes exactly."""
    return visible_to(viewer).filter(where_shown(viewer, "lot", "tonnes", Q()))


def own_lots(viewer: Viewer) -> QuerySet[Lot]:
    """Give the lots of the viewer's own organisation."""
    return lots_known(viewer).filter(owner_id=viewer.organisation_id or 0)


def weighed(viewer: Viewer, pks: Iterable[int]) -> Known | None:
    """Weigh lots the viewer knows exactly as the newest balances do; None before these are made."""
    basis = basis_of(viewer.home_region)
    if basis is None:
        return None
    every = _every_lot(basis.pk, basis.fingerprint)
    wanted = np.fromiter(pks, dtype=np.int64)
    return Known(basis.start, basis.months, every.only(np.isin(every.pk, wanted)))


@lru_cache(maxsize=4)
def _every_lot(pk: int, _fingerprint: str) -> Weighed:
    content = BalanceBasis.objects.values_list("lots", flat=True).get(pk=pk)
    return Weighed(**unpacked(content))
