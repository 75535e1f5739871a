# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Make, for each kind of row the addresses open, one of any owner and sensitivity."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from kotipesa_web.accounts.models import Invitation, Membership, Unit, User
from kotipesa_web.accounts.tokens import hashed
from kotipesa_web.core.models import Job
from kotipesa_web.core.stored.commands import store
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.forum.models import Task
from kotipesa_web.intake.models import Batch, KeptMapping
from kotipesa_web.lots.models import Lot
from kotipesa_web.matches.models import Enquiry
from kotipesa_web.ui.models import Feedback, SavedSearch
from web.plans import plan_of_all, plan_of_one
from web.world import World, make_rows

Make = Callable[[World, str, str], int]
MAKERS: dict[str, Make] = {}


def thing(kind: str) -> Callable[[Make], Make]:
    """Say that a function makes the rows of a kind: (world, owner's short name, sensitivity)."""

    def keep(make: Make) -> Make:
        MAKERS[kind] = make
        return make

    return keep


@thing("lot")
def _lot(world: World, owner: str, sensitivity: str) -> int:
    return lot_of(world, owner, sensitivity).pk


def lot_of(world: World, owner: str, sensitivity: str) -> Lot:
    """Find a lot of the world, or make one for those who have none."""
    found = world.lots.get(f"l-have-{owner}-{sensitivity}")
    return found or make_rows(world.organisations[owner], sensitivity).lots[0]


@thing("project")
def _project(world: World, owner: str, sensitivity: str) -> int:
    return lot_of(world, owner, sensitivity).project_id


@thing("site")
def _site(world: World, owner: str, sensitivity: str) -> int:
    return lot_of(world, owner, sensitivity).site_id


@thing("facility")
def _facility(world: World, owner: str, sensitivity: str) -> int:
    return lot_of(world, owner, sensitivity).site.facilities.get().pk


@thing("job")
def _job(world: World, owner: str, _sensitivity: str) -> int:
    return Job.objects.create(kind="tests.add", owner=world.organisations[owner]).pk


@thing("stored_file")
def _stored_file(world: World, owner: str, sensitivity: str) -> int:
    viewer = Viewer(organisation_id=world.organisations[owner].pk, region_id=world.region.pk)
    return store(viewer=viewer, name="a.csv", chunks=[b"a;b"], sensitivity=sensitivity).pk


@thing("task")
def _task(world: World, owner: str, _sensitivity: str) -> int:
    due = timezone.localdate()
    office = world.organisations[owner]
    return Task.objects.create(region=world.region, title="x", assigned_to=office, due=due).pk


@thing("mapping")
def _mapping(world: World, owner: str, _sensitivity: str) -> int:
    person, office = next(iter(world.people.values())), world.organisations[owner]
    return KeptMapping.objects.create(owner=office, name="x", text="", kept_by=person).pk


@thing("batch")
def _batch(world: World, owner: str, sensitivity: str) -> int:
    person, office = next(iter(world.people.values())), world.organisations[owner]
    return Batch.objects.create(
        region=world.region,
        owner=office,
        sensitivity=sensitivity,
        uploaded_by=person,
        state="checked",
    ).pk


@thing("attachment")
def _attachment(world: World, owner: str, sensitivity: str) -> int:
    lot = lot_of(world, owner, sensitivity)
    viewer = Viewer(organisation_id=lot.owner_id, region_id=world.region.pk)
    stored = store(viewer=viewer, name="a.csv", chunks=[b"a;b"], sensitivity=sensitivity)
    return lot.attachments.create(
        region=world.region, owner=lot.owner, sensitivity=sensitivity, stored=stored, kind="ground"
    ).pk


@thing("saved_search")
def _saved_search(world: World, owner: str, _sensitivity: str) -> int:
    person, office = next(iter(world.people.values())), world.organisations[owner]
    return SavedSearch.objects.create(
        owner=office, person=person, page="lots:list", name="x", is_shared=True
    ).pk


@thing("plan")
def _plan(world: World, _owner: str, _sensitivity: str) -> int:
    return plan_of_all(world).pk


@thing("planned_move")
def _planned_move(world: World, owner: str, sensitivity: str) -> int:
    return plan_of_one(world, lot_of(world, owner, sensitivity)).pk


@thing("organisation")
def _organisation(world: World, owner: str, _sensitivity: str) -> int:
    return world.organisations[owner].pk


@thing("unit")
def _unit(world: World, owner: str, _sensitivity: str) -> int:
    return Unit.objects.create(organisation=world.organisations[owner], name="Kadut").pk


@thing("membership")
def _membership(world: World, owner: str, _sensitivity: str) -> int:
    return _colleague(world, owner, "company")


@thing("reader")
def _reader(world: World, _owner: str, _sensitivity: str) -> int:
    return _colleague(world, "lupa", "authority")


@thing("reader_invitation")
def _reader_invitation(world: World, _owner: str, _sensitivity: str) -> int:
    return _invitation(world, "lupa", "")


def _colleague(world: World, owner: str, role: str) -> int:
    roles = {"helsinki": "planner", "vantaa": "planner", "liitto": "regional"}
    user = User.objects.create_user(f"toveri-{role}@example.fi", name="Toveri")
    home = world.organisations[owner]
    return Membership.objects.create(user=user, organisation=home, role=roles.get(owner, role)).pk


@thing("invitation")
def _invitation(world: World, owner: str, _sensitivity: str) -> int:
    return Invitation.objects.create(
        organisation=world.organisations[owner],
        email="kutsuttu@example.fi",
        role="planner",
        invited_by=next(iter(world.people.values())),
        token_hash=hashed("x"),
        expires_at=timezone.now() + timedelta(days=1),
    ).pk


@thing("enquiry")
def _enquiry(world: World, owner: str, sensitivity: str) -> int:
    about = "vantaa" if owner == "louhe" else "louhe"
    return Enquiry.objects.create(
        region=world.region,
        about=world.lots[f"l-have-{about}-{sensitivity}"],
        asker=world.organisations[owner],
        asked_by=next(iter(world.people.values())),
        receiver=world.organisations[about],
        receiver_is_told=False,
    ).pk


@thing("feedback")
def _feedback(_world: World, _owner: str, _sensitivity: str) -> int:
    return Feedback.objects.create(subject=Feedback.Subject.IDEA, text="x").pk
