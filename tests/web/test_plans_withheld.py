# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""What stays of one or two owners is told nowhere: not on pages, in lists, files or the API."""

from dataclasses import replace

import pytest
from django.db.models import QuerySet

from kotipesa_web.core.permissions import Role
from kotipesa_web.plans.comparing import comparison_tables
from kotipesa_web.plans.contents import Contents, Left, contents_of
from kotipesa_web.plans.models import Plan
from kotipesa_web.plans.published import publish_contents
from kotipesa_web.plans.secrecy import eyes_of
from kotipesa_web.plans.tables.figures import costs_table
from kotipesa_web.plans.tables.listed import plans_table
from web.plans import plan_of_all

pytestmark = pytest.mark.django_db

STAYING_T = 1_234.5


def staying(contents: Contents, owners: int) -> Contents:
    """Let an equal amount of a sealed have stay at each of so many owners."""
    end = next(iter(contents.ends.values()))
    ends = [replace(end, owner_id=owner, sensitivity="sealed") for owner in range(owners)]
    return replace(contents, left=tuple(Left(one, STAYING_T, "too_dear") for one in ends))


def test_what_stays_is_told_when_enough_owners_stand_behind_it(world):
    contents = contents_of(plan_of_all(world))
    told = {n: publish_contents(staying(contents, n)).unmet_t for n in (0, 1, 2, 3)}
    assert told == {0: 0.0, 1: None, 2: None, 3: 3 * STAYING_T}


@pytest.fixture
def withheld(world) -> Plan:
    """Keep a plan of which something of few owners stays."""
    plan = plan_of_all(world)
    QuerySet(Plan).filter(pk=plan.pk).update(unmet_t=None, is_shown=True)
    return Plan.objects.get(pk=plan.pk)


def test_what_may_not_be_told_has_no_cost_of_its_own(withheld):
    contents = contents_of(withheld)
    record = {**contents.record, "storage_eur": 300.0, "unmet_eur": 700.0}
    rows = costs_table(withheld, replace(contents, record=record)).rows
    assert [(row["what"], row["eur"].mid) for row in rows][-1] == (
        "Varastointi; Ratkaisematta jäämisen laskennallinen hinta",
        1_000.0,
    )


def test_no_list_comparison_or_program_is_told_it(world, withheld, client_of):
    (row,) = plans_table([withheld], None).rows
    assert "unmet_t" not in row
    eyes = eyes_of(world.viewer(Role.REGIONAL), withheld)
    names = {row["what"] for row in comparison_tables(eyes, withheld, withheld)["figures"].rows}
    assert "Ratkaisematta jäämisen laskennallinen hinta" not in names
    answer = client_of(Role.REGIONAL).get(f"/api/plans/{withheld.pk}").json()
    assert (answer["unmet_t"], answer["objective_eur"]) == (None, withheld.objective_eur)


def test_its_page_says_that_something_stays(withheld, client_of):
    page = client_of(Role.RESEARCHER).get(f"/plans/{withheld.pk}/").content.decode()
    assert "Ilman ratkaisua</p>" not in page
