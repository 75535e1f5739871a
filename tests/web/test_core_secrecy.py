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

from kotipesa_web.core.permissions import Role
from kotipesa_web.core.permissions.decisions import endpoints
from kotipesa_web.core.sensitivity import Sensitivity
from kotipesa_web.lots.models import Lot
from kotipesa_web.places.models import Facility, Site
from kotipesa_web.projects.models import Project
from web.matrix.walking import answer, cases
from web.world import make_world

OUTSIDERS = [role for role in Role if role != Role.REGIONAL]
NEW_EACH_TIME = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|nonce-[\w+/=-]+'
    r"|X-CSRFToken[^,}]*|\d{4}-\d\d-\d\dT[\d:.+]+Z?|klo \d{1,2}\.\d\d|\d{1,2}:\d\d"
    r"|jobs?[-/]\d+"  # PostgreSQL numbers go on where a question was taken back
)


def read(world, role):
    """Read every list and page that opens no row of somebody's, as one role."""
    found = {}
    for row in endpoints().values():
        if row["method"] != "GET" or row["object"] != "-":
            continue
        for case in cases(row):
            if case.role == role:
                word, body = answer(world, case)
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


@pytest.mark.django_db
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


@pytest.mark.django_db
def test_the_owner_does_see_the_difference():
    world = make_world()
    company = world.people[Role.COMPANY].memberships.get()
    company.organisation = world.organisations["louhe"]
    company.save()
    before = read(world, Role.COMPANY)
    change_what_is_sealed(world)
    assert read(world, Role.COMPANY)["lots:list"] != before["lots:list"]
