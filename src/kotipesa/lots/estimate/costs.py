# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Learn what a square metre costs from the lists themselves."""

from typing import NamedTuple

import numpy as np

from kotipesa.arrays import Flags
from kotipesa.lots.estimate.coefficients import BY_PROGRAMME, Coefficients
from kotipesa.lots.estimate.intervals import Interval
from kotipesa.sources.programme import ProjectRows

EUR_PER_KEUR = 1000.0
FEWEST_ROWS = 5
ALL_CATEGORIES = ""


class ListedCost(NamedTuple):
    """EUR/m2 as a list shows it, and the count of rows that show it."""

    eur_m2: Interval
    rows: int


def category_costs(rows: ProjectRows, coefficients: Coefficients) -> dict[str, ListedCost]:
    """Give what a square metre costs by category, and for all rows under ''.

    The middle is the median of money over area where at least FEWEST_ROWS rows tell both, the ends
    are their quartiles, widened to the median of the unit costs that the list tells besides. With
    fewer rows these unit costs serve alone; with fewer than FEWEST_ROWS of them too, nothing does.
    Only structure types that a list's unit costs hold for are looked at.
    """
    types = [t for t, s in coefficients.structures.items() if s.costed_as == BY_PROGRAMME]
    usable: Flags = np.isin(rows.structure_type, types) & ~rows.is_heading
    categories = sorted(set(rows.category) - {ALL_CATEGORIES})
    groups = {category: usable & (rows.category == category) for category in categories}
    groups[ALL_CATEGORIES] = usable
    found = {category: _cost(rows, group) for category, group in groups.items()}
    return {category: cost for category, cost in found.items() if cost}


def _cost(rows: ProjectRows, group: Flags) -> ListedCost | None:
    shown = rows.budget_keur[group] * EUR_PER_KEUR / rows.area_m2[group]
    told = rows.unit_cost_eur_m2[group]
    shown, told = shown[~np.isnan(shown)], told[~np.isnan(told)]
    sample = shown if len(shown) >= FEWEST_ROWS else told
    if len(sample) < FEWEST_ROWS:
        return None
    low, mid, high = np.quantile(sample, [0.25, 0.5, 0.75]).tolist()
    beside = float(np.median(told)) if len(told) else mid
    return ListedCost(Interval(min(low, beside), mid, max(high, beside)), len(sample))
