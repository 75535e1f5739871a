# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Build the demo as people would: organisations join, bring their files in, and a plan is made."""

import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from threading import Event

from django.conf import settings
from django.utils import timezone

from kotipesa.vocab import municipalities
from kotipesa_web.accounts import commands as accounts
from kotipesa_web.accounts.asking import Contact, NewOrganisation
from kotipesa_web.accounts.choices import OrganisationKind
from kotipesa_web.accounts.looking import viewer_of
from kotipesa_web.accounts.models import Membership, Organisation
from kotipesa_web.balances import commands as balances
from kotipesa_web.core.jobs.worker import work
from kotipesa_web.core.permissions.roles import INVITED_READERS, Role
from kotipesa_web.core.sensitivity import Sensitivity
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.demo.by_hand import begin_forum, finish_rows
from kotipesa_web.demo.engine import Imagined, Tables, imagined, write_files
from kotipesa_web.demo.people import (
    COORDINATOR,
    PASSWORD,
    READERS,
    Login,
    business_id,
    logins,
    municipality_code,
)
from kotipesa_web.intake import commands as intake
from kotipesa_web.places import regions
from kotipesa_web.places.basemap import draw_base_map
from kotipesa_web.places.models import Region
from kotipesa_web.plans import commands as plans

Say = Callable[[str], None]
FIRST_NUMBER = 1_000_100
YEAR = timedelta(days=365)


def build(*, owners: int | None, say: Say) -> list[Login]:
    """Build the demo of so many owners (all when None), and give a login for each role."""
    tale = imagined(owners)
    region = _region(tale)
    people = logins([*tale.rows])
    coordinator = _first_organisation(region, people)
    offices = {COORDINATOR: coordinator, **_join(region, tale, coordinator)}
    for person in people:
        _add_person(person, offices[person.organisation], coordinator)
    for number, (name, tables) in enumerate(tale.rows.items(), 1):
        say(f"{number}/{len(tale.rows)}  {name}: {sum(map(len, tables.values()))} rows")
        _bring_in(offices[name], tables)
        finish_rows(_viewer_of_first(offices[name]))
    begin_forum(_regional())
    return people


def _region(tale: Imagined) -> Region:
    region = regions.add_region(
        code="uusimaa",
        names={"fi": "Kuvitteellinen Uusimaa", "sv": "Påhittade Nyland", "en": "Imagined Uusimaa"},
        municipalities=[one.code for one in municipalities()],
        streams=["soil"],
        settings=tale.settings,
    )
    for name, text in tale.given.items():
        regions.give_table(region=region, name=name, text=text)
    return region


def _first_organisation(region: Region, people: list[Login]) -> Organisation:
    keeper = next(person for person in people if person.role == Role.ADMIN)
    return accounts.found_office(
        region_id=region.pk,
        name=COORDINATOR,
        number=_number(1),
        keeper=Contact(keeper.email, keeper.name, PASSWORD),
    )


def _join(region: Region, tale: Imagined, coordinator: Organisation) -> dict[str, Organisation]:
    regional = _viewer_of_first(coordinator)
    kinds = {name: _kind(name) for name in tale.rows} | dict(READERS.values())
    joined = {}
    for number, (name, kind) in enumerate(kinds.items(), 2):
        asked = accounts.ask_to_join(
            region_id=region.pk,
            new=NewOrganisation(name, kind, _number(number), municipality_code(name)),
            contact=Contact(f"org{number}@kotipesa.example", f"Yhteyshenkilö, {name}", PASSWORD),
            terms=accounts.current_terms(),
        )
        joined[name] = accounts.decide_on_joining(viewer=regional, pk=asked.pk, is_accepted=True)
    return joined


def _number(place: int) -> str:
    return business_id(FIRST_NUMBER + 100 * place)


def _kind(name: str) -> OrganisationKind:
    return OrganisationKind.MUNICIPALITY if municipality_code(name) else OrganisationKind.COMPANY


def _add_person(person: Login, office: Organisation, coordinator: Organisation) -> None:
    if person.role == Role.ADMIN:
        return
    accounts.add_member(
        viewer=_viewer_of_first(coordinator),
        organisation=office,
        contact=Contact(person.email, person.name, PASSWORD),
        role=person.role,
        valid_to=timezone.localdate() + YEAR if person.role in INVITED_READERS else None,
    )


def _bring_in(office: Organisation, tables: Tables) -> None:
    grade = Sensitivity.PARTNERS if office.municipality else Sensitivity.SEALED
    with tempfile.TemporaryDirectory() as folder:
        files = write_files(tables, Path(folder))
        intake.bring_in(files, viewer=_viewer_of_first(office), sensitivity=grade)


def _viewer_of_first(office: Organisation) -> Viewer:
    return viewer_of(office.memberships.earliest("pk").user)


def _regional() -> Viewer:
    return viewer_of(Membership.objects.filter(role=Role.REGIONAL).earliest("pk").user)


def draw_map() -> None:
    """Draw the base map of the demo's region."""
    draw_base_map(Region.objects.earliest("pk"), settings.HOME / "map" / "region.pmtiles")


def make_plan() -> None:
    """Make the demo's plan and balances in this process, as its regional coordinator asks."""
    viewer = _regional()
    plans.run_plan(viewer=viewer, name="Esittelysuunnitelma", parameters={})
    balances.keep_fresh(viewer=viewer)
    work(Event(), until_empty=True)
