# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Put moves, stores and facilities into tables."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from kotipesa.arrays import Indices, Numbers
from kotipesa.report.curves import sparkline
from kotipesa.report.facts import Facts
from kotipesa.report.legs import legs
from kotipesa.report.numbers import DASH
from kotipesa.report.speech import Speech
from kotipesa.report.table import Table, numbers, words

MOVES_ON_TOP, MOVES_SHOWN = 15, 50
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
