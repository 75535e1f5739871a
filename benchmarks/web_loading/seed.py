# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Fill an empty platform with a big region, its rows as the commands would leave them."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kotipesa.vocab import codes
from kotipesa_web.accounts.choices import MembershipState, OrganisationKind
from kotipesa_web.accounts.models import Membership, Organisation, User
from kotipesa_web.core.bulk import insert_many
from kotipesa_web.core.permissions.roles import Role
from kotipesa_web.core.sensitivity import Sensitivity
from kotipesa_web.lots.coarse import coarse_of_lot
from kotipesa_web.lots.engine import weigh
from kotipesa_web.lots.models import Lot
from kotipesa_web.places.engine import coarse_of_months, coarse_of_site
from kotipesa_web.places.models import Facility, Region, Site
from kotipesa_web.projects.models import Project

CITIES = ("049", "091", "092", "106", "186", "235", "245", "257", "444", "543", "753", "858")
KINDS = (
    *((OrganisationKind.MUNICIPALITY, code) for code in CITIES),
    *((OrganisationKind.COMPANY, "") for _ in range(5)),
    (OrganisationKind.COORDINATOR, ""),
    (OrganisationKind.AUTHORITY, ""),
    (OrganisationKind.RESEARCH, ""),
)
ROLES = {
    OrganisationKind.MUNICIPALITY: (Role.COORDINATOR, Role.PLANNER, Role.PLANNER),
    OrganisationKind.COMPANY: (Role.COMPANY,),
    OrganisationKind.COORDINATOR: (Role.REGIONAL,),
    OrganisationKind.AUTHORITY: (Role.AUTHORITY,),
    OrganisationKind.RESEARCH: (Role.RESEARCHER,),
}
PEOPLE_EACH = 15
FACILITIES = 200
GRADES = (*[Sensitivity.PARTNERS] * 5, *[Sensitivity.PUBLIC] * 3, *[Sensitivity.SEALED] * 2)
WEST_M, SOUTH_M, WIDE_M = 340_000.0, 6_650_000.0, 80_000.0
MATERIALS = ("kalliomurske", "hiekka", "savi", "moreeni", "louhe", "sora", "siltti", "kivi")
SOMEWHERE = {"id": "s", "x": WEST_M, "y": SOUTH_M, "crs": "EPSG:3067"}
UNITS = ("t", "m3ktr", "m3ktr", "m3itd")


@dataclass(frozen=True, slots=True)
class Size:
    """How many rows to make."""

    projects: int = 10_000
    lots: int = 50_000


def is_empty() -> bool:
    """Tell whether nothing was filled in yet."""
    return not Region.objects.exists()


def fill(size: Size, seed: int = 1) -> None:
    """Make a region, its organisations and people, and all their rows; the same ones each time."""
    chance = random.Random(seed)  # noqa: S311 - imagined rows, not secrets
    region = Region.objects.create(
        code="uusimaa",
        name_fi="Uusimaa",
        name_sv="Nyland",
        name_en="Uusimaa",
        municipalities=[*CITIES],
        streams=["soil"],
        settings={"start": "2026-01", "months": 48, "distances": "crow", "unmet_eur_per_t": 60},
    )
    organisations = _organisations(region)
    _people(organisations)
    owners = [o for o in organisations if o.kind in {"municipality", "company"}]
    insert_many(_site(region, chance.choice(owners), n, chance) for n in range(size.projects))
    sites = [*Site.objects.order_by("pk")]
    insert_many(_project(site, chance) for site in sites)
    projects = [*Project.objects.order_by("pk").select_related("site")]
    insert_many(_weighed([_lot(projects, n, chance) for n in range(size.lots)]))
    insert_many(_facility(chance.choice(sites), n) for n in range(FACILITIES))


