# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Choose the few figures a decision maker looks for first, with intervals where there are any."""

from dataclasses import dataclass

import polars as pl

from kotipesa.report.facts import Facts
from kotipesa.report.legs import Tonnages, tonnages

PAID = ("haul_eur", "facility_eur", "storage_eur", "fixed_eur")
"""Parts of the objective somebody really pays; the prices of carbon and of unmet are reckoned."""

OBJECTIVE_PARTS = (*PAID, "carbon_eur", "unmet_eur")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure; unit as in plan.json; side: have, need, cost or avoided (for its colour)."""

    id: str
    value: float | None
    unit: str
    side: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Saving:
    """What the plan saves against a way of working without it."""

    against: str
    cost_eur: float
    saved_eur: float
    saved_share: float


def key_figures(facts: Facts) -> tuple[Figure, ...]:
    """Give the key figures; values that plan.json lacks are None."""
    sums = tonnages(facts)
    plan = facts.plan
    figures = [
        Figure("left_t", sums.left_t, "t", "have"),
        Figure("used_t", sums.reused_t + sums.recovered_t, "t", "need"),
        Figure("unmet_t", plan.figure("unmet_t"), "t", "have"),
        Figure("paid_eur", paid_eur(facts), "EUR", "cost"),
        Figure("tonne_km", plan.figure("tonne_km"), "tkm", "cost"),
        Figure("litres", plan.figure("litres"), "l", "cost"),
        Figure("kgco2e", plan.figure("kgco2e"), "kgCO2e", "cost"),
        Figure("avoided_virgin_t", None, "t", "avoided"),
    ]
    return tuple(_with_interval(figure, facts) for figure in figures)


def _with_interval(figure: Figure, facts: Facts) -> Figure:
    """Take value and interval from the impact of the same name, where the plan has one."""
    for row in facts.plan.impact:
        if row.id == figure.id:
            return Figure(row.id, row.value, row.unit, figure.side, row.low, row.high)
    return figure


def paid_eur(facts: Facts) -> float | None:
    """Add up what somebody really pays: hauls, facilities, storage, new facilities."""
    parts = [facts.plan.figure(key) for key in PAID]
    known = [part for part in parts if part is not None]
    return sum(known) if known else None


def used_share(facts: Facts, sums: Tonnages) -> float | None:
    """Give the share of what leaves the lots that is used, as the plan reckons it."""
    share = facts.plan.figure("recovery_share")
    if share is None and sums.left_t > 0:
        return (sums.reused_t + sums.recovered_t) / sums.left_t
    return share


def savings(facts: Facts) -> tuple[Saving, ...]:
    """Compare the objective with each baseline of the plan, the dearest first."""
    objective = facts.plan.figure("objective_eur")
    if objective is None:
        return ()
    found = [
        Saving(name, cost, cost - objective, (cost - objective) / cost)
        for name, cost in facts.plan.baselines.items()
        if cost > 0
    ]
    return tuple(sorted(found, key=lambda saving: (-saving.cost_eur, saving.against)))


def sensitivities(facts: Facts) -> dict[str, int]:
    """Count the lots of each sensitivity."""
    counts = facts.lots.group_by("sensitivity").agg(pl.len()).sort("sensitivity")
    return {str(name): int(count) for name, count in counts.iter_rows()}
