# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold a surface of triangles, and know whether it has one height at each place."""

from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Flags, Indices, Numbers

LEVEL_M2 = 1e-9
"""A triangle with less plan area than this is a vertical wall or a line: it covers nothing."""


@dataclass(frozen=True, eq=False, slots=True)
class Tin:
    """A surface of plane triangles.

    points_xyz: float64 (n, 3), metres, east, north and height; triangles: int32 (m, 3), rows of
    points, counter-clockwise seen from above.
    """

    points_xyz: Numbers
    triangles: Indices

    def __len__(self) -> int:
        """Count the triangles."""
        return len(self.triangles)

    def corners(self) -> Numbers:
        """Give the corners of every triangle: (m, 3, 3)."""
        corners: Numbers = self.points_xyz[self.triangles]
        return corners

    def plan_area_m2(self) -> float:
        """Give the area seen from above, in which triangles over one another count twice."""
        return float(_doubled_plan_m2(self.corners()).sum() / 2)

    def area_m2(self) -> float:
        """Give the area along the slopes."""
        corners = self.corners()
        normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        return float(np.linalg.norm(normals, axis=1).sum() / 2)

    def bounds_m(self) -> tuple[float, float, float, float]:
        """Give west, south, east and north of the triangles; raises ValueError without any."""
        plan = self.corners()[:, :, :2].reshape(-1, 2)
        west, south = plan.min(axis=0).tolist()
        east, north = plan.max(axis=0).tolist()
        return west, south, east, north


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many triangles were not taken into a surface: flat: without plan area; twice: again."""

    flat: int = 0
    twice: int = 0


class TinError(ValueError):
    """Points and triangles that make no surface; ``reason`` is the code of a problem."""

    def __init__(self, reason: str) -> None:
        """Keep the reason: ``surface_not_finite``, ``…no_such_point`` or ``…no_triangles``."""
        self.reason = reason
        super().__init__(reason)


def make_tin(points_xyz: Numbers, triangles: Indices) -> tuple[Tin, LeftOut]:
    """Make a surface of points (n, 3) in metres and rows of triangles (m, 3).

    Triangles are turned counter-clockwise; those without plan area, and those that stand there
    already, are left out and counted. Raises TinError.
    """
    points = np.ascontiguousarray(points_xyz, dtype=np.float64).reshape(-1, 3)
    rows = np.asarray(triangles, dtype=np.int64).reshape(-1, 3)
    if rows.size and (rows.min() < 0 or rows.max() >= len(points)):
        raise TinError("surface_no_such_point")
    if not np.isfinite(points[np.unique(rows)]).all():
        raise TinError("surface_not_finite")
    doubled = _doubled_plan_m2(points[rows])
    rows = np.where((doubled < 0)[:, None], rows[:, ::-1], rows)
    covers = np.abs(doubled) > 2 * LEVEL_M2
    first = _stands_first(rows)
    kept = np.ascontiguousarray(rows[covers & first], dtype=np.int32)
    if not len(kept):
        raise TinError("surface_no_triangles")
    flat = int(np.count_nonzero(~covers))
    return Tin(points, kept), LeftOut(flat, len(rows) - len(kept) - flat)


def _doubled_plan_m2(corners: Numbers) -> Numbers:
    """Give twice the signed plan area: positive when counter-clockwise."""
    one, two = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    doubled: Numbers = one[:, 0] * two[:, 1] - one[:, 1] * two[:, 0]
    return doubled


def _stands_first(rows: Indices) -> Flags:
    """Tell which triangles have corners that no triangle before them has."""
    first = np.zeros(len(rows), dtype=np.bool_)
    first[np.unique(np.sort(rows, axis=1), axis=0, return_index=True)[1]] = True
    return first
