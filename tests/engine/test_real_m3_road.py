# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold volumes on the M3 road, a public Inframodel example, against a raster of 25 cm.

The road is M3_Road of buildingSMART Finland's InfraModel (CC BY 4.0). It is looked for in the
folder that KOTIPESA_DATA names, else in ``shared/data`` beside the repository; without it these
tests are skipped, and say so.
"""

import os
import sys
from pathlib import Path

import pytest

from kotipesa.sources.models.landxml import read_surface
from kotipesa.surfaces import cut_and_fill, split_by_rock

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("KOTIPESA_DATA", ROOT.parent / "shared" / "data"))
ROAD = DATA / "models" / "inframodel_M3_Road"
FILES = {
    "terrain": ROAD / "9004_Terrain_models" / "M3_Terrain.mm.xml",
    "rock": ROAD / "9004_Terrain_models" / "M3_Rockbed_survey.mm.xml",
    "lowest": ROAD / "2012_Lowest_surface" / "M3_Lowest_Comb_Rev2_201200.mm.xml",
}

pytestmark = pytest.mark.skipif(
    not all(path.is_file() for path in FILES.values()),
    reason="did not run: the M3 road is not on this machine (set KOTIPESA_DATA)",
)


@pytest.fixture(scope="module")
def surfaces():
    read = {name: read_surface(path) for name, path in FILES.items()}
    assert [problems for _, problems in read.values()] == [(), (), ()]
    return {name: surface for name, (surface, _) in read.items()}


def test_the_files_are_read_whole(surfaces):
    assert {name: len(surface.tin) for name, surface in surfaces.items()} == {
        "terrain": 36067,
        "rock": 3244,
        "lowest": 8881,
    }
    assert {(surface.crs, surface.heights) for surface in surfaces.values()} == {
        ("EPSG:3875", "N2000")
    }


def test_the_figures_are_those_of_a_fine_raster(surfaces, monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "benchmarks")
    monkeypatch.delitem(sys.modules, "volumes", raising=False)
    from volumes import by_raster, row_heights  # noqa: PLC0415 - a benchmark is no package

    base, design = surfaces["terrain"].tin, surfaces["lowest"].tin
    found, raster = cut_and_fill(base, design), by_raster(row_heights, base, design)
    assert found.cut_m3 == pytest.approx(raster["cut_m3"], rel=1e-4)
    assert found.fill_m3 == pytest.approx(raster["fill_m3"], rel=1e-3)
    assert found.area_m2 == pytest.approx(raster["area_m2"], rel=1e-3)
    assert (found.cut_m3, found.fill_m3) == pytest.approx((7810.3015, 755.7476), abs=1e-3)
    assert found.design_only_m2 == 0.0


def test_soil_rock_and_unknown_are_the_whole_cut(surfaces):
    tins = [surfaces[name].tin for name in ("terrain", "lowest", "rock")]
    split = split_by_rock(*tins)
    together = split.soil_m3 + split.rock_m3 + split.unknown_m3
    assert together == pytest.approx(cut_and_fill(*tins[:2]).cut_m3, rel=1e-9)
    assert split.rock_m3 == pytest.approx(441.0597, abs=1e-3)
