# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Add, edit, confirm and withdraw projects as the people of the world."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from kotipesa.errors import InputError
from kotipesa_web.core.audit.queries import lines_of
from kotipesa_web.core.errors import Conflict, Hidden, Refused
from kotipesa_web.projects.commands import (
    add_project,
    confirm_forecast,
    edit_project,
    set_alternatives,
    withdraw_project,
)
from kotipesa_web.projects.queries import get_for

pytestmark = pytest.mark.django_db
VALUES = {
    "name": "Kuusiranta",
    "municipality": "091",
    "phase": "asemakaavoitus",
    "first_month": "2027-02",
    "last_month": "2027-11",
    "shift_later": 3,
    "sensitivity": "partners",
}


@pytest.fixture
def coordinator(world):
    return world.viewer("coordinator")


def test_a_project_is_added_as_ones_own_and_confirmed_today(coordinator):
    project = add_project(viewer=coordinator, values=VALUES)
    assert project.owner_id == coordinator.organisation_id
    assert (project.first_quarter, project.last_quarter) == ("2027-01", "2027-12")
    assert project.last_confirmed == timezone.localdate()
    line = lines_of(coordinator, kind="project", row_id=project.pk).get()
    assert line.after == VALUES


@pytest.mark.parametrize(
    ("wrong", "code", "column"),
    [
        ({"probability": 2.0}, "out_of_range", "probability"),
        ({"last_month": "2027-01"}, "month_backwards", "first_month"),
        ({"last_month": "kesä"}, "bad_month", "last_month"),
        ({"name": "=1+1"}, "formula_cell", "name"),
    ],
)
def test_a_project_is_refused_as_in_a_file(coordinator, wrong, code, column):
    with pytest.raises(InputError) as refused:
        add_project(viewer=coordinator, values={**VALUES, **wrong})
    assert [(one.code, one.where.column) for one in refused.value.problems] == [(code, column)]


def test_a_responsible_person_is_of_the_owners_organisation(world, coordinator):
    planner, company = world.people["planner"], world.people["company"]
    added = add_project(viewer=coordinator, values={**VALUES, "responsible_id": planner.pk})
    assert added.responsible == planner
    with pytest.raises(ValidationError):
        add_project(viewer=coordinator, values={**VALUES, "responsible_id": company.pk})


def test_editing_writes_what_changed_and_a_stale_version_is_a_conflict(world, coordinator):
    pk = world.projects["helsinki-partners"].pk
    edited = edit_project(
        viewer=coordinator, pk=pk, version=1, values={"first_month": "2026-04", "name": "Uusi"}
    )
    assert (edited.version, edited.first_quarter) == (2, "2026-04")
    line = lines_of(coordinator, kind="project", row_id=pk).get()
    assert line.before == {"first_month": "2026-03", "name": "Hanke helsinki-partners"}
    assert line.after == {"first_month": "2026-04", "name": "Uusi"}
    with pytest.raises(Conflict) as conflict:
        edit_project(viewer=coordinator, pk=pk, version=1, values={"name": "Toinen"})
    assert (conflict.value.present.name, conflict.value.typed) == ("Uusi", {"name": "Toinen"})


def test_nobody_edits_the_project_of_another(world, coordinator):
    for code, refusal in (("vantaa-public", Refused), ("vantaa-sealed", Hidden)):
        pk = world.projects[code].pk
        with pytest.raises(refusal):
            edit_project(viewer=coordinator, pk=pk, version=1, values={"name": "x"})


def test_a_withdrawn_project_takes_its_lots_along(world, coordinator):
    project = world.projects["helsinki-sealed"]
    withdraw_project(viewer=coordinator, pk=project.pk, version=1, reason="peruttu")
    assert {lot.state for lot in project.lots.all()} == {"withdrawn"}
    line = lines_of(coordinator, kind="project", row_id=project.pk).get()
    assert (line.note, line.after) == ("peruttu", {"state": "withdrawn", "lots_withdrawn": 2})
    with pytest.raises(Hidden):
        get_for(coordinator, project.pk)


def test_a_forecast_is_confirmed_without_a_new_version(world, coordinator):
    project = confirm_forecast(viewer=coordinator, pk=world.projects["helsinki-public"].pk)
    assert (project.last_confirmed, project.version) == (timezone.localdate(), 1)
    with pytest.raises(Refused):
        confirm_forecast(viewer=world.viewer("company"), pk=project.pk)


def test_alternatives_exclude_each_other_and_are_at_most_sure_together(world, coordinator):
    first, other = (world.projects[code].pk for code in ("helsinki-public", "helsinki-sealed"))
    asked = {"viewer": coordinator, "pk": first}
    set_alternatives(**asked, version=1, probabilities={first: 0.7, other: 0.3})
    told = get_for(coordinator, other)
    assert (told["alternative_of"].pk, told["probability"]) == (first, 0.3)
    with pytest.raises(ValidationError):
        set_alternatives(**asked, version=2, probabilities={first: 0.7, other: 0.4})
    set_alternatives(**asked, version=2, probabilities={first: 1})
    assert get_for(coordinator, other)["alternative_of"] is None


def test_a_project_of_another_is_no_alternative(world, coordinator):
    first, other = (world.projects[code].pk for code in ("helsinki-public", "vantaa-public"))
    with pytest.raises(Refused):
        set_alternatives(
            viewer=coordinator, pk=first, version=1, probabilities={first: 0.5, other: 0.5}
        )
