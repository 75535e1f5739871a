# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Let nobody learn anything from what a competitor has sealed: two worlds, the same pages.

The worlds differ in the sealed rows of one company alone. Whatever another role is answered is the
same to the byte, but for what is new at every question (tokens, nonces, moments). The regional
coordinator sees sealed rows coarsely and is left out; figures that rest on many pass the disclosure
control, which has its own tests.
"""

import re

import pytest
from django.db import transaction
from django.db.models import F
from django.urls import reverse

from kotipesa_web.core.permissions import Role
from kotipesa_web.core.permissions.decisions import endpoints
from kotipesa_web.core.sensitivity import Sensitivity
from kotipesa_web.lots.models import Lot
from kotipesa_web.places.models import Facility, Site
from kotipesa_web.projects.models import Project
from web.matrix.walking import answer, cases, sessions
from web.plans import planned
from web.world import make_world

pytestmark = pytest.mark.django_db
OUTSIDERS = [role for role in Role if role != Role.REGIONAL]
NEW_EACH_TIME = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|nonce-[\w+/=-]+'
    r"|X-CSRFToken[^,}]*|\d{4}-\d\d-\d\dT[\d:.+]+Z?|klo \d{1,2}\.\d\d|\d{1,2}:\d\d"
    r"|jobs?[-/]\d+"  # PostgreSQL numbers go on where a question was taken back
)


def read(world, role):
    """Read every list and page that opens no row of somebody's, as one role."""
    found, keys = {}, sessions(world)
    for row in endpoints().values():
        if row["method"] != "GET" or row["object"] != "-":
            continue
        for case in cases(row):
            if case.role == role:
                word, body = answer(world, case, keys)
                text = NEW_EACH_TIME.sub("", body.decode(errors="replace"))
                found[case.name] = (word, text)
    return found


def change_what_is_sealed(world):
    """Change the sealed rows of one company: amounts, months, places, names, and one row more."""
    sealed = {"owner": world.organisations["louhe"], "sensitivity": Sensitivity.SEALED}
    more = Lot.objects.filter(**sealed).first()
    Lot.objects.filter(**sealed).update(
        amount=F("amount") * 7 + 3,
        tonnes=F("tonnes") * 7 + 3,
        band="10000-50000",
        first_month="2026-11",
        name="Aivan muu",
    )
    more.pk, more.code = None, "l-one-more"
    more.save(force_insert=True)
    Site.objects.filter(**sealed).update(x_m=F("x_m") + 9_000, grid_x_m=F("grid_x_m") + 10_000)
    Project.objects.filter(**sealed).update(name="Aivan muu", probability=0.2)
    Facility.objects.filter(**sealed).update(capacity_t=7)
    for model, letter in ((Project, "p"), (Site, "s"), (Facility, "f")):
        model.objects.filter(**sealed).update(code=f"{letter}-sora-public")
    Lot.objects.filter(**sealed, direction="have").exclude(code="l-one-more").update(
        code="l-have-sora-public"
    )


@pytest.mark.parametrize("role", OUTSIDERS)
def test_what_a_competitor_seals_changes_nothing_others_are_answered(role):
    world = make_world()
    before = read(world, role)
    with transaction.atomic():
        change_what_is_sealed(world)
        after = read(world, role)
        transaction.set_rollback(True)
    assert {name for name in before if before[name] != after[name]} == set()
    assert len(before) > 20


def test_the_owner_does_see_the_difference():
    world = make_world()
    company = world.people[Role.COMPANY].memberships.get()
    company.organisation = world.organisations["louhe"]
    company.save()
    before = read(world, Role.COMPANY)
    change_what_is_sealed(world)
    assert read(world, Role.COMPANY)["lots:list"] != before["lots:list"]


def tie_to_what_is_sealed(world):
    """Let public rows of a company name its sealed ones: a lot, its place, an alternative."""
    sealed, public = world.projects["louhe-sealed"], world.projects["louhe-public"]
    Lot.objects.filter(project=public).update(project=sealed, site=sealed.site, name="")
    Facility.objects.filter(site=public.site).update(site=sealed.site)
    Project.objects.filter(pk=public.pk).update(alternative_of=sealed, site=sealed.site)


@pytest.mark.parametrize("role", OUTSIDERS)
def test_a_row_one_sees_names_no_row_that_is_more_secret(world, client_of, role):
    tie_to_what_is_sealed(world)
    plan = planned(world)
    client = client_of(role)
    lots = [lot for lot in world.lots.values() if lot.code.endswith("louhe-public")]
    asked = [
        *(reverse("lots:lot", args=[lot.pk]) for lot in lots),
        *(reverse("api:lots-one", args=[lot.pk]) for lot in lots),
        reverse("projects:project", args=[world.projects["louhe-public"].pk]),
        reverse("places:facility", args=[world.facilities["louhe-public"].pk]),
        *(reverse(name) for name in ("lots:list", "lots:places", "projects:list")),
        *(f"{reverse(name)}?format=csv" for name in ("lots:file", "projects:file")),
        *(reverse("features:items", args=[name]) for name in ("lots", "projects")),
        *(reverse(name, args=[plan.pk]) for name in ("plans:plan", "plans:moves")),
    ]
    answers = {address: _text(client.get(address)) for address in asked}
    secret = ("louhe-sealed",)
    assert {a for a, told in answers.items() if any(word in told for word in secret)} == set()
    assert sum("louhe" in told for told in answers.values()) >= 2


def test_lots_are_not_found_by_a_project_that_is_more_secret(world, client_of):
    tie_to_what_is_sealed(world)
    known = reverse("lots:list") + f"?project={world.projects['louhe-sealed'].pk}"
    lots = [lot.pk for lot in world.lots.values() if lot.code.endswith("louhe-public")]
    told = client_of(Role.PLANNER).get(known).content.decode()
    assert [pk for pk in lots if reverse("lots:lot", args=[pk]) in told] == []


def _text(answered):
    body = b"".join(answered.streaming_content) if answered.streaming else answered.content
    return body.decode(errors="replace")
