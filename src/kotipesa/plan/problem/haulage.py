# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell what hauling a tonne from one site to another takes: kilometres, euros, kilograms."""

from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Indices, Numbers, Texts
from kotipesa.errors import Problem, problem
from kotipesa.plan.problem.lines import StraightLines
from kotipesa.region import Region
from kotipesa.region.tables import Distances
from kotipesa.roads import UNREACHABLE, Matrix, build, crow_kilometres, kilometres


@dataclass(frozen=True, eq=False, slots=True)
class Haulage:
    r"""Kilometres between every two of the sites in use, and what hauling costs and emits.

    site: rows of the region's sites; km: square, inf where there is no way, or straight lines
    measured when asked for, where nobody told any kilometres; own_eur_per_t,
    own_kgco2e_per_t: square, what distances.csv prices itself, nan elsewhere; None where it prices
    nothing. longest_km: what no way exceeds. loading_eur_per_t, driving_eur_per_tkm,
    kgco2e_per_tkm: for all other pairs; carbon_eur_per_kg: what a kilogram costs; notes: what the
    kilometres rest on.
    The functions take places in ``site``, broadcast against each other, and give inf without a way.
    """

    site: Indices
    km: Numbers | StraightLines
    longest_km: float
    own_eur_per_t: Numbers | None
    own_kgco2e_per_t: Numbers | None
    loading_eur_per_t: float
    driving_eur_per_tkm: float
    kgco2e_per_tkm: float
    carbon_eur_per_kg: float
    notes: tuple[Problem, ...] = ()

    def eur_of(self, tail: Indices, head: Indices) -> Numbers:
        """Give euros per tonne of the haul alone."""
        by_km = _along(self.km[tail, head], self.loading_eur_per_t, self.driving_eur_per_tkm)
        return _own_first(self.own_eur_per_t, tail, head, by_km)

    def kgco2e_of(self, tail: Indices, head: Indices) -> Numbers:
        """Give kg CO2e per tonne of the haul."""
        by_km = _along(self.km[tail, head], 0.0, self.kgco2e_per_tkm)
        return _own_first(self.own_kgco2e_per_t, tail, head, by_km)

    def price_of(self, tail: Indices, head: Indices) -> Numbers:
        """Give euros per tonne of the haul with the price of its carbon."""
        if self.own_eur_per_t is None and self.own_kgco2e_per_t is None:
            driving = self.driving_eur_per_tkm + self.carbon_eur_per_kg * self.kgco2e_per_tkm
            return _along(self.km[tail, head], self.loading_eur_per_t, driving)
        price = self.eur_of(tail, head)
        if self.carbon_eur_per_kg:
            price = price + self.carbon_eur_per_kg * self.kgco2e_of(tail, head)
        return price

    def at_most_eur_per_t(self) -> float:
        """Bound the price of every haul there is from above."""
        driving = self.driving_eur_per_tkm + self.carbon_eur_per_kg * self.kgco2e_per_tkm
        own_eur, own_kg = (
            0.0 if own is None else np.max(own, where=~np.isnan(own), initial=0.0)
            for own in (self.own_eur_per_t, self.own_kgco2e_per_t)
        )
        by_km = self.loading_eur_per_t + driving * self.longest_km
        return float(by_km + own_eur + self.carbon_eur_per_kg * own_kg)


def haulage(region: Region, sites: Indices) -> Haulage:
    """Work out the haul between every two of the given sites (formats.md §2)."""
    settings = region.settings
    given = _rows_between(region.distances, sites, len(region.sites))
    lines = _straight_lines(region, sites) if not len(given.km) else None
    if lines is not None:
        return _hauled(region, sites, lines, (None, None), (_told_of_lines(settings.detour),))
    km, notes = _kilometres(region, sites)
    km[given.from_site, given.to_site] = given.km
    km[km > settings.max_km] = np.inf
    own = [_priced_by_itself(km, given, values) for values in (given.eur_per_t, given.kgco2e_per_t)]
    return _hauled(region, sites, km, (own[0], own[1]), notes)


