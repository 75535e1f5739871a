# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Turn the facts of a plan into sheets: heads and codes in words, numbers left as numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from kotipesa.report.facts import Facts
from kotipesa.report.key_figures import OBJECTIVE_PARTS, key_figures
from kotipesa.report.legs import places
from kotipesa.report.plan_tables import ALSO_READ, SCHEMAS
from kotipesa.report.speech import Speech

CODED = {
    "from_kind": "role",
    "to_kind": "role",
    "role": "role",
    "part": "part",
    "material": "material",
    "fitness": "fitness",
    "contamination": "contamination",
    "sulphide": "sulphide",
    "sensitivity": "sensitivity",
    "direction": "direction",
    "reason": "reason",
    "outcome": "outcome",
    "origin": "origin",
}
"""Columns of codes and the list of the vocabulary that names them."""

KINDS = {"km": "km", "eur": "euros", "price_eur_per_t": "price", "eur_per_t": "price"}
ENDS = ("name", "municipality")


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its id in the rows, its head, and what it holds.

    kind: text, month (month numbers), tonnes, euros, price, km, count or any number.
    """

    id: str
    head: str
    kind: str


@dataclass(frozen=True, eq=False, slots=True)
class Sheet:
    """One sheet; rows has exactly the columns named."""

    name: str
    columns: tuple[SheetColumn, ...]
    rows: pl.DataFrame


def sheets(facts: Facts, say: Speech) -> tuple[Sheet, ...]:
    """Make all sheets of the workbook."""
    tables = ("moves", "stocks", "balance", "unmet", "explain", "lots", "facilities")
    return (
        _summary(facts, say),
        *(_table(name, facts, say) for name in tables),
        _factors(facts, say),
    )


def _table(name: str, facts: Facts, say: Speech) -> Sheet:
    rows: pl.DataFrame = getattr(facts, name)
    schema = SCHEMAS[name] | ALSO_READ.get(name, {})
    kinds = {column: schema[column] for column in rows.columns}
    if name == "moves":
        rows = _named_ends(rows, facts)
        kinds = {column: kinds.get(column, "text") for column in rows.columns}
    columns = tuple(
        SheetColumn(
            column,
            say.text(f"column_{column}"),
            KINDS.get(column, "tonnes") if kind == "number" and column[1:] != "_m" else kind,
        )
        for column, kind in kinds.items()
    )
    columns = tuple(SheetColumn(c.id, c.head, "any") if c.kind == "number" else c for c in columns)
    return Sheet(name, columns, in_words(rows, say))


def _named_ends(moves: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """Put the name and the municipality of each end of a move beside its id."""
    ends = places(facts).select("kind", "id", *ENDS)
    order: list[str] = []
    for column in moves.columns:
        order.append(column)
        if column in ("from_id", "to_id"):
            order += [column.replace("id", name) for name in ENDS]
    for end in ("from", "to"):
        side = ends.rename({column: f"{end}_{column}" for column in ends.columns})
        moves = moves.join(side, on=[f"{end}_kind", f"{end}_id"], how="left", maintain_order="left")
    return moves.select(order)


def in_words(rows: pl.DataFrame, say: Speech, lists: Mapping[str, str] = CODED) -> pl.DataFrame:
    """Replace codes, by the list of their column, and municipalities by their names."""
    said = {}
    for column in rows.columns:
        list_name = lists.get(column)
        if list_name is None and not column.endswith("municipality"):
            continue
        distinct = rows[column].unique().drop_nulls().to_list()
        said[column] = {code: _word(list_name, code, say) for code in distinct}
    return rows.with_columns(
        pl.col(column).replace(words) for column, words in said.items() if words
    )


def _word(list_name: str | None, code: str, say: Speech) -> str:
    if not code:
        return ""
    if list_name is None:
        return say.municipality(code)
    if list_name == "role" and code == "lot":
        return say.text("lot")
    return say.label(list_name, code)


def _summary(facts: Facts, say: Speech) -> Sheet:
    """List what the plan is worth, row by row: name, value, low, high, unit."""
    plan = facts.plan
    rows: list[tuple[str, float | None, float | None, float | None, str]] = [
        (say.text(key), plan.figure(key), None, None, "€")
        for key in ("objective_eur", *OBJECTIVE_PARTS)
    ]
    rows += [
        (say.text("lower_bound_eur"), plan.figure("lower_bound_eur"), None, None, "€"),
        (say.text("gap"), plan.figure("gap"), None, None, ""),
    ]
    rows += [
        (say.known_text(f"bar_{name}", name), cost, None, None, "€")
        for name, cost in plan.baselines.items()
    ]
    told = {figure.id for figure in key_figures(facts)} if facts.has_solution else set()
    rows += [
        (say.text(f"key_{f.id}"), f.value, f.low, f.high, say.unit(f.unit))
        for f in (key_figures(facts) if facts.has_solution else ())
    ]
    rows += [
        (say.known_text(f"impact_{i.id}", i.id), i.value, i.low, i.high, say.unit(i.unit))
        for i in plan.impact
        if i.id not in told
    ]
    first = (say.text("status"), None, None, None, say.label("status", plan.status))
    return _sheet("summary", ("what", "value", "low", "high", "unit"), [first, *rows], say)


def _factors(facts: Facts, say: Speech) -> Sheet:
    rows = [
        (
            factor.id,
            getattr(factor, say.language),
            factor.value,
            factor.low,
            factor.high,
            say.unit(factor.unit),
            factor.source,
            factor.year,
            say.text("verified_yes" if factor.verified else "verified_no"),
        )
        for factor in facts.plan.factors
    ]
    ids = ("id", "what", "value", "low", "high", "unit", "source", "year", "verified")
    return _sheet("factors", ids, rows, say)


def _sheet(name: str, ids: Sequence[str], rows: Sequence[tuple[object, ...]], say: Speech) -> Sheet:
    numeric = ("value", "low", "high")
    columns = tuple(
        SheetColumn(i, say.text(f"column_{i}"), "any" if i in numeric else "text") for i in ids
    )
    schema = {i: pl.Float64 if i in numeric else pl.String for i in ids}
    return Sheet(name, columns, pl.DataFrame(rows, schema=schema, orient="row"))
