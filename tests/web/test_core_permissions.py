# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the permission map whole, and what it answers."""

from pathlib import Path

import pytest

from kotipesa_web.core.permissions import Projection, Role
from kotipesa_web.core.permissions.decisions import (
    RELATIONS,
    SENSITIVITIES,
    endpoints,
    permission_map,
)
from kotipesa_web.core.permissions.projections import CUTS, cuts
from kotipesa_web.lots import queries as lots
from kotipesa_web.lots.queries import show_all, visible_to
from kotipesa_web.places import queries as places
from kotipesa_web.projects import queries as projects

CASES = [f"{relation}_{grade}" for relation in RELATIONS for grade in SENSITIVITIES]
ANSWERS = Path(__file__).parents[1] / "golden" / "web" / "answers"
LEVELS = {"full", "partners", "generalised", "public", "yes", "-"}


def test_every_action_has_a_row_for_every_role_and_a_known_word_in_every_case():
    actions = {action for action, _ in permission_map()}
    assert set(permission_map()) == {(action, role) for action in actions for role in Role}
    words = {row[case] for row in permission_map().values() for case in CASES}
    assert words <= LEVELS


def test_every_address_asks_for_a_known_action():
    actions = {action for action, _ in permission_map()}
    assert {row["action"] for row in endpoints().values()} <= actions


def test_every_address_has_its_answers_written_down():
    lines = [line for file in ANSWERS.glob("*.txt") for line in file.read_text().splitlines()]
    told = {(row["name"], row["method"], row["action"]) for row in endpoints().values()}
    assert {tuple(line.split()[:3]) for line in lines} == told


@pytest.mark.parametrize(
    ("role", "levels"),
    [
        ("public", {"public": 8}),
        ("company", {"full": 6, "partners": 6, "generalised": 6}),
        ("coordinator", {"full": 6, "partners": 12}),
        ("regional", {"partners": 16, "generalised": 8}),
        ("researcher", {"partners": 8, "generalised": 8}),
        ("admin", {"partners": 8}),
    ],
)
def test_each_role_sees_as_much_of_each_lot_as_the_map_says(world, role, levels):
    viewer = world.viewer(role)
    seen = [lot.level for lot in show_all(viewer, visible_to(viewer))]
    assert {level: seen.count(level) for level in set(seen)} == levels


SHOWN = {
    "lot": {*lots.FIELDS},
    "project": {*projects.FIELDS},
    "site": {*places.SITE_FIELDS, "outline"},
    "facility": {*places.FACILITY_FIELDS},
}


@pytest.mark.parametrize("kind", SHOWN)
def test_every_field_that_is_shown_has_its_cuts_and_every_cut_its_field(kind):
    for level in Projection:
        assert {*cuts(kind, level)} == SHOWN[kind]
        assert {*cuts(kind, level).values()} <= CUTS
