# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell what hauling a tonne from one site to another takes: kilometres, euros, kilograms."""

from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Indices, Numbers, Texts
from kotipesa.errors import Problem, problem
from kotipesa.region import Region
from kotipesa.region.tables import Distances
from kotipesa.roads import UNREACHABLE, Matrix, build, crow_kilometres, kilometres


@dataclass(frozen=True, eq=False, slots=True)
class Haulage:
    """Square tables over the sites in use; inf where there is no way.

    site: rows of the region's sites; km, eur_per_t, kgco2e_per_t: haul alone;
    price_eur_per_t: euros with the carbon price on the haul's kilograms;
    notes: what the kilometres rest on: straight lines, distances to the roads, pairs apart.
    """

    site: Indices
    km: Numbers
    eur_per_t: Numbers
    kgco2e_per_t: Numbers
    price_eur_per_t: Numbers
    notes: tuple[Problem, ...] = ()


def haulage(region: Region, sites: Indices) -> Haulage:
    """Work out the haul between every two of the given sites (formats.md §2)."""
    settings = region.settings
    km, notes = _kilometres(region, sites)
    given = _rows_between(region.distances, sites, len(region.sites))
    km[given.from_site, given.to_site] = given.km
    km[km > settings.max_km] = np.inf
    reachable = np.isfinite(km)
    way_km = np.where(reachable, km, 0.0)
    eur = settings.haul_eur_per_t + settings.haul_eur_per_tkm * way_km
    kg = settings.haul_kgco2e_per_tkm * way_km
    _override(eur, given, given.eur_per_t)
    _override(kg, given, given.kgco2e_per_t)
    eur[~reachable] = np.inf
    kg[~reachable] = np.inf
    carbon = settings.carbon_eur_per_t / 1000
    price = eur + carbon * kg if carbon else eur
    return Haulage(sites, km, eur, kg, price, notes)


def _kilometres(region: Region, sites: Indices) -> tuple[Numbers, tuple[Problem, ...]]:
    """Measure by the region's rule, and tell how sure the kilometres are."""
    x_m, y_m = region.sites.x_m[sites], region.sites.y_m[sites]
    rule = region.settings.distance_rule
    if rule == "explicit":
        return np.full((len(sites), len(sites)), np.inf), ()
    if rule == "roads" and region.roads is not None:
        measured = kilometres(build(region.roads), x_m, y_m)
        return measured.km.copy(), _told_of_roads(measured, region.sites.id[sites])
    detour = region.settings.detour
    told = (problem("straight_lines", detour=f"{detour:g}"),)
    return crow_kilometres(x_m, y_m, detour).km.copy(), told


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


def _override(table: Numbers, given: Distances, values: Numbers) -> None:
    known = ~np.isnan(values)
    table[given.from_site[known], given.to_site[known]] = values[known]
