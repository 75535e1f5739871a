# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read what a peer is handed, in whole numbers where it wants those."""

import sys

import numpy as np

EUR, KG = 10_000, 1_000  # a ten-thousandth of a euro, a kilogram


def handed() -> dict[str, np.ndarray]:
    """Read the file that the command line names."""
    with np.load(sys.argv[1]) as file:
        return dict(file)


def in_whole_numbers(network: dict[str, np.ndarray]) -> tuple[np.ndarray, ...]:
    """Round costs, capacities and supplies; the supplies still add up."""
    cost = np.rint(network["cost_eur"] * EUR).astype(np.int64)
    capacity = np.floor(network["capacity_t"] * KG).astype(np.int64)
    supply = np.rint(network["supply_t"] * KG).astype(np.int64)
    supply[-1] = -supply[:-1].sum()
    return cost, capacity, supply
