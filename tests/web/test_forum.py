# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Lead the forum: meetings, tasks, members."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from kotipesa_web.core.errors import Hidden, Refused
from kotipesa_web.forum import commands, queries

pytestmark = pytest.mark.django_db
TOMORROW = timedelta(days=1)


def test_the_regional_coordinator_calls_a_meeting_and_everybody_sees_it(world):
    regional = world.viewer("regional")
    starts = timezone.now() + TOMORROW
    commands.call_meeting(viewer=regional, starts_at=starts, place="Maaliikennekeskus")
    seen = queries.coming_meetings(world.viewer("company"))
    assert [(one.starts_at, one.place) for one in seen] == [(starts, "Maaliikennekeskus")]


def test_a_meeting_is_not_called_into_the_past_nor_by_a_company(world):
    yesterday = timezone.now() - TOMORROW
    with pytest.raises(ValidationError):
        commands.call_meeting(viewer=world.viewer("regional"), starts_at=yesterday, place="x")
    with pytest.raises(Refused):
        commands.call_meeting(viewer=world.viewer("company"), starts_at=yesterday, place="x")


def test_a_task_is_seen_and_finished_by_its_organisation_alone(world):
    task = commands.give_task(
        viewer=world.viewer("regional"),
        title="Tuo kevään hankkeet",
        assigned_to=world.organisations["helsinki"],
        due=timezone.localdate() + TOMORROW,
    )
    with pytest.raises(Hidden):
        commands.finish_task(viewer=world.viewer("company"), pk=task.pk)
    commands.finish_task(viewer=world.viewer("coordinator"), pk=task.pk)
    assert list(queries.tasks_for(world.viewer("coordinator"))) == []


def test_the_page_lists_members_and_gives_only_the_leader_its_buttons(client_of):
    of_leader = client_of("regional").get("/forum/").content.decode()
    of_company = client_of("company").get("/forum/").content.decode()
    assert "Vantaan kaupunki" in of_leader
    assert ("/forum/meetings/new/" in of_leader, "/forum/meetings/new/" in of_company) == (
        True,
        False,
    )


def test_a_task_form_with_a_day_that_is_none_keeps_what_was_typed(client_of):
    told = {"title": "Tuo kevään hankkeet", "due": "kohta", "assigned_to": ""}
    page = client_of("regional").post("/forum/tasks/new/", told).content.decode()
    assert "Tuo kevään hankkeet" in page
