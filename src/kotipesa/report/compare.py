# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Compare two plans by their directories: which costs and moves changed, and what made them."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from kotipesa.periods import month_text
from kotipesa.report.facts import Facts, read_facts

FIGURES = (
    "objective_eur",
    "lower_bound_eur",
    "haul_eur",
    "facility_eur",
    "storage_eur",
    "carbon_eur",
    "unmet_eur",
    "unmet_t",
    "end_stock_t",
    "process_loss_t",
    "recovery_share",
    "virgin_t",
    "tonne_km",
    "litres",
    "kgco2e",
)
_END = ("from_kind", "from_id", "to_kind", "to_id")
_SAME_T = 1e-6


@dataclass(frozen=True, eq=False, slots=True)
class Comparison:
    """What changed from the first plan to the second.

    figures: name, before, after, change; moves: ends with tonnes before, after and change, the
    greatest change first; inputs: how the plans ended, and lots, facilities and settings that
    differ, which is why the plans do; same_input: nothing that was read differs.
    """

    figures: pl.DataFrame
    moves: pl.DataFrame
    inputs: pl.DataFrame
    same_input: bool

    def rows(self) -> list[dict[str, Any]]:
        """Give one dictionary a changed figure, move or input, with ``what`` telling which."""
        tables = {"figure": self.figures, "move": self.moves, "input": self.inputs}
        return [{"what": what, **row} for what, table in tables.items() for row in table.to_dicts()]


def compare(before: str | os.PathLike[str], after: str | os.PathLike[str]) -> Comparison:
    """Compare two plan directories; raises InputError for a missing or broken one."""
    first, second = read_facts(Path(before)), read_facts(Path(after))
    return Comparison(
        figures=_figures(first, second),
        moves=_moves(first.moves, second.moves),
        inputs=_inputs(first, second),
        same_input=first.plan.versions == second.plan.versions,
    )


def _figures(first: Facts, second: Facts) -> pl.DataFrame:
    rows = [(name, first.plan.figure(name), second.plan.figure(name)) for name in FIGURES]
    schema = {"name": pl.String, "before": pl.Float64, "after": pl.Float64}
    table = pl.DataFrame(rows, schema=schema, orient="row")
    return table.with_columns((pl.col("after") - pl.col("before")).alias("change"))


def _moves(first: pl.DataFrame, second: pl.DataFrame) -> pl.DataFrame:
    """Put the tonnes between every two places side by side, months added up."""
    sides = [
        moves.group_by(_END).agg(pl.col("tonnes").sum().alias(name))
        for moves, name in ((first, "before_t"), (second, "after_t"))
    ]
    both = sides[0].join(sides[1], on=_END, how="full", coalesce=True).fill_null(0.0)
    change = both.with_columns((pl.col("after_t") - pl.col("before_t")).alias("change_t"))
    changed = change.filter(pl.col("change_t").abs() > _SAME_T)
    order = changed.with_columns(pl.col("change_t").abs().alias("size"))
    return order.sort(["size", *_END], descending=[True, *[False] * len(_END)]).drop("size")


def _inputs(first: Facts, second: Facts) -> pl.DataFrame:
    """List what differs in what the plans were made from: why the plans differ."""
    found = [*_ways(first, second), *_settings(first, second)]
    for name in ("lots", "facilities"):
        found += _rows(name, getattr(first, name), getattr(second, name))
    schema = dict.fromkeys(("table", "id", "column", "before", "after"), pl.String)
    return pl.DataFrame(found, schema=schema, orient="row")


def _ways(first: Facts, second: Facts) -> list[tuple[str, ...]]:
    """Tell whether one was stopped early or had other facilities opened."""
    ways = [(facts.plan.status, ", ".join(facts.plan.opened)) for facts in (first, second)]
    pairs = zip(("status", "opened"), *ways, strict=True)
    return [("plan", name, "", one, other) for name, one, other in pairs if one != other]


def _settings(first: Facts, second: Facts) -> list[tuple[str, ...]]:
    one, other = first.plan.settings, second.plan.settings
    names = sorted(set(one) | set(other))
    return [
        ("settings", name, "", one.get(name, ""), other.get(name, ""))
        for name in names
        if one.get(name) != other.get(name)
    ]


def _rows(name: str, first: pl.DataFrame, second: pl.DataFrame) -> list[tuple[str, ...]]:
    """List rows that came or went, and the cells that changed in the others."""
    ids = [set(table["id"].to_list()) for table in (first, second)]
    found: list[tuple[str, ...]] = [(name, one, "", "+", "") for one in sorted(ids[0] - ids[1])]
    found += [(name, one, "", "", "+") for one in sorted(ids[1] - ids[0])]
    both = first.join(second, on="id", suffix=" after").sort("id")
    for column in first.columns:
        if column == "id":
            continue
        differs = pl.col(column).ne_missing(pl.col(f"{column} after"))
        changed = both.filter(differs).select("id", column, f"{column} after")
        found += [
            (name, one, column, _text(column, a), _text(column, b))
            for one, a, b in changed.iter_rows()
        ]
    return found


def _text(column: str, value: Any) -> str:
    if value is None:
        return ""
    if column in {"from", "to"}:
        return month_text(value)
    return f"{value:.12g}" if isinstance(value, float) else str(value)
