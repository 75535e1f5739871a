# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""The impact of a plan's moves agrees with the money the plan itself counted."""

import pytest

from kotipesa.impact import assess
from kotipesa.plan import make_plan
from kotipesa.testing import random_region, small, tiny


@pytest.mark.parametrize(
    "make", [tiny, small, lambda: random_region(7)], ids=["tiny", "small", "7"]
)
def test_euros_and_carbon_of_the_moves_are_those_of_the_plan(make):
    region = make()
    plan = make_plan(region)
    impact = assess(region, plan.moves)
    carbon_eur = impact["kgco2e"].value / 1000 * region.settings.carbon_eur_per_t
    assert impact["haul_eur"].value == pytest.approx(plan.money.haul_eur)
    assert impact["facility_eur"].value == pytest.approx(plan.money.facility_eur)
    assert carbon_eur == pytest.approx(plan.money.carbon_eur)
