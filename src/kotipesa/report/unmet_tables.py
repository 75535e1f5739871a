# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Put lots without a solution, prices and the limits that make them into tables."""

from collections.abc import Mapping

import polars as pl

from kotipesa.periods import month_number
from kotipesa.report.facts import Facts
from kotipesa.report.numbers import DASH
from kotipesa.report.speech import Speech
from kotipesa.report.table import Table, numbers, words

UNMET_SHOWN = 30
LIMITS_SHOWN = 15


def unmet_reasons_table(facts: Facts, say: Speech) -> Table:
    """Count lots and tonnes that stay, by reason and direction."""
    joined = _unmet_lots(facts)
    sums = (
        joined.group_by("reason", "direction")
        .agg(pl.len().alias("lots"), pl.col("tonnes").sum(), pl.col("whole_t").sum())
        .sort("tonnes", "lots", "reason", "direction", descending=[True, True, False, False])
    )
    rows = [
        (
            say.label("reason", row["reason"]),
            _side(row["direction"], say),
            say.numbers.number(row["lots"], 0),
            say.numbers.cell(row["whole_t"]),
            say.numbers.cell(row["tonnes"]),
        )
        for row in sums.iter_rows(named=True)
    ]
    columns = words(say.text("reason"), say.text("direction")) + numbers(
        say.text("lots"), say.text("whole_t"), say.text("left_over_t")
    )
    return Table("unmet_reasons", say.text("unmet_reasons_caption"), columns, tuple(rows))


def unmet_table(facts: Facts, say: Speech) -> Table:
    """List the biggest lots that stay where they are, with the reason of each."""
    staying = _unmet_lots(facts).filter(pl.col("tonnes") > 0)
    biggest = staying.sort("tonnes", "lot", descending=[True, False]).head(UNMET_SHOWN)
    rows = [
        (
            f"{row['name']} ({row['lot']})" if row["name"] else row["lot"],
            say.municipality(row["municipality"] or ""),
            _side(row["direction"], say),
            say.label("material", row["material"]) if row["material"] else DASH,
            f"{say.numbers.short_month(row['from'])}{DASH}{say.numbers.short_month(row['to'])}",
            say.label("reason", row["reason"]),
            say.numbers.cell(row["tonnes"]),
        )
        for row in biggest.iter_rows(named=True)
    ]
    columns = words(
        say.text("lot"),
        say.text("municipality"),
        say.text("direction"),
        say.text("material"),
        say.text("window"),
        say.text("reason"),
    ) + numbers(say.text("tonnes"))
    caption = say.text(
        "unmet_caption",
        shown=say.numbers.number(len(biggest), 0),
        all=say.numbers.number(len(staying), 0),
    )
    return Table("unmet", caption, columns, tuple(rows))


def _unmet_lots(facts: Facts) -> pl.DataFrame:
    about = facts.lots.select(
        *("direction", "material", "municipality", "name", "from", "to"),
        lot="id",
        whole_t="amount_t",
    )
    return facts.unmet.join(about, on="lot", how="left", maintain_order="left")


def _side(direction: str | None, say: Speech) -> str:
    return say.text(f"side_{direction}") if direction else DASH


def prices_table(facts: Facts, say: Speech) -> Table:
    """Sum up what one more tonne would cost, by direction and material."""
    about = facts.lots.select("direction", "material", lot="id")
    priced = facts.explain.join(about, on="lot").drop_nulls("price_eur_per_t")
    price = pl.col("price_eur_per_t")
    sums = (
        priced.group_by("direction", "material")
        .agg(
            pl.len().alias("lots"),
            price.quantile(0.1, "linear").alias("low"),
            price.median().alias("middle"),
            price.quantile(0.9, "linear").alias("high"),
        )
        .sort("direction", "lots", "material", descending=[False, True, False])
    )
    rows = [
        (
            say.label("material", row["material"]),
            _side(row["direction"], say),
            say.numbers.number(row["lots"], 0),
            *(say.numbers.number(row[key], 2) for key in ("low", "middle", "high")),
        )
        for row in sums.iter_rows(named=True)
    ]
    columns = words(say.text("material"), say.text("direction")) + numbers(
        say.text("lots"), say.text("price_low"), say.text("price_middle"), say.text("price_high")
    )
    return Table("prices", say.text("prices_caption"), columns, tuple(rows))


def limits_table(facts: Facts, say: Speech) -> Table:
    """Count how many lots each limit binds, and in how many months: where room would help."""
    lots: dict[str, set[str]] = {}
    months: dict[str, set[int]] = {}
    for lot, binding in facts.explain.select("lot", "binding").iter_rows():
        for limit in filter(None, binding.split("|")):
            place, month = _limit_and_month(limit)
            lots.setdefault(place, set()).add(lot)
            months.setdefault(place, set()).update(() if month is None else (month,))
    ranked = sorted(lots, key=lambda place: (-len(lots[place]), place))[:LIMITS_SHOWN]
    names = dict(facts.facilities.select("id", "name").iter_rows())
    rows = [
        (
            limit_name(place, names, say),
            say.numbers.number(len(lots[place]), 0),
            say.numbers.number(len(months[place]), 0) if months[place] else DASH,
        )
        for place in ranked
    ]
    columns = words(say.text("limit")) + numbers(say.text("lots"), say.text("months_bound"))
    return Table("limits", say.text("limits_caption"), columns, tuple(rows))


def _limit_and_month(limit: str) -> tuple[str, int | None]:
    """Split ``capacity:store7:2026-04`` into what is limited and when."""
    place, _, last = limit.rpartition(":")
    month = month_number(last)
    return (limit, None) if month is None else (place, month)


def limit_name(limit: str, names: Mapping[str, str], say: Speech) -> str:
    """Read a limit such as ``capacity:store7`` aloud."""
    kind, *parts = limit.split(":")
    return ", ".join(
        [
            say.known_text(f"limit_{kind}", kind),
            *(names.get(part) or part for part in parts),
        ]
    )
