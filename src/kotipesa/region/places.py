# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read sites, road nodes and links, and the distances somebody measured."""

from collections.abc import Sequence

import numpy as np
import shapely

from kotipesa.arrays import Numbers, texts
from kotipesa.geo import axes_swapped, likely_systems, off_map, to_etrs
from kotipesa.region.references import Known, known_ids, refuse_duplicates, resolve
from kotipesa.region.tables import Distances, Sites
from kotipesa.roads import RoadLinks
from kotipesa.sources import Batch


def read_sites(batch: Batch) -> Sites:
    """Check and build the sites; ids unique, every one of them and their outlines in Finland."""
    refuse_duplicates(batch, ["id"])
    _refuse_outlines_elsewhere(batch)
    x_m, y_m = _on_map(batch)
    return Sites(
        id=batch.good("id"),
        x_m=x_m,
        y_m=y_m,
        given_x=batch.good("x"),
        given_y=batch.good("y"),
        crs=batch.good("crs"),
        geometry=batch.good("geometry"),
        name=batch.good("name"),
        municipality=batch.good("municipality"),
        type=batch.good("type"),
    )


def implied_sites(ids: Sequence[str]) -> Sites:
    """Make sites of which only the ids are known, for regions without ``sites.csv``."""
    nowhere = np.full(len(ids), np.nan)
    blank = texts([""] * len(ids))
    return Sites(
        id=texts(ids),
        x_m=nowhere,
        y_m=nowhere,
        given_x=nowhere,
        given_y=nowhere,
        crs=blank,
        geometry=blank,
        name=blank,
        municipality=blank,
        type=blank,
    )


def read_links(links: Batch, nodes: Batch) -> RoadLinks:
    """Check and build the road graph of ``roads.csv`` and ``nodes.csv``."""
    refuse_duplicates(nodes, ["id"])
    x_m, y_m = _on_map(nodes)
    known = known_ids(nodes)
    start, end = (resolve(links, column, known) for column in ("from_node", "to_node"))
    return RoadLinks(
        node_id=nodes.good("id"),
        x_m=x_m,
        y_m=y_m,
        from_node=start[links.is_good],
        to_node=end[links.is_good],
        metres=links.good("metres"),
        is_one_way=np.zeros(np.count_nonzero(links.is_good), dtype=np.bool_),
    )


def read_distances(batch: Batch, sites: Known) -> Distances:
    """Check and build the distances; a pair stands once and says kilometres or a price."""
    start, end = (resolve(batch, column, sites) for column in ("from_site", "to_site"))
    refuse_duplicates(batch, ["from_site", "to_site"])
    is_silent = ~batch.is_given["km"] & ~batch.is_given["eur_per_t"]
    batch.refuse_where(is_silent & batch.is_good, "distance_says_nothing", "km")
    km = batch.good("km")
    return Distances(
        from_site=start[batch.is_good],
        to_site=end[batch.is_good],
        km=np.where(np.isnan(km), 0.0, km),
        eur_per_t=batch.good("eur_per_t"),
        kgco2e_per_t=batch.good("kgco2e_per_t"),
    )


def _refuse_outlines_elsewhere(batch: Batch) -> None:
    """Look where each outline begins: inside Finland, or it is not in the system of its point."""
    rows = np.flatnonzero(batch.is_good & (batch["geometry"] != ""))
    corners, row = shapely.get_coordinates(
        shapely.from_wkt(batch["geometry"][rows]), return_index=True
    )
    starts = corners[np.unique(row, return_index=True)[1]]
    lost = np.zeros(len(batch), dtype=np.bool_)
    lost[rows] = off_map(*to_etrs(starts[:, 0], starts[:, 1], batch["crs"][rows]))
    batch.refuse_where(lost, "geometry_off_map", "geometry")


def _on_map(batch: Batch) -> tuple[Numbers, Numbers]:
    """Bring the good rows to EPSG:3067; refuse those that land outside Finland."""
    rows = np.flatnonzero(batch.is_good)
    x, y, crs = (batch[column][rows] for column in ("x", "y", "crs"))
    x_m, y_m = to_etrs(x, y, crs)
    lost = off_map(x_m, y_m)
    swapped = np.zeros(len(rows), dtype=np.bool_)
    swapped[lost] = axes_swapped(x[lost], y[lost], crs[lost])
    for place in np.flatnonzero(lost):
        said = {"x": f"{x[place]:.10g}", "y": f"{y[place]:.10g}", "crs": crs[place]}
        if swapped[place]:
            batch.refuse(int(rows[place]), "axes_swapped", "x", **said)
        else:
            guess = likely_systems(x[place], y[place])
            batch.refuse(int(rows[place]), "site_off_map", "x", guess=guess, **said)
    return x_m[~lost], y_m[~lost]
