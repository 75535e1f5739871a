# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Race exact volumes between triangles against rasters, on the M3 road of buildingSMART Finland.

Run ``KOTIPESA_DATA=… python benchmarks/volumes.py``. The road is the public example M3_Road of
https://github.com/buildingSMART-Finland/InfraModel (CC BY 4.0), looked for in
``models/inframodel_M3_Road`` of that folder, else in ``shared/data`` beside the repository.
Measured is the arithmetic alone, on surfaces already in memory, one thread; reading is told
apart. *plain* is the raster most engineers would write: triangle by triangle, fill the heights of
the cells whose middle lies inside. *rows* is the same raster without a loop over triangles: every
triangle's box of cells in one array. Both look only at the box both surfaces share. *delaunay* is
SciPy's ``LinearNDInterpolator``, which draws triangles of its own through the points: another
surface, so it may be fast but its figures differ. Runs alternate, so that a busy machine slows all
alike; medians are told, and how far each is from the exact figures.
"""

import argparse
import json
import os
import platform
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np  # noqa: E402 - threads are counted when NumPy is loaded
from scipy.interpolate import LinearNDInterpolator  # noqa: E402

from kotipesa.arrays import Numbers  # noqa: E402
from kotipesa.sources.models.landxml import read_surface  # noqa: E402
from kotipesa.surfaces import Tin, cut_and_fill  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("KOTIPESA_DATA", ROOT.parent / "shared" / "data"))
ROAD = DATA / "models" / "inframodel_M3_Road"
TERRAIN = "9004_Terrain_models/M3_Terrain.mm.xml"
DESIGNS = {
    "lowest": "2012_Lowest_surface/M3_Lowest_Comb_Rev2_201200.mm.xml",
    "highest": ("2010_Highest_surface/M3_Highest_Comb_rev2_Highest_combination_of_surface.mm.xml"),
}
RESULTS = Path(__file__).parent / "results" / "volumes.json"
CELL_M = 0.25
RUNS = 5
FIGURES = ("cut_m3", "fill_m3", "area_m2")


class Grid:
    """The middles of the cells of the box two surfaces share."""

    def __init__(self, base: Tin, design: Tin) -> None:
        """Lay whole cells over the box."""
        west, south, _, _ = np.maximum(base.bounds_m(), design.bounds_m())
        _, _, east, north = np.minimum(base.bounds_m(), design.bounds_m())
        self.origin = np.floor([west, south])
        columns, rows = np.ceil((np.array([east, north]) - self.origin) / CELL_M).astype(int)
        self.shape = int(rows), int(columns)

    def corners(self, tin: Tin) -> Numbers:
        """Give the corners of triangles that touch the box, counted from its corner in cells."""
        corners = tin.corners() - [*self.origin, 0.0]
        corners[:, :, :2] = corners[:, :, :2] / CELL_M - 0.5
        low, high = corners[:, :, :2].min(axis=1), corners[:, :, :2].max(axis=1)
        touches = (high >= 0).all(axis=1) & (low < self.shape[::-1]).all(axis=1)
        return corners[touches]


def plain_heights(tin: Tin, grid: Grid) -> Numbers:
    """Fill a raster triangle by triangle: the height at the middle of each cell, nan outside."""
    heights = np.full(grid.shape, np.nan)
    rows, columns = grid.shape
    for (x0, y0, z0), (x1, y1, z1), (x2, y2, z2) in grid.corners(tin).tolist():
        left, right = max(int(min(x0, x1, x2)), 0), min(int(max(x0, x1, x2)) + 2, columns)
        bottom, top = max(int(min(y0, y1, y2)), 0), min(int(max(y0, y1, y2)) + 2, rows)
        x = np.arange(left, right)
        y = np.arange(bottom, top)[:, None]
        doubled = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
        one = ((x - x0) * (y2 - y0) - (x2 - x0) * (y - y0)) / doubled
        two = ((x1 - x0) * (y - y0) - (x - x0) * (y1 - y0)) / doubled
        inside = (one >= 0) & (two >= 0) & (one + two <= 1)
        found = z0 + one * (z1 - z0) + two * (z2 - z0)
        heights[bottom:top, left:right][inside] = found[inside]
    return heights


def row_heights(tin: Tin, grid: Grid) -> Numbers:
    """Fill the same raster at once: every cell of every triangle's box is a row of one array."""
    corners = grid.corners(tin)
    limit = np.array(grid.shape[::-1])
    low = np.maximum(corners[:, :, :2].min(axis=1).astype(int), 0)
    high = np.minimum(corners[:, :, :2].max(axis=1).astype(int) + 2, limit)
    wide, tall = (high - low).T
    count = wide * tall
    triangle = np.repeat(np.arange(len(corners)), count)
    cell = np.arange(len(triangle)) - np.repeat(np.cumsum(count) - count, count)
    x = low[triangle, 0] + cell % wide[triangle]
    y = low[triangle, 1] + cell // wide[triangle]
    (x0, y0, z0), (x1, y1, z1), (x2, y2, z2) = corners.transpose(1, 2, 0)
    doubled = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
    dx, dy = x - x0[triangle], y - y0[triangle]
    one = (dx * (y2 - y0)[triangle] - (x2 - x0)[triangle] * dy) / doubled[triangle]
    two = ((x1 - x0)[triangle] * dy - dx * (y1 - y0)[triangle]) / doubled[triangle]
    inside = (one >= 0) & (two >= 0) & (one + two <= 1)
    found = z0[triangle] + one * (z1 - z0)[triangle] + two * (z2 - z0)[triangle]
    heights = np.full(grid.shape, np.nan)
    heights[y[inside], x[inside]] = found[inside]
    return heights


