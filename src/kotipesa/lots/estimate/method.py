# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Estimate masses early: structure type × ground class × area, length or money.

    amount = area × rate(structure type, ground class, layer) × share(layer, material)

The area is told, or length × usual width, or money / unit cost. Every factor has an interval; they
are taken as independent and lognormal, so the logarithms of their ends add in squares:

    ln(mid / low) = sqrt(sum of ln(mid_i / low_i)²), the high end alike.

After MAKU-digi (2017: type structures by ground, area-based quantities), with volumes for prices.
"""

import numpy as np

from kotipesa.arrays import Flags, Numbers, texts
from kotipesa.errors import InputError, problem
from kotipesa.lots.estimate.coefficients import BY_PROGRAMME, FLOOR, Coefficients
from kotipesa.lots.estimate.intervals import Interval, Intervals, look_up, product
from kotipesa.lots.estimate.recipes import recipes
from kotipesa.lots.estimate.works import Estimates, Quantities, Works

EUR_PER_KEUR = 1000.0
EXACT = Interval(1.0, 1.0, 1.0)


def quantities(works: Works, coefficients: Coefficients) -> Quantities:
    """Give the area that is built: as told, else length × width, else money / unit cost.

    Raises InputError with ``estimate_code_unknown`` for a code without coefficients.
    """
    _check_codes(works, coefficients)
    by_floor = _is_type(
        works, [t for t, s in coefficients.structures.items() if s.measured_in == FLOOR]
    )
    told = np.where(by_floor, works.floor_area_m2, works.area_m2)
    exact = look_up(texts([""] * len(works)), {"": EXACT})
    width = look_up(works.structure_type, coefficients.width_m)
    cost = _unit_costs(works, coefficients)
    per_money = Intervals(1 / cost.mid, cost.log_high, cost.log_low)
    by_length = _times(width, np.where(by_floor, np.nan, works.length_m))
    by_money = _times(per_money, works.budget_keur * EUR_PER_KEUR)
    has_area, has_length = ~np.isnan(told), ~np.isnan(by_length.mid)
    area = _times(exact, told).where(has_area, by_length.where(has_length, by_money))
    basis = np.where(has_area, "area", np.where(has_length, "length", "money")).astype(object)
    return Quantities(area, basis)


def estimate(works: Works, coefficients: Coefficients) -> Estimates:
    """Give the masses of each work by layer and material, low, middle and high.

    A work without area, length and money gives no rows. Raises InputError as quantities does.
    """
    built = quantities(works, coefficients)
    recipe = recipes(works.structure_type, works.ground_class, coefficients)
    work, row = recipe.expand(np.flatnonzero(~np.isnan(built.area_m2.mid)).astype(np.int32))
    part = recipe.ingredients
    amount = product(
        [
            built.area_m2.at(work),
            part.per_m2.at(row),
            look_up(works.phase, coefficients.phase).at(work),
            look_up(works.reliability, coefficients.reliability).at(work),
        ]
    )
    mid = amount.mid * works.share[work]
    return Estimates(
        work=work,
        is_need=part.is_need[row],
        layer=part.layer[row],
        material=part.material[row],
        amount=mid,
        amount_low=mid * np.exp(-amount.log_low),
        amount_high=mid * np.exp(amount.log_high),
        unit=part.unit[row],
        accepts=part.accepts[row],
        min_fitness=part.min_fitness[row],
        rate_id=part.rate_id[row],
    )


def _unit_costs(works: Works, coefficients: Coefficients) -> Intervals:
    """Give EUR/m2: what the list itself shows for the category, else for all, else the type's."""
    own = look_up(works.structure_type, coefficients.cost_eur_m2)
    shown = coefficients.category_cost_eur_m2
    of_category = look_up(works.category, shown)
    of_all = look_up(texts([""] * len(works)), shown)
    listed = of_category.where(~np.isnan(of_category.mid), of_all)
    types = [t for t, s in coefficients.structures.items() if s.costed_as == BY_PROGRAMME]
    return listed.where(_is_type(works, types) & ~np.isnan(listed.mid), own)


def _times(intervals: Intervals, exact: Numbers) -> Intervals:
    return Intervals(intervals.mid * exact, intervals.log_low, intervals.log_high)


def _is_type(works: Works, types: list[str]) -> Flags:
    return np.isin(works.structure_type, types)


def _check_codes(works: Works, coefficients: Coefficients) -> None:
    problems = [
        problem("estimate_code_unknown", column=column, value=value)
        for column, given, known in (
            (
                "structure_type",
                works.structure_type,
                {r.structure_type for r in coefficients.rates},
            ),
            ("ground_class", works.ground_class, {r.ground_class for r in coefficients.rates}),
            ("phase", works.phase, set(coefficients.phase)),
            ("reliability", works.reliability, set(coefficients.reliability)),
        )
        for value in sorted(set(given) - known)
    ]
    if problems:
        raise InputError(problems)
