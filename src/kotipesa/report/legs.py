# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Put names and places beside every move, and add up what goes where."""

from dataclasses import dataclass

import polars as pl

from kotipesa.report.facts import Facts

ENDS = ("from", "to")


def places(facts: Facts) -> pl.DataFrame:
    """List lots and facilities as one table of ends: kind, id, name, municipality, x_m, y_m, ...

    outcome and origin are null where nobody knows; wanted: the material of a need or a have.
    """
    lots = facts.lots.select(
        pl.lit("lot").alias("kind"),
        "id",
        pl.when(pl.col("name") != "").then("name").otherwise("project_name").alias("name"),
        "municipality",
        "x_m",
        "y_m",
        pl.lit("").alias("outcome"),
        pl.lit("").alias("origin"),
        pl.col("material").alias("own_material"),
    )
    facilities = facts.facilities.select(
        pl.col("role").alias("kind"),
        *("id", "name", "municipality", "x_m", "y_m"),
        pl.when((pl.col("role") == "outlet") & (pl.col("outcome") == ""))
        .then(pl.lit("disposal"))
        .otherwise("outcome")
        .alias("outcome"),
        pl.when((pl.col("role") == "source") & (pl.col("origin") == ""))
        .then(pl.lit("virgin"))
        .otherwise("origin")
        .alias("origin"),
        pl.lit("").alias("own_material"),
    )
    both = pl.concat([lots, facilities])
    return both.with_columns(
        pl.when(pl.col("name") != "").then("name").otherwise("id").alias("name")
    )


def legs(facts: Facts) -> pl.DataFrame:
    """Give every move with both its ends' columns, prefixed ``from_`` and ``to_``."""
    table = facts.moves
    ends = places(facts)
    for end in ENDS:
        side = ends.rename({column: f"{end}_{column}" for column in ends.columns})
        table = table.join(side, on=[f"{end}_kind", f"{end}_id"], how="left", maintain_order="left")
        table = table.with_columns(pl.col(f"{end}_name").fill_null(pl.col(f"{end}_id")))
    return table


@dataclass(frozen=True, slots=True)
class Tonnages:
    """What goes where, in tonnes over the whole horizon.

    hauled_t: all moves together, so a tonne that passes a store counts twice; left_t: what leaves
    the lots that have it; reused_t: what reaches needs from lots, stores and processes; sourced_t:
    what sources supply, virgin_t the virgin part of it; unknown_outlet_t: what outlets of unknown
    outcome take; unmet_have_t, unmet_need_t: what stays, both None when lots.csv is not there.
    """

    hauled_t: float
    left_t: float
    reused_t: float
    direct_t: float
    sourced_t: float
    virgin_t: float
    recovered_t: float
    disposed_t: float
    unknown_outlet_t: float
    unmet_have_t: float | None
    unmet_need_t: float | None


def tonnages(facts: Facts) -> Tonnages:
    """Add up the moves by the kinds of their ends."""
    table = legs(facts)

    def total(*where: pl.Expr) -> float:
        return float(table.filter(*where)["tonnes"].sum())

    from_source, to_outlet = pl.col("from_kind") == "source", pl.col("to_kind") == "outlet"
    from_lot, to_lot = pl.col("from_kind") == "lot", pl.col("to_kind") == "lot"
    is_virgin = pl.col("from_origin").fill_null("virgin") == "virgin"
    unmet = facts.unmet.join(
        facts.lots.select(lot="id", direction="direction"), on="lot", how="left"
    )
    left = dict(unmet.group_by("direction").agg(pl.col("tonnes").sum()).iter_rows())
    is_known = None not in left
    return Tonnages(
        hauled_t=total(),
        left_t=total(from_lot),
        reused_t=total(to_lot, ~from_source),
        direct_t=total(from_lot, to_lot),
        sourced_t=total(from_source),
        virgin_t=total(from_source, is_virgin),
        recovered_t=total(to_outlet, pl.col("to_outcome") == "recovery"),
        disposed_t=total(to_outlet, pl.col("to_outcome") == "disposal"),
        unknown_outlet_t=total(to_outlet, pl.col("to_outcome").is_null()),
        unmet_have_t=float(left.get("have", 0.0)) if is_known else None,
        unmet_need_t=float(left.get("need", 0.0)) if is_known else None,
    )
