# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Draw small road graphs for the tests: by hand, or at random from a seed."""

import numpy as np

from kotipesa.arrays import texts
from kotipesa.roads import RoadLinks


def drawn(places, links, one_way=()):
    """Draw nodes at (x_m, y_m) and links (from, to, metres); one_way: which links are."""
    x_m, y_m = np.array(places, dtype=np.float64).reshape(-1, 2).T
    ends = np.array([link[:2] for link in links], dtype=np.int32).reshape(-1, 2)
    return RoadLinks(
        node_id=texts([f"n{row}" for row in range(len(x_m))]),
        x_m=x_m,
        y_m=y_m,
        from_node=ends[:, 0],
        to_node=ends[:, 1],
        metres=np.array([link[2] for link in links], dtype=np.float64),
        is_one_way=np.isin(np.arange(len(links)), one_way),
    )


def at_random(seed, nodes=60, links=110, one_way_share=0.0):
    """Draw links between random nodes: loops, parallels, loose parts and all."""
    chance = np.random.default_rng(seed)
    places = chance.uniform(0, 10_000, (nodes, 2))
    ends = chance.integers(0, nodes, (links, 2))
    metres = chance.uniform(0.02, 5_000, links)
    one_way = np.flatnonzero(chance.random(links) < one_way_share)
    return drawn(places, list(zip(*ends.T, metres, strict=True)), one_way)
