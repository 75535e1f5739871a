# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Bring in what other programs give, large files by jobs, and what a file no longer has."""

import json

import pytest

from engine.seutumassa_written import csv_bytes, mass
from kotipesa.errors import InputError
from kotipesa_web.core.errors import Conflict
from kotipesa_web.core.jobs.models import JobState
from kotipesa_web.core.jobs.worker import do_one
from kotipesa_web.intake import commands
from kotipesa_web.intake.commands import accepting, uploading
from kotipesa_web.lots.models import Lot
from kotipesa_web.places.models import Site
from web.intake_files import LOTS, given, whole, without
from web.world import World

pytestmark = pytest.mark.django_db

OUTLINE = [[24.93, 60.20], [24.95, 60.20], [24.95, 60.21], [24.93, 60.20]]


def let_in(viewer, files):
    batch = commands.upload(viewer=viewer, files=files)
    return commands.accept(viewer=viewer, pk=batch.pk, version=batch.version)


def test_a_map_brings_sites_with_their_outlines(world: World):
    feature = {
        "type": "Feature",
        "properties": {"id": "k-1", "name": "Kenttä"},
        "geometry": {"type": "Polygon", "coordinates": [OUTLINE]},
    }
    text = json.dumps({"type": "FeatureCollection", "features": [feature]})
    viewer = world.viewer("coordinator")
    let_in(viewer, [("sites.geojson", [text.encode()])])
    site = Site.objects.get(code="k-1")
    assert (site.name, site.crs, site.given_x is not None) == ("Kenttä", "EPSG:4326", True)
    assert site.outline_wkb is not None
    assert site.low_x_m < site.x_m < site.high_x_m
    again = commands.upload(viewer=viewer, files=[("sites.geojson", [text.encode()])])
    assert [(row.does, row.before) for row in again.rows.all()] == [("same", {})]


def test_seutumassa_is_read_as_it_is(world: World):
    content = csv_bytes([mass()])
    batch = commands.upload(viewer=world.viewer("coordinator"), files=[("masses.csv", [content])])
    assert batch.source == "SeutuMASSA"
    assert batch.counts["lots"]["new"] == 1


def test_a_large_file_is_read_and_accepted_by_jobs(world: World, monkeypatch):
    viewer = world.viewer("coordinator")
    monkeypatch.setattr(uploading, "AT_ONCE_BYTES", 10)
    monkeypatch.setattr(accepting, "AT_ONCE_ROWS", 1)
    batch = commands.upload(viewer=viewer, files=whole())
    assert (batch.state, batch.job.state) == ("uploaded", JobState.QUEUED)
    assert do_one("here:1")
    batch.refresh_from_db()
    assert batch.state == "checked"
    assert commands.is_large(batch)
    commands.ask_to_accept(viewer=viewer, pk=batch.pk, version=batch.version)
    assert do_one("here:1")
    batch.refresh_from_db()
    assert (batch.state, batch.job.state) == ("accepted", JobState.DONE)
    assert batch.job.result["url"] == f"/imports/{batch.pk}/"
    assert Lot.objects.filter(code__startswith="e-").count() == 2


def test_what_the_file_no_longer_has_is_withdrawn_when_it_is_said_so(world: World):
    viewer = world.viewer("coordinator")
    let_in(viewer, whole())
    batch = commands.upload(viewer=viewer, files=given(lots=without(LOTS, "e-2")))
    batch = commands.decide(viewer=viewer, pk=batch.pk, version=batch.version, withdraws_gone=True)
    with pytest.raises(InputError) as refused:
        commands.accept(viewer=viewer, pk=batch.pk, version=batch.version)
    assert [one.code for one in refused.value.problems] == ["import_loses_rows"]
    commands.accept(viewer=viewer, pk=batch.pk, version=batch.version, loses_many=True)
    assert Lot.objects.get(code="e-2").state == "withdrawn"
    commands.undo(viewer=viewer, pk=batch.pk)
    assert Lot.objects.get(code="e-2").state == "open"


def test_a_row_that_was_withdrawn_comes_back_with_its_file(world: World):
    viewer = world.viewer("coordinator")
    let_in(viewer, whole())
    Lot.objects.filter(code="e-2").update(state="withdrawn")
    let_in(viewer, whole())
    assert Lot.objects.get(code="e-2").state == "open"


def test_a_batch_somebody_else_changed_is_not_decided_blindly(world: World):
    viewer = world.viewer("coordinator")
    batch = commands.upload(viewer=viewer, files=whole())
    with pytest.raises(Conflict):
        commands.decide(viewer=viewer, pk=batch.pk, version=batch.version - 1, sensitivity="public")


def test_a_batch_put_aside_is_never_accepted(world: World):
    viewer = world.viewer("coordinator")
    batch = commands.refuse(viewer=viewer, pk=commands.upload(viewer=viewer, files=whole()).pk)
    with pytest.raises(Conflict):
        commands.accept(viewer=viewer, pk=batch.pk, version=batch.version)


def test_files_of_no_known_format_are_refused_with_the_reason(world: World):
    viewer = world.viewer("coordinator")
    batch = commands.upload(viewer=viewer, files=[("malli.xml", [b"<LandXML/>"])])
    assert (batch.state, [one["code"] for one in batch.problems]) == (
        "refused",
        ["import_not_yet"],
    )


def test_bringing_in_raises_with_every_fault_and_saves_nothing(world: World, tmp_path):
    path = tmp_path / "lots.csv"
    path.write_text(LOTS.replace("1200", "paljon"), encoding="utf-8")
    before = Lot.objects.count()
    with pytest.raises(InputError) as refused:
        commands.bring_in([path], viewer=world.viewer("coordinator"))
    codes = sorted({one.code for one in refused.value.problems})
    assert codes == ["bad_number", "unknown_reference"]
    assert Lot.objects.count() == before
