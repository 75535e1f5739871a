# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Make the small world tests look at: rows of every sensitivity, ours and those of others."""

from collections.abc import Sequence
from dataclasses import dataclass

from kotipesa_web.accounts.choices import MembershipState, OrganisationKind
from kotipesa_web.accounts.looking import viewer_of
from kotipesa_web.accounts.models import Membership, Organisation, User
from kotipesa_web.core.permissions.roles import Role
from kotipesa_web.core.sensitivity import Sensitivity
from kotipesa_web.core.viewer import PUBLIC, Viewer
from kotipesa_web.lots.models import Lot
from kotipesa_web.places.models import Facility, Region, Site
from kotipesa_web.projects.models import Project

PASSWORD = "kolme sanaa riittää"  # noqa: S105 - of imagined people
ORGANISATIONS = {
    "helsinki": ("Helsingin kaupunki", OrganisationKind.MUNICIPALITY, "0201256-6", "091"),
    "vantaa": ("Vantaan kaupunki", OrganisationKind.MUNICIPALITY, "0124610-9", "092"),
    "sora": ("Sora Oy", OrganisationKind.COMPANY, "1234567-1", ""),
    "louhe": ("Louhe Oy", OrganisationKind.COMPANY, "7654321-7", ""),
    "liitto": ("Uudenmaan kotipesä", OrganisationKind.COORDINATOR, "2345678-0", ""),
    "lupa": ("Lupaviranomainen", OrganisationKind.AUTHORITY, "3456789-9", ""),
    "tutkimus": ("Maamassatutkimus", OrganisationKind.RESEARCH, "4567890-7", ""),
}
HOMES = {
    Role.COMPANY: "sora",
    Role.PLANNER: "helsinki",
    Role.COORDINATOR: "helsinki",
    Role.REGIONAL: "liitto",
    Role.AUTHORITY: "lupa",
    Role.RESEARCHER: "tutkimus",
    Role.ADMIN: "liitto",
}
MIDDLE = (385_000.0, 6_675_000.0)


@dataclass(frozen=True)
class World:
    """The region, its organisations by short name, one person a role, and rows by their code."""

    region: Region
    organisations: dict[str, Organisation]
    people: dict[Role, User]
    projects: dict[str, Project]
    lots: dict[str, Lot]
    facilities: dict[str, Facility]

    def viewer(self, role: Role | str) -> Viewer:
        """Look as the person of a role."""
        return PUBLIC if Role(role) == Role.PUBLIC else viewer_of(self.people[Role(role)])


def make_world() -> World:
    """Make a region where two cities and two companies have rows of each grade."""
    region = Region.objects.create(
        code="koe",
        name_fi="Koemaa",
        name_sv="Provland",
        name_en="Testland",
        municipalities=["091", "092"],
        streams=["soil"],
        settings={"start": "2026-01", "months": 24, "distances": "crow", "unmet_eur_per_t": 60},
    )
    organisations = {
        code: Organisation(
            region=region,
            code=name,
            name=name,
            kind=kind,
            business_id=number,
            municipality=municipality,
            state=MembershipState.MEMBER,
        )
        for code, (name, kind, number, municipality) in ORGANISATIONS.items()
    }
    Organisation.objects.bulk_create(organisations.values())
    people = {role: _person(role) for role in HOMES}
    User.objects.bulk_create(people.values())
    Membership.objects.bulk_create(
        Membership(user=people[role], organisation=organisations[home], role=role)
        for role, home in HOMES.items()
    )
    made = {
        f"{owner}-{sensitivity}": _rows(
            organisations[owner],
            sensitivity,
            (MIDDLE[0] + 2_600 * number, MIDDLE[1] + 1_900 * grade),
        )
        for number, owner in enumerate(("helsinki", "vantaa", "sora", "louhe"))
        for grade, sensitivity in enumerate(Sensitivity)
    }
    _keep([*made.values()])
    projects = {name: rows.project for name, rows in made.items()}
    lots = {lot.code: lot for rows in made.values() for lot in rows.lots}
    facilities = {name: rows.facility for name, rows in made.items()}
    return World(region, organisations, people, projects, lots, facilities)


