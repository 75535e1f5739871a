# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Put moves, stores, facilities, unmet lots and prices into tables."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from kotipesa.arrays import Indices, Numbers
from kotipesa.periods import month_number
from kotipesa.report.curves import sparkline
from kotipesa.report.facts import Facts
from kotipesa.report.legs import legs
from kotipesa.report.numbers import DASH
from kotipesa.report.speech import Speech
from kotipesa.report.table import Table, numbers, words

MOVES_ON_TOP, MOVES_SHOWN = 15, 50
UNMET_SHOWN = 30
LIMITS_SHOWN = 15
Row = Mapping[str, Any]


def moves_tables(facts: Facts, say: Speech) -> tuple[Table, Table]:
    """List the biggest moves: the few at the top, then those that follow."""
    biggest = (
        legs(facts)
        .sort("tonnes", "month", "from_id", "to_id", descending=[True, False, False, False])
        .head(MOVES_SHOWN)
    )
    parts = ((0, MOVES_ON_TOP), (MOVES_ON_TOP, MOVES_SHOWN))
    top, rest = (_moves_table(biggest, first, end, say) for first, end in parts)
    return top, rest


def _moves_table(biggest: pl.DataFrame, first: int, end: int, say: Speech) -> Table:
    figure = say.numbers.cell
    rows = [
        (
            _end(move, "from", say),
            _end(move, "to", say),
            say.label("material", move["material"]),
            say.numbers.short_month(move["month"]),
            figure(move["tonnes"]),
            say.numbers.number(move["km"], 1),
            figure(move["eur"]),
            figure(move["kgco2e"]),
        )
        for move in biggest[first:end].iter_rows(named=True)
    ]
    columns = words(say.text("from"), say.text("to"), say.text("material")) + numbers(
        say.text("month"), say.text("tonnes"), "km", say.text("haul_eur_head"), "kg CO₂e"
    )
    caption = say.text("moves_caption", first=first + 1, last=first + len(rows))
    return Table(f"moves{first + 1}", caption, columns, tuple(rows))


def _end(move: Row, end: str, say: Speech) -> str:
    """Name one end of a move: name, municipality, and what it is."""
    name, town = move[f"{end}_name"], move[f"{end}_municipality"]
    where = [say.municipality(town)] if town else []
    kind = move[f"{end}_kind"]
    role = [say.label("role", kind).lower()] if kind != "lot" else []
    beside = ", ".join(where + role)
    return f"{name} ({beside})" if beside else str(name)


def stores_table(facts: Facts, say: Speech) -> Table:
    """Say how full each store gets, when, and what is left; with its stock as a small curve."""
    months = _months(facts)
    figure = say.numbers.cell
    received, given = _throughput(facts, "to"), _throughput(facts, "from")
    rows = []
    for store in _facilities(facts, "store"):
        stock = _stock(facts, store["id"], months)
        peak = int(np.argmax(stock)) if len(stock) else 0
        is_used = bool(len(stock)) and stock[peak] > 0
        if not is_used and not received.get(("store", store["id"])):
            continue
        rows.append(
            (
                _facility_name(store, say),
                figure(received.get(("store", store["id"]), 0.0)),
                figure(given.get(("store", store["id"]), 0.0)),
                _limit(store["capacity_t"], say),
                figure(float(stock[peak])) if is_used else "0",
                say.numbers.short_month(int(months[peak])) if is_used else DASH,
                figure(float(stock[-1])) if len(stock) else DASH,
                sparkline(stock, say.text("stock_curve", name=store["name"] or store["id"])),
            )
        )
    columns = words(say.text("store")) + numbers(
        say.text("received_t"),
        say.text("given_t"),
        say.text("capacity_t"),
        say.text("peak_t"),
        say.text("peak_month"),
        say.text("end_stock_head"),
        say.text("stock_by_month"),
    )
    return Table("stores", say.text("stores_caption"), columns, tuple(rows))


def facilities_table(facts: Facts, say: Speech) -> Table:
    """Say what goes through each process, outlet and source."""
    received, given = _throughput(facts, "to"), _throughput(facts, "from")
    rows = [
        (
            _facility_name(place, say),
            _role(place, say),
            say.numbers.cell(received.get((role, place["id"]))),
            say.numbers.cell(given.get((role, place["id"]))),
            _limit(place["capacity_t_per_month"], say),
            say.numbers.number(place["eur_per_t"], 2),
        )
        for role in ("process", "outlet", "source")
        for place in _facilities(facts, role)
        if (role, place["id"]) in received or (role, place["id"]) in given
    ]
    columns = words(say.text("facility"), say.text("role")) + numbers(
        say.text("received_t"), say.text("given_t"), say.text("capacity_month"), "€/t"
    )
    return Table("facilities", say.text("facilities_caption"), columns, tuple(rows))


def _facilities(facts: Facts, role: str) -> list[dict[str, Any]]:
    """Take the facilities of a role; without facilities.csv, those the moves name."""
    if not facts.facilities.is_empty():
        return list(facts.facilities.filter(pl.col("role") == role).iter_rows(named=True))
    named = {
        place
        for end in ("from", "to")
        for place in facts.moves.filter(pl.col(f"{end}_kind") == role)[f"{end}_id"].to_list()
    }
    blank = dict.fromkeys(facts.facilities.columns)
    return [
        {**blank, "id": place, "role": role, "name": "", "municipality": ""}
        for place in sorted(named)
    ]


def _facility_name(place: Row, say: Speech) -> str:
    name = place["name"] or place["id"]
    return f"{name} ({say.municipality(place['municipality'])})" if place["municipality"] else name


def _role(place: Row, say: Speech) -> str:
    role = say.label("role", place["role"])
    if place["role"] == "outlet" and place["outcome"]:
        return f"{role}: {say.label('outcome', place['outcome']).lower()}"
    if place["role"] == "source" and place["origin"]:
        return f"{role}: {say.label('origin', place['origin']).lower()}"
    return role


def _limit(value: float | None, say: Speech) -> str:
    is_limited = value is not None and np.isfinite(value)
    return say.numbers.cell(value) if is_limited else say.text("no_limit")


def _throughput(facts: Facts, end: str) -> dict[tuple[str, str], float]:
    sums = facts.moves.group_by(f"{end}_kind", f"{end}_id").agg(pl.col("tonnes").sum())
    return {(kind, place): float(tonnes) for kind, place, tonnes in sums.iter_rows()}


def _months(facts: Facts) -> Indices:
    first, last = facts.first_month, facts.last_month
    if first is None or last is None:
        return np.asarray(facts.stocks["month"].unique().sort().to_numpy())
    return np.arange(first, last + 1, dtype=np.int32)


def _stock(facts: Facts, store: str, months: Indices) -> Numbers:
    held = (
        facts.stocks.filter(
            pl.col("store") == store, pl.col("month").is_between(months[0], months[-1])
        )
        .group_by("month")
        .agg(pl.col("tonnes").sum())
    )
    stock = np.zeros(len(months))
    stock[np.searchsorted(months, held["month"].to_numpy())] = held["tonnes"].to_numpy()
    return stock


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
            _limit_name(place, names, say),
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


def _limit_name(limit: str, names: Mapping[str, str], say: Speech) -> str:
    """Read a limit such as ``capacity:store7`` aloud."""
    kind, *parts = limit.split(":")
    return ", ".join(
        [
            say.known_text(f"limit_{kind}", kind),
            *(names.get(part) or part for part in parts),
        ]
    )
