# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Look at ground investigations, and at what they say of the ground of a place."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kotipesa.arrays import texts
from kotipesa.errors import InputError, Problem, UsageError, problem, sound
from kotipesa.geo import axes_swapped, likely_systems, off_map, to_etrs
from kotipesa.lots.estimate.evidence import Evidence, Looking, evidence_at
from kotipesa.sources.boreholes import Boreholes, read_boreholes
from kotipesa.sources.cells import read_number


@dataclass(frozen=True, eq=False, slots=True)
class Ground:
    """Holes, what was odd about them, and the evidence for a place where one was asked for."""

    holes: Boreholes
    evidence: Evidence | None
    notes: tuple[Problem, ...]


def look_at_ground(
    files: Sequence[Path], near: str = "", crs: str = "EPSG:4326", looking: Looking | None = None
) -> Ground:
    """Read files of ground investigations; near: ``x,y`` in a coordinate system, '' for no place.

    Raises UsageError for a place that is none, and InputError for files that cannot be read.
    """
    place = _place(near, crs) if near else None
    holes, problems = read_boreholes(files)
    holes = sound(holes, problems)
    evidence = evidence_at(holes, *place, looking) if place else None
    return Ground(holes, evidence, problems)


def _place(near: str, crs: str) -> tuple[float, float]:
    """Bring ``x,y`` to EPSG:3067; raises UsageError for what lies outside Finland."""
    numbers = [read_number(part.strip()) for part in near.replace(";", ",").split(",")]
    if len(numbers) != 2 or None in numbers:
        raise UsageError([problem("near_unclear", near=near)])
    x, y = (np.array([number], dtype=np.float64) for number in numbers)
    try:
        x_m, y_m = to_etrs(x, y, texts([crs]))
    except InputError as fault:
        raise UsageError(fault.problems) from None
    if off_map(x_m, y_m)[0]:
        east, north = f"{x[0]:.10g}", f"{y[0]:.10g}"
        if axes_swapped(x, y, texts([crs]))[0]:
            raise UsageError([problem("axes_swapped", x=east, y=north, crs=crs)])
        guess = likely_systems(float(x[0]), float(y[0]))
        raise UsageError([problem("site_off_map", x=east, y=north, crs=crs, guess=guess)])
    return float(x_m[0]), float(y_m[0])