@dataclass(frozen=True)
class Rows:
    """A project with its site, its two lots, and a facility on the site."""

    project: Project
    lots: list[Lot]
    facility: Facility


def make_rows(owner: Organisation, sensitivity: str, at: tuple[float, float] = MIDDLE) -> Rows:
    """Make one row of each kind for an owner, all of one grade."""
    made = _rows(owner, sensitivity, at)
    _keep([made])
    return made


def _rows(owner: Organisation, sensitivity: str, at: tuple[float, float]) -> Rows:
    code = next(code for code, told in ORGANISATIONS.items() if told[0] == owner.name)
    name, region = f"{code}-{sensitivity}", owner.region
    site = _site(region, owner, name, at, sensitivity)
    project = _project(region, owner, site, name)
    number = round((at[0] - MIDDLE[0]) / 2_600) + 1
    grade = round((at[1] - MIDDLE[1]) / 1_900)
    amount_t = 1_000.0 * number + 100 * grade
    lots = [_lot(project, direction, amount_t) for direction in ("have", "need")]
    return Rows(project, lots, _facility(region, owner, site, name))


def _keep(made: Sequence[Rows]) -> None:
    """Write many rows at once: most tests begin with them."""
    Site.objects.bulk_create(rows.project.site for rows in made)
    Project.objects.bulk_create(rows.project for rows in made)
    Lot.objects.bulk_create(lot for rows in made for lot in rows.lots)
    Facility.objects.bulk_create(rows.facility for rows in made)


def _person(role: Role) -> User:
    user = User(email=f"{role}@example.fi", name=f"Henkilö {role.value}")
    user.set_password(PASSWORD)
    return user


def _site(
    region: Region, owner: Organisation, code: str, at: tuple[float, float], sensitivity: str
) -> Site:
    return Site(
        region=region,
        owner=owner,
        sensitivity=sensitivity,
        code=f"s-{code}",
        name=f"Paikka {code}",
        municipality=owner.municipality or "091",
        type="työmaa",
        x_m=at[0],
        y_m=at[1],
        grid_x_m=at[0] // 5_000 * 5_000 + 2_500,
        grid_y_m=at[1] // 5_000 * 5_000 + 2_500,
    )


def _project(region: Region, owner: Organisation, site: Site, code: str) -> Project:
    return Project(
        region=region,
        owner=owner,
        sensitivity=site.sensitivity,
        code=f"p-{code}",
        name=f"Hanke {code}",
        municipality=site.municipality,
        first_month="2026-03",
        last_month="2026-08",
        site=site,
    )


def _lot(project: Project, direction: str, amount_t: float) -> Lot:
    return Lot(
        region=project.region,
        owner=project.owner,
        sensitivity=project.sensitivity,
        code=f"l-{direction}-{project.code.removeprefix('p-')}",
        name=f"Erä {direction} {project.code}",
        direction=direction,
        material="kalliomurske",
        amount=amount_t,
        unit="t",
        tonnes=amount_t,
        band="500-2000" if amount_t < 2_000 else "2000-10000",
        site=project.site,
        municipality=project.municipality,
        project=project,
        first_month="2026-04" if direction == "have" else "2026-05",
        last_month="2026-07",
        first_quarter="2026-04",
        last_quarter="2026-09",
        note=f"salaisuus {project.code}",
    )


def _facility(region: Region, owner: Organisation, site: Site, code: str) -> Facility:
    return Facility(
        region=region,
        owner=owner,
        sensitivity=site.sensitivity,
        code=f"f-{code}",
        name=f"Varasto {code}",
        role="store",
        site=site,
        capacity_t=20_000,
        eur_per_t=1.5,
    )
