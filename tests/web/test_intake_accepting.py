# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Bring batches in: nothing is saved before they are accepted, and then all of it."""

from uuid import uuid4

import pytest

from kotipesa.errors import InputError
from kotipesa_web.core.audit.models import AuditLine
from kotipesa_web.core.errors import Conflict, Hidden
from kotipesa_web.core.jobs import JobRun, leases
from kotipesa_web.core.jobs.models import Job, JobState
from kotipesa_web.core.jobs.run import LeaseLost
from kotipesa_web.core.jobs.worker import do_one
from kotipesa_web.core.models import StoredFile
from kotipesa_web.intake.choices import BatchState
from kotipesa_web.intake.commands import accept, ask_to_accept, correct, leave_out, undo, upload
from kotipesa_web.intake.models import Batch, BatchRow
from kotipesa_web.intake.tasks import accept_batch
from kotipesa_web.lots.models import Lot
from kotipesa_web.places.models import Site
from kotipesa_web.projects.models import Project
from web.intake_files import LOTS, PROJECTS, SITES, changed, given, whole, without
from web.world import World

pytestmark = pytest.mark.django_db


def standing() -> tuple[int, int, int]:
    return Site.objects.count(), Project.objects.count(), Lot.objects.count()


def let_in(viewer, files) -> Batch:
    batch = upload(viewer=viewer, files=files, sensitivity="partners")
    return accept(viewer=viewer, pk=batch.pk, version=batch.version)


def test_an_upload_saves_nothing_but_the_batch(world: World):
    before = standing()
    batch = upload(viewer=world.viewer("coordinator"), files=whole())
    assert batch.state == BatchState.CHECKED
    assert batch.problems == []
    assert [row.problems for row in batch.rows.all()] == [[], [], [], []]
    assert {table: told["new"] for table, told in batch.counts.items()} == {
        "sites": 1,
        "projects": 1,
        "lots": 2,
    }
    assert standing() == before


def test_an_accepted_batch_is_rows_of_the_importers_organisation(world: World):
    let_in(world.viewer("coordinator"), whole())
    lot = Lot.objects.get(code="e-2")
    told = (lot.owner.code, lot.sensitivity, lot.direction, lot.amount, lot.unit, lot.site.code)
    assert told == ("Helsingin kaupunki", "partners", "need", 800.0, "m3rtr", "t-1")
    assert (lot.project.code, lot.project.name, lot.project.municipality) == (
        "h-1",
        "Puistotie",
        "091",
    )
    assert (lot.first_month, lot.last_month) == ("2026-04", "2026-06")
    assert (lot.first_quarter, lot.last_quarter) == ("2026-04", "2026-06")
    assert lot.tonnes is not None
    assert lot.band == "500-2000"
    assert (lot.site.x_m, lot.site.y_m, lot.site.grid_x_m) == (385_000.0, 6_672_000.0, 387_500.0)


def test_the_same_files_again_change_nothing(world: World):
    viewer = world.viewer("coordinator")
    let_in(viewer, whole())
    again = upload(viewer=viewer, files=whole())
    assert {row.does for row in again.rows.all()} == {"same"}
    accept(viewer=viewer, pk=again.pk, version=again.version)
    assert set(Lot.objects.filter(code__startswith="e-").values_list("version", flat=True)) == {1}


def test_a_difference_is_told_cell_by_cell_and_what_is_gone_by_row(world: World):
    viewer = world.viewer("coordinator")
    let_in(viewer, whole())
    lots = without(changed(LOTS, "e-1", amount="1500", to="2026-07"), "e-2")
    batch = upload(viewer=viewer, files=given(lots=lots))
    told = {row.code: (row.does, row.before) for row in batch.rows.all()}
    assert told == {
        "e-1": ("changed", {"amount": "1200", "to": "2026-05"}),
        "e-2": ("gone", {}),
    }


def test_a_column_the_file_lacks_leaves_what_stands(world: World):
    viewer = world.viewer("coordinator")
    let_in(viewer, whole())
    Lot.objects.filter(code="e-1").update(note="säilyy")
    let_in(viewer, given(lots=changed(LOTS, "e-1", name="Louhetta")))
    lot = Lot.objects.get(code="e-1")
    assert (lot.name, lot.note, lot.version) == ("Louhetta", "säilyy", 2)


