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

from kotipesa.arrays import Indices, Texts, Tuples, stack, texts, tuples
from kotipesa.region import Region
from plan_region import sized_region

_EAST_M, _NORTH_M = 90_000.0, 60_000.0


def country(lots: int, tile_lots: int = 10_000) -> Region:
    """Lay out so many lots in tiles, as near to a square as they come."""
    count = max(1, round(lots / tile_lots))
    wide = int(np.ceil(np.sqrt(count * _NORTH_M / _EAST_M)))
    each = round(lots / count)
    return _together([_tile(n, each, n % wide, n // wide) for n in range(count)])


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


def _together(tiles: list[Region]) -> Region:
    """Put the tables of tiles under each other."""
    sites = _before([len(tile.sites) for tile in tiles])
    projects = _before([len(tile.projects) for tile in tiles])
    lots, facilities = [], []
    for tile, first_site, first_project in zip(tiles, sites, projects, strict=True):
        project = np.where(tile.lots.project >= 0, tile.lots.project + first_project, -1)
        place = tile.lots.site + first_site
        lots.append(replace(tile.lots, site=place, project=project.astype(np.int32)))
        facilities.append(replace(tile.facilities, site=tile.facilities.site + first_site))
    return tiles[0].replace(
        lots=stack(lots),
        sites=stack([tile.sites for tile in tiles]),
        projects=stack([tile.projects for tile in tiles]),
        facilities=stack(facilities),
    )


def _before(counts: list[int]) -> Indices:
    """Tell how many rows stand before those of each tile."""
    return (np.cumsum(counts) - counts).astype(np.int32)