def _organisations(region: Region) -> list[Organisation]:
    insert_many(
        Organisation(
            region=region,
            name=f"Jäsen {n}",
            code=f"jasen-{n}",
            kind=kind,
            business_id=f"1000{n:03}-0",
            municipality=municipality,
            state=MembershipState.MEMBER,
        )
        for n, (kind, municipality) in enumerate(KINDS)
    )
    return [*Organisation.objects.order_by("pk")]


def _people(organisations: Sequence[Organisation]) -> None:
    places = [(o, n) for o in organisations for n in range(PEOPLE_EACH)]
    insert_many(User(email=f"{o.code}.{n}@example.fi", name=f"Henkilö {n}") for o, n in places)
    people = User.objects.order_by("pk")
    insert_many(
        Membership(user=user, organisation=o, role=ROLES[o.kind][n % len(ROLES[o.kind])])
        for user, (o, n) in zip(people, places, strict=True)
    )


def _site(region: Region, owner: Organisation, n: int, chance: random.Random) -> Site:
    x_m, y_m = (round(start + chance.random() * WIDE_M, 1) for start in (WEST_M, SOUTH_M))
    return Site(
        region=region,
        owner=owner,
        sensitivity=chance.choice(GRADES),
        code=f"s-{n}",
        name=f"Työmaa {n}",
        municipality=owner.municipality or chance.choice(CITIES),
        x_m=x_m,
        y_m=y_m,
        **coarse_of_site(x_m, y_m),
    )


def _project(site: Site, chance: random.Random) -> Project:
    first, last = _window(chance, 24)
    return Project(
        region_id=site.region_id,
        owner_id=site.owner_id,
        sensitivity=site.sensitivity,
        code=f"p-{site.pk}",
        name=f"Hanke {site.pk}",
        municipality=site.municipality,
        description="Katu, kunnallistekniikka ja pihat.",
        phase=chance.choice([one.code for one in codes("phase")]),
        site=site,
        first_month=first,
        last_month=last,
        **coarse_of_months(first, last),
        last_confirmed=date(2026, chance.randint(1, 10), 1),
    )


def _lot(projects: Sequence[Project], n: int, chance: random.Random) -> Lot:
    project = projects[n % len(projects)]
    first, last = _window(chance, 8)
    return Lot(
        region_id=project.region_id,
        owner_id=project.owner_id,
        sensitivity=project.sensitivity,
        code=f"l-{n}",
        name=f"Erä {n}",
        direction=("have", "need")[n % 2],
        material=chance.choice(MATERIALS),
        amount=float(round(chance.lognormvariate(6.5, 1.3)) + 1),
        unit=chance.choice(UNITS),
        site=project.site,
        municipality=project.municipality,
        project=project,
        first_month=first,
        last_month=last,
    )


def _weighed(lots: Sequence[Lot]) -> Iterator[Lot]:
    rows = [
        {
            **{name: getattr(lot, name) for name in ("direction", "material", "amount", "unit")},
            "id": lot.code,
            "site": "s",
            "from": lot.first_month,
            "to": lot.last_month,
        }
        for lot in lots
    ]
    for lot, weight in zip(lots, weigh({"lots": rows, "sites": [SOMEWHERE]}), strict=True):
        lot.tonnes, lot.tonnes_low, lot.tonnes_high = weight.values()
        for name, value in coarse_of_lot(lot.first_month, lot.last_month, lot.tonnes).items():
            setattr(lot, name, value)
        yield lot


def _facility(site: Site, n: int) -> Facility:
    return Facility(
        region_id=site.region_id,
        owner_id=site.owner_id,
        sensitivity=site.sensitivity,
        code=f"f-{n}",
        name=f"Varasto {n}",
        role="store",
        site=site,
        capacity_t=20_000.0,
        eur_per_t=1.5,
    )


def _window(chance: random.Random, longest: int) -> tuple[str, str]:
    first = chance.randrange(48)
    return _month(first), _month(first + chance.randrange(longest))


def _month(number: int) -> str:
    return f"{2026 + number // 12}-{number % 12 + 1:02}"