def delaunay_heights(tin: Tin, grid: Grid) -> Numbers:
    """Read heights from triangles SciPy draws through the points, its own and not the surface's."""
    points = tin.points_xyz[np.unique(tin.triangles)] - [*grid.origin, 0.0]
    rows, columns = (np.arange(count) * CELL_M + CELL_M / 2 for count in grid.shape)
    heights: Numbers = LinearNDInterpolator(points[:, :2], points[:, 2])(
        *np.meshgrid(columns, rows)
    )
    return heights


def by_raster(read: Callable[[Tin, Grid], Numbers], base: Tin, design: Tin) -> dict[str, float]:
    """Sum up the difference of two rasters."""
    grid = Grid(base, design)
    depth = read(base, grid) - read(design, grid)
    cell_m2 = CELL_M**2
    return {
        "cut_m3": float(depth[depth > 0].sum() * cell_m2),
        "fill_m3": float(-depth[depth < 0].sum() * cell_m2),
        "area_m2": float(np.isfinite(depth).sum() * cell_m2),
    }


def exact(base: Tin, design: Tin) -> dict[str, float]:
    """Work the volumes out as ``kotipesa volumes`` does."""
    found = cut_and_fill(base, design)
    return {name: getattr(found, name) for name in FIGURES}


WAYS: dict[str, Callable[[Tin, Tin], dict[str, float]]] = {
    "ours": exact,
    "plain": lambda base, design: by_raster(plain_heights, base, design),
    "rows": lambda base, design: by_raster(row_heights, base, design),
    "delaunay": lambda base, design: by_raster(delaunay_heights, base, design),
}


def race(base: Tin, design: Tin) -> dict[str, Any]:
    """Let all ways run in turns on one pair of surfaces."""
    seconds: dict[str, list[float]] = {name: [] for name in WAYS}
    figures: dict[str, dict[str, float]] = {}
    exact(base, design)
    for _ in range(RUNS):
        for way, measure in WAYS.items():
            begin = perf_counter()
            figures[way] = measure(base, design)
            seconds[way].append(perf_counter() - begin)
    middle = {way: median(times) for way, times in seconds.items()}
    ours = figures["ours"]
    return {
        "triangles": [len(base), len(design)],
        "seconds": {way: round(taken, 4) for way, taken in middle.items()},
        "all_seconds": {way: [round(t, 4) for t in times] for way, times in seconds.items()},
        "times_faster": {way: round(middle[way] / middle["ours"], 1) for way in WAYS},
        "figures": figures,
        "difference_share": {
            way: {name: round(found[name] / ours[name] - 1, 6) for name in FIGURES}
            for way, found in figures.items()
        },
    }


def read(name: str) -> tuple[Tin, float]:
    """Read a surface; also give the seconds it took."""
    begin = perf_counter()
    surface, problems = read_surface(ROAD / name)
    if surface is None:
        reason = f"{name}: {problems}"
        raise SystemExit(reason)
    return surface.tin, perf_counter() - begin


def main() -> None:
    """Race on both designs, print a table, write the results."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--out", type=Path, default=RESULTS)
    out = parser.parse_args().out
    base, reading_s = read(TERRAIN)
    print(f"terrain read and checked in {reading_s:.2f} s, load {os.getloadavg()[0]:.1f}")
    print("design   way       seconds  × ours     cut m³    fill m³     differs (cut, fill, area)")
    races = {}
    for name, file in DESIGNS.items():
        found = races[name] = race(base, read(file)[0])
        for way in WAYS:
            cut, fill, _ = found["figures"][way].values()
            shares = ", ".join(f"{s:+.3%}" for s in found["difference_share"][way].values())
            print(
                f"{name:8} {way:9}{found['seconds'][way]:8.3f}{found['times_faster'][way]:8.1f}"
                f"{cut:11.2f}{fill:11.2f}     {shares}"
            )
    setting = {
        "cell_m": CELL_M,
        "runs": RUNS,
        "threads": 1,
        "processors": os.cpu_count(),
        "load_at_end": round(os.getloadavg()[0], 2),
        "seconds_reading_terrain": round(reading_s, 3),
        "python": platform.python_version(),
        "numpy": version("numpy"),
        "scipy": version("scipy"),
        "shapely": version("shapely"),
    }
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps({"setting": setting, "races": races}, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
