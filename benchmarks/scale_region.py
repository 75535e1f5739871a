# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Invent a country for the runs that scale.py starts: imaginary regions side by side.

Each tile is the imaginary region drawn from a seed of its own, with its 46 facilities and 6 million
tonnes of needs. Tiles stand 90 km apart eastwards and 60 km northwards, less than a tile is wide,
so that their fringes interlock and lots find partners in the next tile. Ways are straight lines
times 1.3.
"""

from dataclasses import replace

import numpy as np

from kotipesa.arrays import Texts, Tuples, stack, texts, tuples
from kotipesa.region import Region
from plan_region import sized_region

_EAST_M, _NORTH_M = 90_000.0, 60_000.0


def country(lots: int, tile_lots: int = 10_000) -> Region:
    """Lay out so many lots in tiles, as near to a square as they come."""
    count = max(1, round(lots / tile_lots))
    wide = int(np.ceil(np.sqrt(count * _NORTH_M / _EAST_M)))
    whole = _tile(0, round(lots / count), 0, 0)
    for number in range(1, count):
        whole = _beside(whole, _tile(number, round(lots / count), number % wide, number // wide))
    return whole


def _tile(number: int, lots: int, east: int, north: int) -> Region:
    """Draw a tile, call everything in it by its number first, and put it in its place."""
    region = sized_region(lots, seed=number + 1)
    sites, facilities = region.sites, region.facilities
    return region.replace(
        lots=replace(
            region.lots,
            id=_called(number, region.lots.id),
            municipality=_called(number, region.lots.municipality),
        ),
        sites=replace(
            sites,
            id=_called(number, sites.id),
            x_m=sites.x_m + east * _EAST_M,
            y_m=sites.y_m + north * _NORTH_M,
            municipality=_called(number, sites.municipality),
        ),
        projects=replace(region.projects, id=_called(number, region.projects.id)),
        facilities=replace(
            facilities,
            id=_called(number, facilities.id),
            accepts_origin=_called_all(number, facilities.accepts_origin),
        ),
        roads=None,
        distance_rule="crow",
    )


def _called(number: int, names: Texts) -> Texts:
    return texts([f"{number}:{name}" if name else "" for name in names])


def _called_all(number: int, names: Tuples) -> Tuples:
    return tuples([tuple(f"{number}:{name}" for name in some) for some in names])


def _beside(whole: Region, tile: Region) -> Region:
    """Put the tables of a tile under those of the country."""
    sites, projects = len(whole.sites), len(whole.projects)
    lots, facilities = tile.lots, tile.facilities
    project = np.where(lots.project >= 0, lots.project + projects, -1).astype(np.int32)
    lots = replace(lots, site=lots.site + np.int32(sites), project=project)
    facilities = replace(facilities, site=facilities.site + np.int32(sites))
    return whole.replace(
        lots=stack([whole.lots, lots]),
        sites=stack([whole.sites, tile.sites]),
        projects=stack([whole.projects, tile.projects]),
        facilities=stack([whole.facilities, facilities]),
    )
