# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Add the files of a plan up again and compare with what plan.json says."""

from dataclasses import dataclass

import polars as pl

from kotipesa.report.facts import Facts
from kotipesa.report.key_figures import OBJECTIVE_PARTS

RELATIVE, ABSOLUTE = 1e-6, 0.01
"""How far two sums may lie apart: files hold rounded numbers."""

NOT_IN_PLAN = ("outside_horizon", "not_planned", "alternative", "same_as_another")


@dataclass(frozen=True, slots=True)
class Check:
    """One sum done twice; said: by plan.json (or what must hold), found: from the tables."""

    id: str
    said: float
    found: float
    unit: str

    @property
    def is_fine(self) -> bool:
        """Tell whether both agree within rounding."""
        return abs(self.said - self.found) <= ABSOLUTE + RELATIVE * abs(self.said)


@dataclass(frozen=True, slots=True)
class Example:
    """One lot followed to its last tonne."""

    lot: str
    name: str
    amount_t: float
    moves: tuple[tuple[str, str, int, float], ...]
    unmet_t: float


def checks(facts: Facts) -> tuple[Check, ...]:
    """Recompute what the tables allow: the balance of lots, money, tonne-kilometres, stocks."""
    plan, moves = facts.plan, facts.moves
    found: list[Check] = []
    if not facts.lots.is_empty():
        found.append(Check("lots", 0.0, _largest_gap_of_lots(facts), "t"))
    parts = [plan.figure(key) for key in OBJECTIVE_PARTS]
    sums = {
        "objective_eur": (sum(p for p in parts if p is not None), "EUR"),
        "haul_eur": (float(moves["eur"].sum()), "EUR"),
        "tonne_km": (float((moves["tonnes"] * moves["km"]).sum()), "tkm"),
        "unmet_t": (float(facts.unmet["tonnes"].sum()), "t"),
        "end_stock_t": (_end_stock(facts), "t"),
    }
    for key, (value, unit) in sums.items():
        said = plan.figure(key)
        if said is not None:
            found.append(Check(key, said, value, unit))
    return tuple(found)


def _largest_gap_of_lots(facts: Facts) -> float:
    """Find the largest |moved + unmet − amount| over the lots of the plan."""
    ends = pl.concat(
        [
            facts.moves.filter(pl.col(f"{end}_kind") == "lot").select(
                lot=f"{end}_id", tonnes="tonnes"
            )
            for end in ("from", "to")
        ]
    )
    both = pl.concat([ends, facts.unmet.select("lot", "tonnes")])
    spent = both.group_by("lot").agg(pl.col("tonnes").sum())
    outside = facts.unmet.filter(pl.col("reason").is_in(NOT_IN_PLAN))["lot"]
    inside = facts.lots.filter(~pl.col("id").is_in(outside.implode()))
    gaps = inside.join(spent, left_on="id", right_on="lot", how="left").select(
        (pl.col("tonnes").fill_null(0.0) - pl.col("amount_t")).abs().max()
    )
    return float(gaps.item() or 0.0)


def _end_stock(facts: Facts) -> float:
    last = facts.last_month
    return float(facts.stocks.filter(pl.col("month") == last)["tonnes"].sum())


def example(facts: Facts) -> Example | None:
    """Choose the lot that is split most ways, and show where each part of it goes."""
    haves = facts.lots.filter(pl.col("direction") == "have")
    away = facts.moves.filter(pl.col("from_kind") == "lot")
    ways = (
        away.group_by("from_id")
        .agg(pl.len().alias("ways"), pl.col("tonnes").sum())
        .filter(pl.col("ways") <= 6)
        .join(haves, left_on="from_id", right_on="id")
        .sort("ways", "tonnes", "from_id", descending=[True, True, False])
    )
    if ways.is_empty():
        return None
    lot = ways.row(0, named=True)
    parts = away.filter(pl.col("from_id") == lot["from_id"]).sort("month", "to_id")
    unmet = facts.unmet.filter(pl.col("lot") == lot["from_id"])["tonnes"].sum()
    return Example(
        lot=lot["from_id"],
        name=lot["name"] or lot["project_name"],
        amount_t=float(lot["amount_t"]),
        moves=tuple(parts.select("to_kind", "to_id", "month", "tonnes").iter_rows()),
        unmet_t=float(unmet),
    )