def test_every_fault_stands_at_its_cell_and_keeps_the_batch_out(world: World):
    viewer = world.viewer("coordinator")
    lots = changed(changed(LOTS, "e-1", amount="paljon"), "e-2", site="olematon")
    batch = upload(viewer=viewer, files=given(sites=SITES, projects=PROJECTS, lots=lots))
    found = {
        row.code: [(p["code"], p["where"]["row"], p["where"]["column"]) for p in row.problems]
        for row in batch.rows.filter(table="lots")
    }
    assert found == {
        "e-1": [("bad_number", 2, "amount")],
        "e-2": [("unknown_reference", 3, "site")],
    }
    before = standing()
    with pytest.raises(InputError) as refused:
        accept(viewer=viewer, pk=batch.pk, version=batch.version)
    assert [one.code for one in refused.value.problems] == ["bad_number", "unknown_reference"]
    assert standing() == before


def test_a_cell_is_mended_in_place_and_what_was_typed_stays(world: World):
    viewer = world.viewer("coordinator")
    files = given(sites=SITES, projects=PROJECTS, lots=changed(LOTS, "e-1", amount="paljon"))
    batch = upload(viewer=viewer, files=files)
    row = batch.rows.get(code="e-1")
    (row,) = correct(viewer=viewer, pk=batch.pk, row_pk=row.pk, cells={"amount": "vähän"})
    assert (row.cells["amount"], [p["code"] for p in row.problems]) == ("vähän", ["bad_number"])
    (row,) = correct(viewer=viewer, pk=batch.pk, row_pk=row.pk, cells={"amount": "1 500,5"})
    assert (row.cells["amount"], row.problems, row.has_errors) == ("1500.5", [], False)
    batch.refresh_from_db()
    accept(viewer=viewer, pk=batch.pk, version=batch.version)
    assert Lot.objects.get(code="e-1").amount == 1500.5


def test_a_cell_filled_in_by_hand_speaks_for_its_own_row_alone(world: World):
    viewer = world.viewer("coordinator")
    let_in(viewer, whole())
    Lot.objects.filter(code="e-2").update(note="säilyy")
    batch = upload(viewer=viewer, files=given(lots=LOTS))
    row = batch.rows.get(code="e-1")
    correct(viewer=viewer, pk=batch.pk, row_pk=row.pk, cells={"note": "käsin"})
    batch.refresh_from_db()
    accept(viewer=viewer, pk=batch.pk, version=batch.version)
    notes = Lot.objects.filter(code__startswith="e-").order_by("code")
    assert [*notes.values_list("note", flat=True)] == ["käsin", "säilyy"]


def test_mending_a_row_gives_the_others_it_mends_too(world: World):
    viewer = world.viewer("coordinator")
    twice = changed(LOTS, "e-2", id="e-1")
    batch = upload(viewer=viewer, files=given(sites=SITES, projects=PROJECTS, lots=twice))
    first, second = batch.rows.filter(table="lots")
    assert (first.has_errors, second.has_errors) == (False, True)
    told = correct(viewer=viewer, pk=batch.pk, row_pk=first.pk, cells={"id": "e-3"})
    assert [(row.pk, row.has_errors) for row in told] == [(first.pk, False), (second.pk, False)]


def test_rows_with_faults_are_left_out_on_demand(world: World):
    viewer = world.viewer("coordinator")
    files = given(sites=SITES, projects=PROJECTS, lots=changed(LOTS, "e-1", amount="paljon"))
    batch = upload(viewer=viewer, files=files)
    batch = leave_out(viewer=viewer, pk=batch.pk)
    accept(viewer=viewer, pk=batch.pk, version=batch.version)
    assert [*Lot.objects.filter(code__startswith="e-").values_list("code", flat=True)] == ["e-2"]


def test_a_row_of_another_organisation_is_a_fault_at_its_cell(world: World):
    lots = LOTS.replace("project,name", "owner,name").replace(",h-1,", ",Vantaan kaupunki,")
    batch = upload(
        viewer=world.viewer("coordinator"), files=given(sites=SITES, lots=lots, projects=PROJECTS)
    )
    assert {p["code"] for row in batch.rows.filter(table="lots") for p in row.problems} == {
        "import_owner_other"
    }


def test_a_hidden_row_of_others_cannot_be_referred_to(world: World):
    lots = LOTS.replace(",t-1,", ",s-louhe-sealed,")
    batch = upload(viewer=world.viewer("coordinator"), files=given(lots=lots, projects=PROJECTS))
    codes = {p["code"] for row in batch.rows.filter(table="lots") for p in row.problems}
    assert codes == {"unknown_reference"}


