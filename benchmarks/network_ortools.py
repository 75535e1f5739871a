# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hand every edge of a network to OR-Tools' SimpleMinCostFlow, in whole numbers."""

from time import process_time

import numpy as np
from ortools.graph.python import min_cost_flow

from measured import peak_mb, seconds_since, tell
from network_whole import EUR, KG, handed, in_whole_numbers


def main() -> None:
    """Pass the arrays and solve; both are timed."""
    network = handed()
    cost, capacity, supply = in_whole_numbers(network)
    before_mb, start = peak_mb(), process_time()
    peer = min_cost_flow.SimpleMinCostFlow()
    peer.add_arcs_with_capacity_and_unit_cost(network["tail"], network["head"], capacity, cost)
    peer.set_nodes_supplies(np.arange(len(supply)), supply)
    is_done = peer.solve() == peer.OPTIMAL
    seconds = seconds_since(start)
    cost_eur = peer.optimal_cost() / EUR / KG if is_done else None
    tell(seconds=seconds, objective_eur=cost_eur, edges=len(cost), before_mb=before_mb)


if __name__ == "__main__":
    main()
