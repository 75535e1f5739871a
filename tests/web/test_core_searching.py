# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Search by words: letters of any case are found, and signs mean themselves."""

import pytest
from django.urls import reverse

from kotipesa_web.lots.forms import LotForm
from kotipesa_web.lots.models import Lot
from kotipesa_web.projects.models import Project
from web.world import World

pytestmark = pytest.mark.django_db
NAME = "Ämpärikuja Åbo 50 %_*?[a]^\\ Œuvre"
FOUND = (
    *("ämpäri", "ÄMPÄRI", "äMpÄRi", "åBO", "œuvre", "kuja Å", "KUJA"),
    *("50 %", "%_", "*?", "?[A", "[a]^", "]^\\", "Ämpärikuja Åbo 50 %_*?[a]^\\ œ"),
)
NOT_FOUND = ("ampari", "Äm%ri", "ä_päri", "Ä*kuja", "?mpäri", "[äå]mpäri", "ämpäri kuja", "^ä")


@pytest.mark.parametrize(
    ("typed", "is_found"), [*((one, True) for one in FOUND), *((one, False) for one in NOT_FOUND)]
)
def test_a_search_finds_letters_of_any_case_and_takes_signs_as_they_are(
    world: World, client_of, typed, is_found
):
    project, lot = world.projects["helsinki-sealed"], world.lots["l-have-helsinki-sealed"]
    Project.objects.filter(pk=project.pk).update(name=NAME)
    Lot.objects.filter(pk=lot.pk).update(name=NAME)
    client = client_of("coordinator")
    found = [
        client.get(reverse(address), {field: typed}).content.decode()
        for address, field in (
            ("projects:list", "q"),
            ("projects:offered", "project"),
            ("lots:list", "q"),
        )
    ]
    marks = [f'"/projects/{project.pk}"', f"({project.code})", f'"/lots/{lot.pk}"']
    assert [mark in html for mark, html in zip(marks, found, strict=True)] == [is_found] * 3


@pytest.mark.parametrize("typed", [NAME.upper(), NAME.lower()])
def test_a_row_is_told_by_its_whole_name_in_letters_of_any_case(world: World, typed):
    project = world.projects["helsinki-sealed"]
    Project.objects.filter(pk=project.pk).update(name=NAME)
    field = LotForm(viewer=world.viewer("coordinator")).fields["project"]
    assert field.to_python(typed) == project.pk
