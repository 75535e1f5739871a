# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Balances add up to what the engine adds up, whoever reads them."""

import numpy as np
import pytest

from kotipesa.balance import balance
from kotipesa.periods import month_number
from kotipesa_web.balances.contents import ENDS
from kotipesa_web.balances.models import BalanceVersion
from kotipesa_web.balances.scopes import OURS, Scope, known_in
from kotipesa_web.balances.sums import (
    Asked,
    by_material,
    by_month,
    by_municipality,
    sheet_of,
    sheet_of_lots,
    whole,
)
from kotipesa_web.core.permissions import Role
from kotipesa_web.lots.engine import read_snapshot, snapshot
from kotipesa_web.lots.models import Lot
from kotipesa_web.projects.models import Project
from web.balances import balanced

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_world(world):
    """Let every lot be public, one with an interval, one of a project that may not come."""
    Lot.objects.update(sensitivity="public")
    Lot.objects.filter(code="l-have-sora-public").update(amount_low=2_000, amount_high=4_500)
    Project.objects.filter(code="p-louhe-public").update(probability=0.5)
    return world


def _engine(world):
    return balance(read_snapshot(snapshot(world.region).content), by=("material", "month"))


@pytest.mark.parametrize("role", [Role.COMPANY, Role.COORDINATOR])
def test_a_balance_of_open_lots_is_the_engines_month_by_month(open_world, role):
    sheet = sheet_of(balanced(open_world, role))
    table = _engine(open_world)
    rows = by_month(sheet, Asked(material="kalliomurske"))
    assert [month for month, _line, _gathered in rows] == table.month.tolist()
    for name, side in (("surplus", "have"), ("need", "need")):
        for end in ENDS:
            told = [getattr(getattr(line, side), end.removesuffix("_t")) for _, line, _ in rows]
            suffix = "" if end == "mid_t" else f"_{end.removesuffix('_t')}"
            np.testing.assert_allclose(told, getattr(table, f"{name}{suffix}_t"))
    for end, suffix in (("low", "_low"), ("mid", ""), ("high", "_high")):
        told = [getattr(gathered, end) for _month, _line, gathered in rows]
        np.testing.assert_allclose(told, getattr(table, f"cumulative{suffix}_t"))


def test_municipalities_and_materials_add_up_to_the_whole(open_world):
    contents = balanced(open_world)
    line = whole(sheet_of(contents), Asked())
    places, materials = by_municipality(contents, Asked()), by_material(sheet_of(contents), Asked())
    assert sum(one.have.mid for one in places) == pytest.approx(line.have.mid)
    assert sum(one.need.high for one in materials) == pytest.approx(line.need.high)


def test_months_outside_the_horizon_and_unknown_materials_have_nothing(open_world):
    sheet = sheet_of(balanced(open_world))
    late = Asked(first=month_number("2040-01"))
    assert (whole(sheet, late).have.mid, by_month(sheet, late), by_material(sheet, late)) == (
        0,
        [],
        [],
    )
    assert whole(sheet, Asked(material="savi")).have.mid == 0


def test_a_part_of_the_months_is_the_sum_of_its_months(open_world):
    sheet = sheet_of(balanced(open_world))
    asked = Asked(first=month_number("2026-04"), last=month_number("2026-05"))
    months = [line.need.mid for _month, line, _gathered in by_month(sheet, asked)]
    assert len(months) == 2
    assert whole(sheet, asked).need.mid == pytest.approx(sum(months))


def test_our_own_balance_counts_our_lots_exactly_and_no_others(world):
    balanced(world)
    viewer = world.viewer(Role.COMPANY)
    known = known_in(viewer, Scope(OURS))
    line = whole(sheet_of_lots(known.lots, known.start, known.months), Asked())
    own = Lot.objects.filter(owner=world.organisations["sora"], direction="have")
    assert line.have.mid == pytest.approx(sum(own.values_list("tonnes", flat=True)))


def test_the_same_data_make_no_second_version(world):
    balanced(world)
    lot = world.lots["l-have-sora-sealed"]
    lot.note = "toinen"
    lot.save()
    balanced(world)
    assert BalanceVersion.objects.count() == 2
