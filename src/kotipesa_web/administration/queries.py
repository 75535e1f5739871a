# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read what administrators keep: factors with their history, and how the platform is."""

from dataclasses import dataclass

from django.db.models import QuerySet

from kotipesa.vocab import Factor, factors
from kotipesa_web.accounts.choices import MembershipState
from kotipesa_web.accounts.models import Membership, Organisation
from kotipesa_web.administration.models import FactorValue, WaitingTable
from kotipesa_web.core.errors import Hidden
from kotipesa_web.core.jobs.models import Job, JobState
from kotipesa_web.core.permissions import require
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.places.models import GivenTable, Region


@dataclass(frozen=True, slots=True)
class Kept:
    """A factor as the vocabulary has it, and as the region has it where it says otherwise."""

    shipped: Factor
    own: FactorValue | None

    @property
    def is_settable(self) -> bool:
        """Tell whether a region may give it another value: the prices and emissions of plans."""
        return self.shipped.id in SETTABLE


@dataclass(frozen=True, slots=True)
class Standing:
    """How the platform is: who waits, how many people act, which jobs failed."""

    asked: int
    members: int
    people: int
    failed_jobs: int


SETTABLE = ("haul_eur_per_tkm", "haul_eur_per_t", "haul_kgco2e_per_tkm")


def region_of(viewer: Viewer) -> Region:
    """Give the region the viewer keeps; raises Refused for others than administrators."""
    require(viewer, "administer")
    return Region.objects.get(pk=viewer.home_region)


def standing(viewer: Viewer) -> Standing:
    """Count who waits and what failed in the viewer's region."""
    region = region_of(viewer)
    offices = Organisation.objects.filter(region=region)
    return Standing(
        asked=offices.filter(state=MembershipState.ASKED).count(),
        members=offices.filter(state=MembershipState.MEMBER).count(),
        people=Membership.objects.filter(organisation__in=offices).count(),
        failed_jobs=Job.objects.filter(region=region, state=JobState.FAILED).count(),
    )


def kept_factors(viewer: Viewer) -> list[Kept]:
    """List every factor of the vocabulary with the region's own value, if it has one."""
    newest: dict[str, FactorValue] = {}
    for given in history(viewer):
        newest.setdefault(given.factor, given)
    return [Kept(shipped, newest.get(name)) for name, shipped in factors().items()]


def kept_factor(viewer: Viewer, factor: str) -> Kept:
    """Give one factor; raises Hidden for one the vocabulary does not have."""
    found = next((kept for kept in kept_factors(viewer) if kept.shipped.id == factor), None)
    if found is None:
        raise Hidden(factor)
    return found


def history(viewer: Viewer, factor: str = "") -> QuerySet[FactorValue]:
    """List the values the viewer's region gave, the newest first, of one factor if it is told."""
    given = FactorValue.objects.filter(region=region_of(viewer)).select_related("given_by")
    return given.filter(factor=factor) if factor else given


def tables_of(region: Region) -> dict[str, bytes]:
    """Give the tables the region gives everybody, CSV by name."""
    kept = GivenTable.objects.filter(region=region).values_list("name", "content")
    return {name: bytes(content) for name, content in kept}


def waiting_tables(viewer: Viewer) -> QuerySet[WaitingTable]:
    """List the tables that were looked at and are not yet in use."""
    waiting = WaitingTable.objects.filter(region=region_of(viewer))
    return waiting.select_related("brought_by").defer("content")