def _hauled(
    region: Region,
    sites: Indices,
    km: Numbers | StraightLines,
    own: tuple[Numbers | None, Numbers | None],
    notes: tuple[Problem, ...],
) -> Haulage:
    settings = region.settings
    return Haulage(
        sites,
        km,
        longest_km(km),
        *own,
        settings.haul_eur_per_t,
        settings.haul_eur_per_tkm,
        settings.haul_kgco2e_per_tkm,
        settings.carbon_eur_per_t / 1000,
        notes,
    )


def _straight_lines(region: Region, sites: Indices) -> StraightLines | None:
    """Give straight lines where the region goes by them and every place is known."""
    settings = region.settings
    x_m, y_m = region.sites.x_m[sites], region.sites.y_m[sites]
    is_by_crow = _is_by_crow(region) and np.isfinite(x_m).all() and np.isfinite(y_m).all()
    if not is_by_crow:
        return None
    return StraightLines(x_m, y_m, settings.detour / 1000, settings.max_km)


def _is_by_crow(region: Region) -> bool:
    rule = region.settings.distance_rule
    return rule == "crow" or (rule == "roads" and region.roads is None)


def longest_km(km: Numbers | StraightLines) -> float:
    """Bound every way from above."""
    if isinstance(km, StraightLines):
        return km.longest_km()
    return float(np.max(km, where=np.isfinite(km), initial=0.0))


def _along(km: Numbers, fixed: float, per_km: float) -> Numbers:
    """Add a fixed part and one by kilometre; inf stays inf, also where a kilometre is free."""
    if per_km > 0:
        return fixed + per_km * km
    return np.where(np.isfinite(km), fixed, np.inf)


def _own_first(own: Numbers | None, tail: Indices, head: Indices, by_km: Numbers) -> Numbers:
    if own is None:
        return by_km
    told = own[tail, head]
    return np.where(np.isnan(told) | np.isinf(by_km), by_km, told)


def _priced_by_itself(km: Numbers, given: Distances, values: Numbers) -> Numbers | None:
    known = ~np.isnan(values)
    if not known.any():
        return None
    own = np.full(km.shape, np.nan)
    own[given.from_site[known], given.to_site[known]] = values[known]
    return own


def _kilometres(region: Region, sites: Indices) -> tuple[Numbers, tuple[Problem, ...]]:
    """Measure by the region's rule, and tell how sure the kilometres are."""
    x_m, y_m = region.sites.x_m[sites], region.sites.y_m[sites]
    rule = region.settings.distance_rule
    if rule == "explicit":
        return np.full((len(sites), len(sites)), np.inf), ()
    if rule == "roads" and region.roads is not None:
        measured = kilometres(build(region.roads), x_m, y_m)
        return measured.km, _told_of_roads(measured, region.sites.id[sites])
    detour = region.settings.detour
    return crow_kilometres(x_m, y_m, detour).km, (_told_of_lines(detour),)


def _told_of_lines(detour: float) -> Problem:
    return problem("straight_lines", detour=f"{detour:g}")


def _told_of_roads(measured: Matrix, names: Texts) -> tuple[Problem, ...]:
    """Say how far sites are from the roads, and how many pairs no road joins."""
    is_known = np.isfinite(measured.from_snap_m)
    snap_m, names = measured.from_snap_m[is_known], names[is_known]
    if not len(snap_m):
        return ()
    farthest = int(snap_m.argmax())
    told = problem(
        "snapped_to_roads",
        sites=len(snap_m),
        median_m=f"{np.median(snap_m):.0f}",
        farthest_m=f"{snap_m[farthest]:.0f}",
        site=names[farthest],
    )
    apart = int((measured.rule == UNREACHABLE).sum())
    return (told, problem("pairs_without_road", pairs=apart)) if apart else (told,)


def _rows_between(distances: Distances, sites: Indices, site_count: int) -> Distances:
    """Keep the rows whose both ends are in use, renumbered to their places in ``sites``."""
    place = np.full(site_count, -1, dtype=np.int32)
    place[sites] = np.arange(len(sites), dtype=np.int32)
    start, end = place[distances.from_site], place[distances.to_site]
    used = (start >= 0) & (end >= 0)
    return Distances(
        start[used],
        end[used],
        distances.km[used],
        distances.eur_per_t[used],
        distances.kgco2e_per_t[used],
    )
