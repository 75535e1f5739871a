# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Follow material to the needs: what replaced virgin material, and what that production avoided."""

from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Flags, Texts
from kotipesa.impact.charges import rows_of
from kotipesa.impact.interval import Interval, exactly, of_factor
from kotipesa.plan.tables import Moves
from kotipesa.region import Region
from kotipesa.vocab import factor

VIRGIN_FACTORS = {
    "karkearakeiset maalajit": "gravel_sand_kgco2e_per_t",
    "kalliokiviainekset": "crushed_rock_kgco2e_per_t",
}
"""Emission of producing a tonne of virgin material, by the group of the needed material."""


@dataclass(frozen=True, slots=True)
class Reuse:
    """What arrived at needs and outlets.

    reused_t: tonnes at needs that no source supplied; avoided_virgin_t: the same as an interval,
    its low end only needs of materials that quarries sell; avoided_kgco2e: of producing those.
    """

    virgin_t: float
    recycled_t: float
    reused_t: float
    recovered_t: float
    disposed_t: float
    avoided_virgin_t: Interval
    avoided_kgco2e: Interval


def follow_reuse(region: Region, moves: Moves) -> Reuse:
    """Add up tonnes by where they came from and went; a tonne counts once, at its place of use.

    One tonne of surplus replaces one of virgin material (reused rock enters free of burden and
    replaces crushed rock 1:1).
    """
    facilities = region.facilities
    source = np.where(moves.from_kind == "source", rows_of(facilities.id, moves.from_id), -1)
    outlet = np.where(moves.to_kind == "outlet", rows_of(facilities.id, moves.to_id), -1)
    is_virgin = np.append(facilities.is_virgin, False)[source]
    is_recovery = np.append(facilities.is_recovery, False)[outlet]
    reused = (moves.to_kind == "lot") & (moves.from_kind != "source")
    tonnes = moves.tonnes
    groups = _needed_groups(region, moves, reused)
    sold = np.isin(groups, tuple(VIRGIN_FACTORS))
    reused_t = float(tonnes[reused].sum())
    avoided = sum(
        (
            exactly(tonnes[groups == group].sum()) * of_factor(factor(name))
            for group, name in VIRGIN_FACTORS.items()
        ),
        start=exactly(0.0),
    )
    return Reuse(
        virgin_t=float(tonnes[(source >= 0) & is_virgin].sum()),
        recycled_t=float(tonnes[(source >= 0) & ~is_virgin].sum()),
        reused_t=reused_t,
        recovered_t=float(tonnes[(outlet >= 0) & is_recovery].sum()),
        disposed_t=float(tonnes[(outlet >= 0) & ~is_recovery].sum()),
        avoided_virgin_t=Interval(reused_t, float(tonnes[sold].sum()), reused_t),
        avoided_kgco2e=avoided,
    )


def _needed_groups(region: Region, moves: Moves, reused: Flags) -> Texts:
    """Give the material group of the need each reused move fills; '' for the other moves."""
    needs = np.where(reused, rows_of(region.lots.id, moves.to_id), -1)
    materials = np.append(region.lots.material, -1)[needs]
    return np.where(needs >= 0, np.append(region.materials.group, "")[materials], "")
