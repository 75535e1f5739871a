# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Scatter sites around the true centres of Uusimaa's municipalities."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from kotipesa.arrays import Indices, Numbers, Texts, texts
from kotipesa.geo import ETRS_TM35FIN
from kotipesa.testing.draft import Row
from kotipesa.testing.imagined.columns import column_rows
from kotipesa.testing.imagined.names import place_names
from kotipesa.vocab import Municipality, municipalities

REGION = "Uusimaa"
COAST = ("049", "078", "091", "149", "257", "434", "638", "710", "753", "755")
"""Municipalities by the sea, where clay may hold sulphide."""

_ACTIVITY = {
    "091": 24.0,
    "049": 15.0,
    "092": 12.0,
    "638": 4.0,
    "106": 3.5,
    "444": 3.5,
    "186": 3.5,
    "257": 3.5,
    "543": 3.5,
    "858": 3.5,
    "245": 3.0,
    "927": 2.5,
    "753": 2.5,
    "710": 2.0,
    "505": 2.0,
}
_ACTIVITY_ELSEWHERE = 1.0
"""How much is built where; a judgement, roughly by size."""

_NEIGHBOURS = 3
_REACH = 0.42
_JITTER_M = 700.0


@dataclass(frozen=True, eq=False, slots=True)
class Centres:
    """The municipalities of the region; activity adds up to 1."""

    code: Texts
    name: Texts
    x_m: Numbers
    y_m: Numbers
    activity: Numbers


@dataclass(frozen=True, eq=False, slots=True)
class Places:
    """Sites; centre is a row of the centres."""

    name: Texts
    centre: Indices
    x_m: Numbers
    y_m: Numbers

    def __len__(self) -> int:
        """Count the places."""
        return len(self.centre)


def centres() -> Centres:
    """Take the municipalities of Uusimaa from the vocabulary."""
    found: tuple[Municipality, ...] = tuple(m for m in municipalities() if m.region == REGION)
    activity = np.array([_ACTIVITY.get(m.code, _ACTIVITY_ELSEWHERE) for m in found])
    return Centres(
        code=texts([m.code for m in found]),
        name=texts([m.fi for m in found]),
        x_m=np.array([m.x_m for m in found]),
        y_m=np.array([m.y_m for m in found]),
        activity=activity / activity.sum(),
    )


def scatter(rng: np.random.Generator, towns: Centres, centre: NDArray[np.int64]) -> Places:
    """Draw and name a site near each given centre, mostly on the way to a neighbouring centre.

    So sites lie where people live, and stay on land without a map of the sea.
    """
    points = np.column_stack([towns.x_m, towns.y_m])
    toward = nearest_centres(towns, _NEIGHBOURS)[
        centre, rng.integers(_NEIGHBOURS, size=len(centre))
    ]
    along = _REACH * rng.beta(1.1, 2.2, size=len(centre))[:, None]
    jitter = rng.normal(0.0, _JITTER_M, size=(len(centre), 2))
    x_y = np.round(points[centre] + along * (points[toward] - points[centre]) + jitter)
    names = place_names(rng, towns.code[centre])
    return Places(names, centre.astype(np.int32), x_y[:, 0], x_y[:, 1])


def place_rows(towns: Centres, places: Places, ids: Texts, types: Texts) -> list[Row]:
    """Write sites with their names, municipalities and types."""
    return column_rows(
        id=ids,
        x=places.x_m,
        y=places.y_m,
        crs=texts([ETRS_TM35FIN] * len(places)),
        name=places.name,
        municipality=towns.code[places.centre],
        type=types,
    )


def nearest_centres(towns: Centres, count: int) -> NDArray[np.int64]:
    """Give the rows of the nearest other centres of each, the nearest first."""
    points = np.column_stack([towns.x_m, towns.y_m])
    return np.asarray(cKDTree(points).query(points, k=count + 1)[1])[:, 1:]
