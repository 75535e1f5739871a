# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hand every edge of a network to networkx's network simplex, in whole numbers."""

from time import process_time

import networkx as nx

from measured import peak_mb, seconds_since, tell
from network_whole import EUR, KG, handed, in_whole_numbers


def main() -> None:
    """Solve a graph built beforehand; only solving is timed."""
    network = handed()
    columns = (network["tail"], network["head"], *in_whole_numbers(network))
    tail, head, cost, capacity, supply = (column.tolist() for column in columns)
    graph = nx.MultiDiGraph()
    graph.add_nodes_from((node, {"demand": -kg}) for node, kg in enumerate(supply))
    rows = zip(tail, head, capacity, cost, strict=True)
    graph.add_edges_from((t, h, {"capacity": most, "weight": each}) for t, h, most, each in rows)
    before_mb, start = peak_mb(), process_time()
    cost_eur = nx.network_simplex(graph)[0] / EUR / KG
    seconds = seconds_since(start)
    tell(seconds=seconds, objective_eur=cost_eur, edges=len(cost), before_mb=before_mb)


if __name__ == "__main__":
    main()