def test_a_row_somebody_changed_meanwhile_is_shown_before_it_is_changed(world: World):
    viewer = world.viewer("coordinator")
    let_in(viewer, whole())
    batch = upload(viewer=viewer, files=given(lots=changed(LOTS, "e-1", amount="1500")))
    Lot.objects.filter(code="e-1").update(amount=1300, version=2)
    with pytest.raises(Conflict):
        accept(viewer=viewer, pk=batch.pk, version=batch.version)
    batch.refresh_from_db()
    assert batch.rows.get(code="e-1").before == {"amount": "1300"}
    accept(viewer=viewer, pk=batch.pk, version=batch.version)
    assert Lot.objects.get(code="e-1").amount == 1500


def asked_and_overtaken(world: World) -> Batch:
    viewer = world.viewer("coordinator")
    let_in(viewer, whole())
    batch = upload(viewer=viewer, files=given(lots=changed(LOTS, "e-1", amount="1500")))
    batch = ask_to_accept(viewer=viewer, pk=batch.pk, version=batch.version)
    Lot.objects.filter(code="e-1").update(amount=1300, version=2)
    return batch


def test_a_job_shows_a_row_somebody_changed_meanwhile_and_fails(world: World):
    batch = asked_and_overtaken(world)
    assert do_one("here")
    batch.refresh_from_db()
    batch.job.refresh_from_db()
    assert [one["code"] for one in batch.job.problems] == ["import_shown_anew"]
    assert (batch.job.state, batch.state) == (JobState.FAILED, BatchState.CHECKED)
    assert batch.rows.get(code="e-1").before == {"amount": "1300"}


def test_a_job_of_another_worker_by_now_shows_nothing(world: World):
    batch = asked_and_overtaken(world)
    held = leases.claim("here")
    outcome = accept_batch(JobRun(held.pk, held.params, world.viewer("coordinator")))
    Job.objects.update(token=uuid4())
    with pytest.raises(LeaseLost):
        leases.finish(held, outcome)
    assert Batch.objects.get(pk=batch.pk).version == batch.version
    assert batch.rows.get(code="e-1").before == {"amount": "1200"}


def test_files_of_an_upload_that_is_refused_are_nobodys(world: World):
    files = [*whole(), ("broken.csv", [b""])]
    with pytest.raises(InputError):
        upload(viewer=world.viewer("coordinator"), files=files)
    assert (StoredFile.objects.count(), Batch.objects.count()) == (0, 0)


def test_accepting_twice_is_accepting_once(world: World):
    viewer = world.viewer("coordinator")
    batch = let_in(viewer, whole())
    before = standing(), AuditLine.objects.count()
    assert accept(viewer=viewer, pk=batch.pk, version=1).pk == batch.pk
    assert (standing(), AuditLine.objects.count()) == before


def test_undoing_takes_new_rows_out_and_puts_changed_ones_back(world: World):
    viewer = world.viewer("coordinator")
    before = standing()
    first = let_in(viewer, whole())
    second = let_in(viewer, given(lots=changed(LOTS, "e-1", amount="1500", to="2026-09")))
    undo(viewer=viewer, pk=second.pk)
    lot = Lot.objects.get(code="e-1")
    assert (lot.amount, lot.tonnes, lot.last_month, lot.last_quarter, lot.version) == (
        1200,
        1200,
        "2026-05",
        "2026-06",
        3,
    )
    with pytest.raises(InputError) as refused:
        undo(viewer=viewer, pk=first.pk)
    assert [one.code for one in refused.value.problems] == ["import_changed_since"]
    Lot.objects.filter(code="e-1").update(version=1)
    undo(viewer=viewer, pk=first.pk)
    assert standing() == before


def test_a_batch_that_something_needs_by_now_is_not_undone(world: World):
    viewer = world.viewer("coordinator")
    batch = let_in(viewer, whole())
    site = Site.objects.get(code="t-1")
    Lot.objects.filter(code="l-have-helsinki-public").update(site=site)
    with pytest.raises(InputError) as refused:
        undo(viewer=viewer, pk=batch.pk)
    assert [(one.code, one.where.file) for one in refused.value.problems] == [
        ("import_needed", "sites.csv")
    ]
    assert Lot.objects.filter(code="e-1").exists()


def test_nobody_sees_or_accepts_the_batch_of_another_organisation(world: World):
    batch = upload(viewer=world.viewer("coordinator"), files=whole())
    with pytest.raises(Hidden):
        accept(viewer=world.viewer("company"), pk=batch.pk, version=batch.version)
    assert BatchRow.objects.filter(batch=batch).count() == 4
