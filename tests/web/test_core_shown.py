# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write down what is shown of one row of each kind: in full, as partners see it, roughly, publicly.

``golden/web/shown`` has a line for each field, with its four values; ``test_core_laws.py`` holds
projections.csv to them.
"""

import pytest
import shapely

from kotipesa_web.core.permissions import Projection, Role
from kotipesa_web.core.viewer import PUBLIC, Viewer
from kotipesa_web.lots.queries import show, show_all, visible_to
from kotipesa_web.places.queries import show_facility, show_site
from kotipesa_web.projects.queries import show as show_project

pytestmark = pytest.mark.django_db
OUTLINE = shapely.to_wkb(shapely.box(385_000.0, 6_675_000.0, 385_100.0, 6_675_100.0))


def lot(world):
    found = world.lots["l-need-louhe-public"]
    found.last_month, found.first_month = "2026-08", "2026-05"
    return found, show


def project(world):
    found = world.projects["louhe-public"]
    found.first_quarter, found.last_quarter = "2026-01", "2026-09"
    return found, show_project


def site(world):
    found = world.projects["louhe-public"].site
    found.outline_wkb = OUTLINE
    return found, show_site


def facility(world):
    found = world.facilities["louhe-public"]
    found.open_from, found.open_to = "2026-02", "2027-02"
    return found, show_facility


@pytest.mark.parametrize("make", [lot, project, site, facility])
def test_what_each_projection_shows_of_a_row_is_written_down(world, make, golden):
    row, show_row = make(world)
    owner = Viewer(role=Role.COMPANY, user_id=1, organisation_id=row.owner_id)
    lookers = (owner, world.viewer("authority"), world.viewer("researcher"), PUBLIC)
    seen = []
    for level, looker in zip(Projection, lookers, strict=True):
        row.sensitivity = "partners" if level == Projection.GENERALISED else "public"
        seen.append(show_row(looker, row))
        assert seen[-1].level == level
    lines = [
        f"{field}: {' | '.join(_words(one.values, field) for one in seen)}"
        for field in seen[0].values
    ]
    golden(f"web/shown/{make.__name__}.txt", "\n".join(lines) + "\n")


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


def _words(values, field):
    if field not in values:
        return "hidden"
    if field == "sensitivity":
        return "as it is graded"
    value = values[field]
    return f"{len(value)} corners" if field == "outline" else str(getattr(value, "code", value))
