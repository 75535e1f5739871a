# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Add, edit and withdraw sites and facilities as the people of the world."""

import pytest
from django.core.exceptions import ValidationError

from kotipesa.errors import InputError
from kotipesa_web.core.audit.queries import lines_of
from kotipesa_web.core.errors import Conflict, Hidden, Refused
from kotipesa_web.places.commands import (
    add_facility,
    add_site,
    edit_facility,
    edit_site,
    withdraw_facility,
    withdraw_site,
)
from kotipesa_web.places.queries import site_for

pytestmark = pytest.mark.django_db
IN_HELSINKI = {"x": 24.94, "y": 60.17, "crs": "EPSG:4326"}
ELSEWHERE = "POLYGON((0 0, 1 0, 1 1, 0 0))"
SQUARE = "POLYGON((24.94 60.17, 24.95 60.17, 24.95 60.18, 24.94 60.17))"


@pytest.fixture
def coordinator(world):
    return world.viewer("coordinator")


def test_a_site_keeps_where_it_was_given_and_lies_in_one_system(coordinator):
    site = add_site(viewer=coordinator, values={**IN_HELSINKI, "name": "Tori", "type": "työmaa"})
    assert (round(site.x_m), round(site.y_m)) == (385700, 6672127)
    assert (site.grid_x_m, site.grid_y_m) == (387_500, 6_672_500)
    assert (site.crs, site.given_x, site.given_y) == ("EPSG:4326", 24.94, 60.17)
    assert site.code == f"s-{site.pk}"
    line = lines_of(coordinator, kind="site", row_id=site.pk).get()
    assert (line.action, line.after["name"]) == ("add_site", "Tori")


def test_an_outline_is_kept_with_its_box_and_shown_as_it_was_drawn(coordinator):
    site = add_site(viewer=coordinator, values={**IN_HELSINKI, "geometry": SQUARE})
    assert round(site.low_x_m) == 385700
    corners = site_for(coordinator, site.pk)["outline"]
    assert max(corners) == pytest.approx([24.95, 60.18], abs=1e-5)


@pytest.mark.parametrize(
    ("place", "code", "column"),
    [
        ({"x": 60.17, "y": 24.94, "crs": "EPSG:4326"}, "axes_swapped", "x"),
        ({"x": 1, "y": 2, "crs": "EPSG:3067"}, "site_off_map", "x"),
        ({**IN_HELSINKI, "crs": "EPSG:99"}, "crs_unknown", "crs"),
        (
            {**IN_HELSINKI, "geometry": ELSEWHERE},
            "geometry_off_map",
            "geometry",
        ),
    ],
)
def test_a_place_is_refused_as_in_a_file(coordinator, place, code, column):
    with pytest.raises(InputError) as refused:
        add_site(viewer=coordinator, values=place)
    assert [(one.code, one.where.column) for one in refused.value.problems] == [(code, column)]


def test_a_site_is_edited_once_a_version(world, coordinator):
    site = world.projects["helsinki-partners"].site
    edited = edit_site(viewer=coordinator, pk=site.pk, version=1, values={"name": "Uusi"})
    assert (edited.version, edited.name, edited.x_m) == (2, "Uusi", site.x_m)
    with pytest.raises(Conflict):
        edit_site(viewer=coordinator, pk=site.pk, version=1, values={"name": "Toinen"})


def test_nobody_edits_the_site_of_another(world, coordinator):
    for code, refusal in (("vantaa-public", Refused), ("vantaa-sealed", Hidden)):
        site = world.projects[code].site
        with pytest.raises(refusal):
            edit_site(viewer=coordinator, pk=site.pk, version=1, values={"name": "x"})


def test_a_site_is_withdrawn_when_no_facility_stands_on_it(world, coordinator):
    facility = world.facilities["helsinki-sealed"]
    with pytest.raises(ValidationError):
        withdraw_site(viewer=coordinator, pk=facility.site_id, version=1)
    withdraw_facility(viewer=coordinator, pk=facility.pk, version=1)
    assert withdraw_site(viewer=coordinator, pk=facility.site_id, version=1).is_withdrawn
    with pytest.raises(Hidden):
        site_for(coordinator, facility.site_id)


def test_a_facility_is_added_on_a_site_one_knows(world, coordinator):
    site = world.projects["helsinki-public"].site
    values = {"role": "store", "name": "Kenttä", "site_id": site.pk, "capacity_t": 5000.0}
    facility = add_facility(viewer=coordinator, values=values)
    assert (facility.code, facility.capacity_t) == (f"f-{facility.pk}", 5000)
    hidden = world.projects["vantaa-sealed"].site
    with pytest.raises(Hidden):
        add_facility(viewer=coordinator, values={**values, "site_id": hidden.pk})


def test_a_facility_is_refused_as_in_a_file(world, coordinator):
    facility = world.facilities["helsinki-public"]
    values = {"role": "process", "open_from": "2027-01", "open_to": "2026-01"}
    with pytest.raises(InputError) as refused:
        edit_facility(viewer=coordinator, pk=facility.pk, version=1, values=values)
    codes = {one.code for one in refused.value.problems}
    assert codes == {"process_without_product", "month_backwards"}


def test_only_those_who_edit_withdraw_a_facility(world):
    facility = world.facilities["helsinki-public"]
    with pytest.raises(Refused):
        withdraw_facility(viewer=world.viewer("company"), pk=facility.pk, version=1)
