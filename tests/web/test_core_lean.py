# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read rows without models: the same as their models tell, of those alone that are seen."""

import pytest

from kotipesa_web.lots import queries as lots
from kotipesa_web.lots.models import Lot
from kotipesa_web.places import queries as places
from kotipesa_web.places.models import Facility, Site
from kotipesa_web.projects import queries as projects
from kotipesa_web.projects.models import Project

pytestmark = pytest.mark.django_db
READ = (lots.LISTED, lots.WHOLE, projects.LISTED, projects.WHOLE)
READ_AS = pytest.mark.parametrize("lean", [*READ, places.LEAN_SITE, places.LEAN_FACILITY])


@READ_AS
def test_a_row_read_without_a_model_has_what_its_model_has(lean, world):
    assert world.lots
    rows = [*lean.model.objects.order_by("pk")]
    assert [told(row, lean.paths) for row in lean.of(lean.model.objects.order_by("pk"))] == [
        told(row, lean.paths) for row in rows
    ]


@READ_AS
def test_of_the_ids_told_only_rows_that_are_seen_are_read_in_their_order(lean, world):
    action = {Lot: "see_lot", Project: "see_project", Site: "see_site", Facility: "see_facility"}
    viewer = world.viewer("company")
    rows = [*lean.model.objects.order_by("-pk")]
    seen = lean.seen(viewer, action[lean.model], [*(row.pk for row in rows), 987_654])
    expected = [r.pk for r in rows if r.sensitivity != "sealed" or viewer.owns(r.owner_id)]
    assert [row.pk for row in seen] == expected
    assert len(seen) < len(rows)


def told(row, paths):
    """Give the values of a row by the paths of its fields."""
    return [told_of(row, path.split("__")) for path in paths]


def told_of(row, names):
    for name in names:
        row = getattr(row, name) if row is not None else None
    return row
