# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Balances are kept for good and compared; annexes and saved searches are made and refused."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError

from kotipesa_web.balances.changes import compared
from kotipesa_web.balances.commands import ask_annex, keep_fresh
from kotipesa_web.balances.models import BalanceVersion
from kotipesa_web.balances.queries import newest_for
from kotipesa_web.core.errors import Hidden, Refused
from kotipesa_web.core.jobs.models import Job
from kotipesa_web.core.jobs.worker import do_one
from kotipesa_web.core.permissions import Role
from kotipesa_web.core.stored.disk import place_of
from kotipesa_web.core.stored.models import StoredFile
from kotipesa_web.ui.searches.commands import drop_search, save_search
from kotipesa_web.ui.searches.queries import searches_for
from web.balances import balanced

pytestmark = pytest.mark.django_db

COVER = {
    "title": "",
    "organisation": "Helsinki",
    "diary_number": "HEL 2026-1",
    "author": "",
    "date": "",
    "by": ["material"],
    "funders": [],
}


def test_two_balances_are_set_side_by_side(world):
    balanced(world)
    before = newest_for(world.viewer(Role.REGIONAL))
    lot = world.lots["l-need-vantaa-public"]
    lot.amount = lot.tonnes = lot.tonnes + 250.0
    lot.save()
    balanced(world)
    after = newest_for(world.viewer(Role.REGIONAL))
    table = compared(world.viewer(Role.REGIONAL), before.pk, after.pk)
    changes = [(row["have_change"], row["need_change"]) for row in table.rows]
    assert changes == [(0.0, pytest.approx(250.0))] * 2


def test_a_balance_is_never_changed_or_removed(world):
    balanced(world)
    version = BalanceVersion.objects.first()
    with pytest.raises(TypeError):
        version.save()
    with pytest.raises(TypeError):
        version.delete()


def test_nobody_asks_twice_for_the_same_balances(world):
    first = keep_fresh(viewer=world.viewer(Role.COMPANY))
    assert keep_fresh(viewer=world.viewer(Role.PLANNER)) == first
    assert Job.objects.count() == 1


def test_rows_that_cannot_be_added_up_are_not_tried_again_nor_told(world):
    lot = world.lots["l-have-louhe-sealed"]
    lot.material = "kuunkivi"
    lot.save()
    job = keep_fresh(viewer=world.viewer(Role.COMPANY))
    assert do_one("test")
    job.refresh_from_db()
    assert job.state == "failed"
    assert "kuunkivi" not in str(job.problems)
    assert keep_fresh(viewer=world.viewer(Role.COMPANY)) == job


def test_who_may_not_see_balances_may_not_ask_for_them(world):
    with pytest.raises(Refused):
        keep_fresh(viewer=world.viewer(Role.ADMIN))


@pytest.mark.parametrize("ending", [".docx", ".pdf"])
def test_an_annex_is_written_of_what_its_writer_knows(world, ending):
    job = ask_annex(viewer=world.viewer(Role.PLANNER), asked={"ending": ending, "cover": COVER})
    assert do_one("test")
    job.refresh_from_db()
    assert job.state == "done", job.problems
    stored = StoredFile.objects.get(pk=job.result["file"])
    assert stored.owner == world.organisations["helsinki"]
    content = place_of(stored.sha256).read_bytes()
    if ending == ".docx":
        text = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
        assert "HEL 2026-1" in text
    else:
        assert content.startswith(b"%PDF-")


def test_administrators_write_no_annex(world):
    with pytest.raises(Refused):
        ask_annex(viewer=world.viewer(Role.ADMIN), asked={"ending": ".pdf", "cover": COVER})


def test_a_search_is_shared_with_ones_own_organisation_alone(world):
    planner, coordinator = world.viewer(Role.PLANNER), world.viewer(Role.COORDINATOR)
    told = {"page": "balances:balance", "query": "?material=savi"}
    mine = save_search(viewer=planner, name="Savi", **told)
    shared = save_search(viewer=planner, name="Savi, kaikille", is_shared=True, **told)
    assert [*searches_for(planner, "balances:balance")] == [mine, shared]
    assert [*searches_for(coordinator, "balances:balance")] == [shared]
    assert not searches_for(world.viewer(Role.COMPANY)).exists()
    with pytest.raises(Hidden):
        drop_search(viewer=coordinator, pk=mine.pk)
    drop_search(viewer=planner, pk=mine.pk)
    assert [*searches_for(planner)] == [shared]


def test_a_search_needs_a_name_and_a_page(world):
    planner = world.viewer(Role.PLANNER)
    with pytest.raises(ValidationError):
        save_search(viewer=planner, page="balances:balance", query="", name=" ")
    with pytest.raises(ValidationError):
        save_search(viewer=planner, page="nowhere", query="", name="x")


def test_the_public_keeps_no_searches(world):
    with pytest.raises(Refused):
        save_search(viewer=world.viewer(Role.PUBLIC), page="home", query="", name="x")
