# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold siting to published optima of warehouse location (OR-Library, cap71 to cap104).

The files are looked for in the folder that KOTIPESA_DATA names, else in ``shared/data`` beside
the repository; without them these tests say that they did not run.
"""

import os
from pathlib import Path

import pytest

from kotipesa.siting import Asked, choose_sites
from kotipesa.testing import warehouse_tables

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("KOTIPESA_DATA", ROOT.parent / "shared" / "data"))
CLASSICS = DATA / "benchmarks" / "orlib_cap"

pytestmark = pytest.mark.skipif(
    not CLASSICS.is_dir(),
    reason="did not run: the OR-Library files are not on this machine (set KOTIPESA_DATA)",
)


@pytest.mark.parametrize("name", [f"cap{n}" for n in (71, 72, 73, 74, 101, 102, 103, 104)])
def test_a_published_optimum_of_warehouse_location_is_found_and_proven(name: str):
    published = (CLASSICS / f"{name}.txt.opt").read_text().split()[-1]
    draft = warehouse_tables((CLASSICS / f"{name}.txt").read_text())
    siting = choose_sites(draft.region(), Asked(gap=0.0))
    assert siting.plan.status == "optimal"
    assert siting.plan.objective_eur == pytest.approx(float(published), rel=1e-6)
    assert siting.plan.lower_bound_eur == pytest.approx(float(published), rel=1e-6)
