# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Price goods at plants by what they would cost on by way of other plants, in compiled loops."""

import numpy as np

from kotipesa.arrays import Numbers
from kotipesa.plan.kernels import kernel
from kotipesa.plan.solve.shapes import Whole


@kernel
def lower_by_way(cost: Numbers, plants: Whole, over: Whole, haul: Numbers, intake: Numbers) -> None:
    """Lower the cost of a tonne at some plants to that of hauling it to any of the others.

    cost, intake: plants × grades × months; haul: plants × plants. Grades that no month of another
    plant can make cheaper are passed over.
    """
    grades, months = cost.shape[1], cost.shape[2]
    least = np.empty((len(over), grades))
    for o in range(len(over)):
        for g in range(grades):
            least[o, g] = intake[over[o], g].min()
    for p in range(len(plants)):
        plant = plants[p]
        for o in range(len(over)):
            other = over[o]
            way = haul[plant, other]
            if way == np.inf:
                continue
            for g in range(grades):
                if least[o, g] == np.inf or way + least[o, g] >= cost[plant, g].max():
                    continue
                for m in range(months):
                    cost[plant, g, m] = min(cost[plant, g, m], way + intake[other, g, m])
