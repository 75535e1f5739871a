# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold what comes of projects that look alike: found, judged, joined or kept apart for good."""

import csv
import io
import zipfile

import pytest
from django.urls import reverse

from kotipesa.register.same import propose
from kotipesa_web.intake.choices import Likeness
from kotipesa_web.intake.commands import accept, find_alike, judge_alike, undo, upload
from kotipesa_web.intake.models import Batch
from kotipesa_web.lots.engine import read_snapshot, snapshot
from kotipesa_web.lots.snapshot import region_texts
from kotipesa_web.projects.models import Different, Project
from web.intake_files import LOTS, PROJECTS, given, whole
from web.world import World

pytestmark = pytest.mark.django_db

TWIN = PROJECTS.replace("h-1,Puistotie", "x-9,Puistotie")
LOTS_OF_TWIN = LOTS.replace("e-1", "y-1").replace("e-2", "y-2").replace(",h-1,", ",x-9,")


@pytest.fixture
def viewer(world: World):
    """Give somebody whose organisation has a project already."""
    somebody = world.viewer("coordinator")
    first = upload(viewer=somebody, files=whole())
    accept(viewer=somebody, pk=first.pk, version=first.version)
    return somebody


def brought_again(viewer) -> Batch:
    batch = upload(viewer=viewer, files=given(projects=TWIN, lots=LOTS_OF_TWIN))
    return find_alike(viewer=viewer, pk=batch.pk)


def let_in(viewer, verdict: Likeness) -> Batch:
    batch = brought_again(viewer)
    batch = judge_alike(viewer=viewer, pk=batch.pk, number=0, verdict=verdict)
    return accept(viewer=viewer, pk=batch.pk, version=batch.version)


def pairs_of(batch: Batch) -> list[tuple[str, str, str]]:
    return [(pair["project"], pair["other"], pair["verdict"]) for pair in batch.alike]


def different_in(world: World) -> list[tuple[str, str]]:
    text = region_texts(world.region).get("different", "")
    return [(row["a"], row["b"]) for row in csv.DictReader(io.StringIO(text))]


def proposed_in(world: World) -> list[set[str]]:
    found = propose(read_snapshot(snapshot(world.region).content))
    pairs = zip(found.project, found.counted_at, strict=True)
    return [set(pair) for pair in pairs if "x-9" in pair]


def test_a_project_that_stands_already_is_found_and_joined(viewer, client_of, world: World):
    client, batch = client_of("coordinator"), brought_again(viewer)
    assert pairs_of(batch) == [("x-9", "h-1", "")]
    assert "x-9" in client.get(reverse("intake:batch", args=[batch.pk])).content.decode()
    client.post(reverse("intake:judge", args=[batch.pk]), {"pair": 0, "verdict": "same"})
    batch.refresh_from_db()
    accept(viewer=viewer, pk=batch.pk, version=batch.version)
    assert Project.objects.get(code="x-9").same_as.code == "h-1"
    assert proposed_in(world) == []


def test_a_pair_nobody_has_judged_is_proposed_by_the_engine(viewer, world: World):
    let_in(viewer, Likeness.OPEN)
    assert proposed_in(world) == [{"x-9", "h-1"}]
    assert different_in(world) == []


def test_two_projects_that_are_two_stay_so_for_the_engine(viewer, client_of, world: World):
    let_in(viewer, Likeness.DIFFERENT)
    assert Project.objects.get(code="x-9").same_as is None
    assert different_in(world) == [("x-9", "h-1")]
    assert proposed_in(world) == []
    taken = client_of("coordinator").get(reverse("our_data_file")).content
    with zipfile.ZipFile(io.BytesIO(taken)) as archive:
        assert archive.read("different.csv").decode("utf-8-sig").split() == ["a;b", "x-9;h-1"]


def test_what_counts_as_one_by_now_is_not_told_to_be_two(viewer, world: World):
    let_in(viewer, Likeness.DIFFERENT)
    other = Project.objects.get(code="h-1")
    Project.objects.filter(code="x-9").update(same_as=other)
    assert different_in(world) == []
    read_snapshot(snapshot(world.region).content)


def test_a_verdict_stays_when_its_batch_is_undone_and_comes_again(viewer):
    for verdict in (Likeness.DIFFERENT, Likeness.SAME):
        done = let_in(viewer, verdict)
        undo(viewer=viewer, pk=done.pk)
        assert not Different.objects.exists()
        assert pairs_of(brought_again(viewer)) == [("x-9", "h-1", verdict)]


def test_two_new_projects_of_one_batch_are_joined_without_a_circle(world: World):
    viewer = world.viewer("coordinator")
    projects = PROJECTS + TWIN.splitlines()[1] + "\n"
    lots = LOTS + "\n".join(LOTS_OF_TWIN.splitlines()[1:]) + "\n"
    files = [one for one in whole() if one[0] == "sites.csv"]
    batch = upload(viewer=viewer, files=[*files, *given(projects=projects, lots=lots)])
    batch = find_alike(viewer=viewer, pk=batch.pk)
    (pair,) = batch.alike
    turned = {**pair, "project": pair["other"], "other": pair["project"]}
    batch.alike = [{**one, "verdict": Likeness.SAME} for one in (pair, turned)]
    batch.save()
    accept(viewer=viewer, pk=batch.pk, version=batch.version)
    counted = Project.objects.get(code=pair["project"])
    assert (counted.same_as.code, counted.same_as.same_as) == (pair["other"], None)
