# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Kill workers in the middle of a plan: it is picked up once, and exactly one plan is kept."""

import random

from django.utils import timezone

from killed.scenarios import KilledJob
from kotipesa_web.accounts.choices import MembershipState, OrganisationKind
from kotipesa_web.accounts.looking import viewer_of
from kotipesa_web.accounts.models import Membership, Organisation, User
from kotipesa_web.core.audit.models import AuditLine
from kotipesa_web.core.jobs.models import Job, JobState
from kotipesa_web.core.permissions.roles import Role
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.lots.models import Lot
from kotipesa_web.places.models import Region, Site
from kotipesa_web.plans.commands import run_plan
from kotipesa_web.plans.models import Plan, PlanContent

OWNERS, LOTS = 6, 240
SECONDS = 1.0
"""About how long a plan of this region takes."""
MATERIALS = ("kalliomurske", "louhe", "hiekka", "moreeni")


class KilledPlan(KilledJob):
    """A plan of which the worker is killed; another takes it when the lease ends."""

    def __init__(self) -> None:
        """Make a region to plan, and start two workers."""
        super().__init__("plans.compute")
        self.viewer = coordinator_of_a_region()

    def begin(self, batch: int) -> None:
        """Ask for a plan."""
        self.batch = batch
        self.job = run_plan(viewer=self.viewer, name=f"Plan {batch}", parameters={})

    def is_in_the_middle(self, share: float) -> bool:
        """Look how long the worker has been at it."""
        self.job.refresh_from_db()
        if self.job.state != JobState.RUNNING or self.job.started_at is None:
            return False
        spent = timezone.now() - self.job.started_at
        return spent.total_seconds() >= share * SECONDS

    def faults(self) -> list[str]:
        """Look at the plan."""
        return faults_of_plan(self.batch, self.job)


def faults_of_plan(batch: int, job: Job) -> list[str]:
    """Count the plans kept for a batch, and what belongs to each."""
    plans = Plan.objects.filter(name=f"Plan {batch}")
    told = [] if plans.count() == 1 else [f"batch {batch}: {plans.count()} plans kept"]
    contents = PlanContent.objects.filter(plan__in=plans).count()
    lines = AuditLine.objects.filter(action="run_plan", row_id__in=plans.values("pk")).count()
    if (contents, lines) != (1, 1):
        told.append(f"batch {batch}: {contents} contents and {lines} audit lines")
    if job.state != JobState.DONE or job.attempts > 2:
        told.append(f"job {job.pk}: {job.state} after {job.attempts} attempts")
    return told


def coordinator_of_a_region() -> Viewer:
    """Make a region with lots of some owners, and look as its coordinator."""
    region = Region.objects.create(
        code="kill",
        name_fi="Koe",
        name_sv="Prov",
        name_en="Trial",
        streams=["soil"],
        settings={"start": "2026-01", "months": 24, "distances": "crow"},
    )
    owners = [_organisation(region, number) for number in range(OWNERS)]
    chance = random.Random(1)  # noqa: S311 - places, not secrets
    sites = Site.objects.bulk_create(
        _site(region, owners[number % OWNERS], number, chance) for number in range(LOTS)
    )
    Lot.objects.bulk_create(_lot(site, number, chance) for number, site in enumerate(sites))
    user = User.objects.create_user("coordinator@example.fi", name="Koordinaattori")
    Membership.objects.create(user=user, organisation=owners[0], role=Role.REGIONAL)
    return viewer_of(user)


def _organisation(region: Region, number: int) -> Organisation:
    return Organisation.objects.create(
        region=region,
        code=f"o{number}",
        name=f"Omistaja {number}",
        kind=OrganisationKind.COMPANY,
        business_id=f"{number:07d}-0",
        state=MembershipState.MEMBER,
    )


def _site(region: Region, owner: Organisation, number: int, chance: random.Random) -> Site:
    x_m, y_m = 370_000 + chance.random() * 60_000, 6_660_000 + chance.random() * 50_000
    return Site(
        region=region,
        owner=owner,
        code=f"s{number}",
        municipality="091",
        x_m=x_m,
        y_m=y_m,
        grid_x_m=x_m // 5_000 * 5_000 + 2_500,
        grid_y_m=y_m // 5_000 * 5_000 + 2_500,
    )


def _lot(site: Site, number: int, chance: random.Random) -> Lot:
    first = chance.randrange(1, 10)
    return Lot(
        region=site.region,
        owner=site.owner,
        site=site,
        code=f"l{number}",
        direction="have" if number % 2 else "need",
        material=chance.choice(MATERIALS),
        amount=chance.randrange(100, 9_000),
        unit="t",
        municipality="091",
        first_month=f"2026-{first:02d}",
        last_month=f"2027-{first:02d}",
    )
