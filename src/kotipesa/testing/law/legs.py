# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell how far two sites are apart and what a tonne pays on the way."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import KDTree

from kotipesa.arrays import Flags, Numbers
from kotipesa.region import Region
from kotipesa.region.tables import RoadLinks
from kotipesa.testing.law.places import Places


@dataclass(frozen=True, eq=False, slots=True)
class Legs:
    """Ways between pairs of sites; km is nan where there is none.

    is_allowed: there is a way and it is not longer than ``max_km``; has_price, has_emission: the
    row of distances.csv names them itself.
    """

    km: Numbers
    is_allowed: Flags
    eur_per_t: Numbers
    kgco2e_per_t: Numbers
    has_price: Flags
    has_emission: Flags


@dataclass(frozen=True, eq=False, slots=True)
class RoadBook:
    """All ways of a region; pair: sorted keys of the rows of distances.csv, row: their places."""

    region: Region
    pair: Places
    row: Places

    @classmethod
    def of(cls, region: Region) -> "RoadBook":
        """Put the rows of distances.csv in order."""
        rows = region.distances
        pair = rows.from_site.astype(np.int64) * len(region.sites) + rows.to_site
        order = np.argsort(pair)
        return cls(region, pair[order], order)

    def between(self, from_site: Places, to_site: Places) -> Legs:
        """Measure and price the way from each site to its partner (columns of one length)."""
        settings, rows = self.region.settings, self.region.distances
        row = self._row_of(from_site, to_site)
        given = row >= 0
        km = np.full(len(row), np.nan)
        km[given] = np.nan_to_num(rows.km[row[given]])
        if settings.distance_rule != "explicit":
            free = ~given
            km[free] = self._by_rule(from_site[free], to_site[free])
        price = np.append(rows.eur_per_t, np.nan)[row]
        emission = np.append(rows.kgco2e_per_t, np.nan)[row]
        has_price, has_emission = ~np.isnan(price), ~np.isnan(emission)
        tariff = settings.haul_eur_per_t + settings.haul_eur_per_tkm * km
        return Legs(
            km,
            km <= settings.max_km,
            np.where(has_price, price, tariff),
            np.where(has_emission, emission, settings.haul_kgco2e_per_tkm * km),
            has_price,
            has_emission,
        )

    def _row_of(self, from_site: Places, to_site: Places) -> Places:
        """Find the row of distances.csv, -1 for none."""
        wanted = from_site.astype(np.int64) * len(self.region.sites) + to_site
        place = np.searchsorted(self.pair, wanted)
        found = np.append(self.pair, -1)[place] == wanted
        return np.where(found, np.append(self.row, -1)[place], -1)

    def _by_rule(self, from_site: Places, to_site: Places) -> Numbers:
        sites, settings = self.region.sites, self.region.settings
        if settings.distance_rule == "roads":
            km = self._road_km(from_site, to_site)
        else:
            dx = sites.x_m[from_site] - sites.x_m[to_site]
            dy = sites.y_m[from_site] - sites.y_m[to_site]
            km = np.hypot(dx, dy) * settings.detour / 1000
        return np.where(from_site == to_site, 0.0, km)

    def _road_km(self, from_site: Places, to_site: Places) -> Numbers:
        """Drive the shortest path between the nearest nodes, and both lines to them."""
        roads, sites = self.region.roads, self.region.sites
        if roads is None or len(from_site) == 0:
            return np.full(len(from_site), np.nan)
        tree = KDTree(np.column_stack([roads.x_m, roads.y_m]))
        found = tree.query(np.column_stack([sites.x_m, sites.y_m]))
        snap_m, node = np.asarray(found[0]), np.asarray(found[1])
        starts, start = np.unique(node[from_site], return_inverse=True)
        path_m = dijkstra(self._graph(roads), indices=starts)[start, node[to_site]]
        metres = path_m + snap_m[from_site] + snap_m[to_site]
        return np.where(np.isinf(metres), np.nan, metres / 1000)

    @staticmethod
    def _graph(roads: RoadLinks) -> csr_array:
        """Keep the shortest of parallel links; a link of no length gets a micrometre."""
        back = ~roads.is_one_way
        from_node = np.append(roads.from_node, roads.to_node[back])
        to_node = np.append(roads.to_node, roads.from_node[back])
        metres = np.maximum(np.append(roads.metres, roads.metres[back]), 1e-6)
        order = np.lexsort((metres, to_node, from_node))
        pair = np.column_stack([from_node, to_node])[order]
        first = np.append(True, (np.diff(pair, axis=0) != 0).any(axis=1))
        keep = order[first]
        size = len(roads.node_id)
        return csr_array((metres[keep], (from_node[keep], to_node[keep])), shape=(size, size))
