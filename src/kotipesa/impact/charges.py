# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Reckon what hauling and facilities cost and emit, by the region's own prices and factors."""

import numpy as np
from numpy.typing import NDArray

from kotipesa.arrays import Flags, Numbers, Texts
from kotipesa.impact.interval import Interval, exactly, of_factor
from kotipesa.plan.tables import Moves
from kotipesa.region import Region
from kotipesa.region.tables import ROLES, SOURCE, Settings
from kotipesa.vocab import factor

_SAME = 1e-9


def haul_eur(region: Region, moves: Moves) -> tuple[Interval, tuple[str, ...]]:
    """Add up what hauling costs, with the factors used.

    What ``distances.csv`` prices itself is certain; so are the region's own settings. Settings
    nobody made are the vocabulary's placeholders, and bring their intervals.
    """
    settings = region.settings
    loading = setting(settings, "haul_eur_per_t")
    driving = setting(settings, "haul_eur_per_tkm")
    by_rate = moves.tonnes * (loading.value + driving.value * moves.km)
    follows = _same(moves.eur, by_rate)
    loaded_t, tonne_km = _loaded(moves, follows)
    rated = loaded_t * loading + tonne_km * driving
    used = used_factors(settings, "haul_eur_per_t", "haul_eur_per_tkm") if follows.any() else ()
    return _in_total(moves.eur, rated, ~follows), used


def haul_kgco2e(region: Region, moves: Moves) -> tuple[Interval, tuple[str, ...]]:
    """Add up what hauling emits by the region's factor per tonne-km, with the factors used.

    Intervals as in ``haul_eur``.
    """
    emitting = setting(region.settings, "haul_kgco2e_per_tkm")
    follows = _same(moves.kgco2e, moves.tonnes * moves.km * emitting.value)
    _, tonne_km = _loaded(moves, follows)
    used = used_factors(region.settings, "haul_kgco2e_per_tkm") if follows.any() else ()
    return _in_total(moves.kgco2e, tonne_km * emitting, ~follows), used


def facility_totals(region: Region, moves: Moves) -> tuple[Interval, Interval]:
    """Add up euros and kg CO2e that facilities charge: on intake, and on the output of a source."""
    into = _charged(region, moves.to_kind, moves.to_id, ROLES[:SOURCE])
    out_of = _charged(region, moves.from_kind, moves.from_id, ROLES[SOURCE:])
    facilities = region.facilities
    eur_per_t = np.append(facilities.eur_per_t, 0.0)
    kgco2e_per_t = np.append(facilities.kgco2e_per_t, 0.0)
    return (
        exactly(np.sum(moves.tonnes * (eur_per_t[into] + eur_per_t[out_of]))),
        exactly(np.sum(moves.tonnes * (kgco2e_per_t[into] + kgco2e_per_t[out_of]))),
    )


def setting(settings: Settings, name: str) -> Interval:
    """Give a setting: certain when somebody made it, else with the vocabulary's interval."""
    if name in settings.defaulted:
        return of_factor(factor(name))
    return exactly(getattr(settings, name))


def used_factors(settings: Settings, *names: str) -> tuple[str, ...]:
    """Name those settings that come from the vocabulary."""
    return tuple(name for name in names if name in settings.defaulted)


def rows_of(ids: Texts, wanted: Texts) -> NDArray[np.int64]:
    """Find the row of each wanted id; -1 for one that is not among them."""
    if not len(ids):
        return np.full(len(wanted), -1)
    order = np.argsort(ids)
    place = np.minimum(np.searchsorted(ids[order], wanted), len(ids) - 1)
    rows = order[place]
    return np.where(ids[rows] == wanted, rows, -1)


def _charged(region: Region, kinds: Texts, ids: Texts, roles: tuple[str, ...]) -> NDArray[np.int64]:
    """Find the facility that charges for each move; -1 where none of these roles does."""
    return np.where(np.isin(kinds, roles), rows_of(region.facilities.id, ids), -1)


def _same(written: Numbers, reckoned: Numbers) -> Flags:
    """Tell which amounts follow from the rate, so that the rest must have prices of their own."""
    return np.isclose(written, reckoned, rtol=_SAME, atol=_SAME)


def _loaded(moves: Moves, chosen: Flags) -> tuple[Interval, Interval]:
    """Add up tonnes and tonne-km of the chosen moves."""
    tonnes = moves.tonnes[chosen]
    return exactly(tonnes.sum()), exactly(np.sum(tonnes * moves.km[chosen]))


def _in_total(written: Numbers, rated: Interval, given: Flags) -> Interval:
    """Keep the sum as it was written, and give it the interval of its rated part."""
    certain = float(written[given].sum())
    return Interval(float(written.sum()), certain + rated.low, certain + rated.high)
