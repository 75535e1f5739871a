# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Say whose lots a reader adds up exactly: all they know, their own, or those in a drawn area.

A drawn area counts what its reader may know anyway, and nothing else: an area that could be moved
by a metre around one sealed site would tell its tonnes as the difference of two sums.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from kotipesa.geo import WGS84, to_etrs
from kotipesa_web.balances.queries import Known, lots_known, own_lots, weighed
from kotipesa_web.core.viewer import Viewer

OURS = "ours"
Corner = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Scope:
    """Lots to add up: ``whose`` is '' or OURS; corners: longitude and latitude, () for anywhere."""

    whose: str = ""
    corners: tuple[Corner, ...] = ()


def known_in(viewer: Viewer, scope: Scope) -> Known | None:
    """Weigh the lots of a scope that the viewer knows exactly; None before balances are made."""
    lots = own_lots(viewer) if scope.whose == OURS else lots_known(viewer)
    if not scope.corners:
        return weighed(viewer, lots.order_by().values_list("pk", flat=True))
    area = _area(scope.corners)
    low_x, low_y, high_x, high_y = area.bounds
    near = lots.filter(site__x_m__range=(low_x, high_x), site__y_m__range=(low_y, high_y))
    found = [*near.order_by().values_list("pk", "site__x_m", "site__y_m")]
    if not found:
        return weighed(viewer, ())
    pk, x_m, y_m = np.array(found).T
    return weighed(viewer, pk[shapely.intersects_xy(area, x_m, y_m)].astype(np.int64).tolist())


def _area(corners: Sequence[Corner]) -> shapely.Geometry:
    longitude, latitude = np.array(corners, dtype=np.float64).T
    x_m, y_m = to_etrs(longitude, latitude, np.full(len(corners), WGS84, dtype=object))
    return shapely.make_valid(shapely.Polygon(np.column_stack([x_m, y_m])))
