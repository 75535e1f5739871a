# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Choose the lots of a balance and put them into groups by the keys it is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kotipesa.arrays import Flags, Texts, texts
from kotipesa.balance.table import KEYS
from kotipesa.errors import UsageError, problem
from kotipesa.geo import Areas
from kotipesa.region import Region
from kotipesa.sources import distinct


@dataclass(frozen=True, eq=False, slots=True)
class Entries:
    """Lots to be added up: ``lot`` is a row of the region's lots, ``area`` an id or ''."""

    lot: NDArray[np.int64]
    area: Texts


def entries(region: Region, chosen: Flags, areas: Areas | None, *, by_area: bool) -> Entries:
    """List the chosen lots whose site lies in one of the areas; without areas all of them.

    By area a lot stands once for each area that covers it, else once in all.
    """
    rows = np.flatnonzero(chosen)
    if areas is None:
        return Entries(rows, texts([""] * len(rows)))
    sites = region.lots.site[rows]
    inside = areas.covers(region.sites.x_m[sites], region.sites.y_m[sites])
    if not by_area:
        rows = rows[inside.any(axis=0)]
        return Entries(rows, texts([""] * len(rows)))
    area, place = np.nonzero(inside)
    return Entries(rows[place], areas.id[area])


def key_columns(region: Region, listed: Entries, by: Sequence[str]) -> dict[str, Texts]:
    """Give the texts of each asked key but the month, one row an entry."""
    lots, rows = region.lots, listed.lot
    columns = {
        "municipality": lots.municipality[rows],
        "material": region.materials.code[lots.material[rows]],
        "owner": lots.owner[rows],
        "project": np.append(region.projects.id, "")[lots.project[rows]],
        "area": listed.area,
    }
    return {key: columns[key] for key in by if key != "month"}


def group_rows(columns: dict[str, Texts], count: int) -> tuple[NDArray[np.int64], dict[str, Texts]]:
    """Find the groups of equal texts among ``count`` rows, sorted by the columns in their order.

    Returns the number of each row's group, and the texts of each group.
    """
    code = np.zeros(count, dtype=np.int64)
    for column in columns.values():
        names, place = distinct(column)
        rank = np.argsort(np.argsort(texts(names)))
        code = code * len(names) + rank[place]
    _, first, group = np.unique(code, return_index=True, return_inverse=True)
    return group, {key: column[first] for key, column in columns.items()}


def check_keys(by: Sequence[str], areas: Areas | None) -> None:
    """Refuse a key that is unknown or named twice, and areas that are asked for but not given.

    Raises UsageError.
    """
    wrong = [
        problem("unknown_balance_key", value=key, known=", ".join(KEYS))
        for key in by
        if key not in KEYS
    ]
    twice = sorted({key for key in by if by.count(key) > 1})
    wrong += [problem("repeated_balance_key", value=key) for key in twice]
    if "area" in by and areas is None:
        wrong.append(problem("balance_without_areas"))
    if wrong:
        raise UsageError(wrong)
