# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read the tables of a plan directory into columns, with every problem of a file listed."""

from pathlib import Path
from typing import Literal, TypeAlias

import polars as pl

from kotipesa.errors import Problem, Where, problem

Kind: TypeAlias = Literal["text", "number", "month"]
Schema: TypeAlias = dict[str, Kind]

GRADE: Schema = {
    "material": "text",
    "fitness": "text",
    "contamination": "text",
    "sulphide": "text",
}
SCHEMAS: dict[str, Schema] = {
    "moves": {
        "from_kind": "text",
        "from_id": "text",
        "to_kind": "text",
        "to_id": "text",
        "part": "text",
        **GRADE,
        "month": "month",
        "tonnes": "number",
        "km": "number",
        "eur": "number",
        "kgco2e": "number",
    },
    "stocks": {"store": "text", **GRADE, "month": "month", "tonnes": "number"},
    "balance": {
        "municipality": "text",
        "material": "text",
        "month": "month",
        "surplus_t": "number",
        "need_t": "number",
        "net_t": "number",
        "cumulative_t": "number",
    },
    "unmet": {"lot": "text", "tonnes": "number", "reason": "text"},
    "explain": {"lot": "text", "price_eur_per_t": "number", "binding": "text"},
    "lots": {
        "id": "text",
        "direction": "text",
        "material": "text",
        "amount_t": "number",
        "amount_low_t": "number",
        "amount_high_t": "number",
        "owner": "text",
        "municipality": "text",
        "project": "text",
        "project_name": "text",
        "name": "text",
        "from": "month",
        "to": "month",
        "fitness": "text",
        "contamination": "text",
        "sulphide": "text",
        "sensitivity": "text",
        "x_m": "number",
        "y_m": "number",
    },
    "facilities": {
        "id": "text",
        "role": "text",
        "site": "text",
        "name": "text",
        "municipality": "text",
        "x_m": "number",
        "y_m": "number",
        "capacity_t": "number",
        "capacity_t_per_month": "number",
        "eur_per_t": "number",
        "owner": "text",
        "outcome": "text",
        "origin": "text",
    },
}
ALSO_READ: dict[str, Schema] = {
    "balance": {
        "surplus_low_t": "number",
        "surplus_high_t": "number",
        "need_low_t": "number",
        "need_high_t": "number",
    },
    "unmet": {"amount_t": "number"},
}
"""Columns used where a file has them."""

NO_MONTH = -1
_PROBLEMS_SHOWN = 20
_TYPES: dict[Kind, type[pl.DataType]] = {
    "text": pl.String,
    "number": pl.Float64,
    "month": pl.Int32,
}


def empty_table(name: str) -> pl.DataFrame:
    """Make a table without rows, for what a plan directory lacks."""
    return pl.DataFrame(schema={column: _TYPES[kind] for column, kind in SCHEMAS[name].items()})


def read_table(path: Path, name: str) -> tuple[pl.DataFrame, list[Problem]]:
    """Read one CSV file: texts, numbers (empty: null) and month numbers (empty: NO_MONTH).

    Returns the table and its problems; with problems the table is empty.
    """
    try:
        written = pl.read_csv(path, infer_schema=False).fill_null("")
    except (OSError, pl.exceptions.PolarsError) as error:
        reason = str(error).splitlines()[0]
        return empty_table(name), [problem("plan_file_unreadable", Where(path.name), reason=reason)]
    missing = [column for column in SCHEMAS[name] if column not in written.columns]
    if missing:
        return empty_table(name), [
            problem("plan_column_missing", Where(path.name, column=column)) for column in missing
        ]
    optional = ALSO_READ.get(name, {})
    schema = SCHEMAS[name] | {c: k for c, k in optional.items() if c in written.columns}
    typed = written.select(_typed(column, kind).alias(column) for column, kind in schema.items())
    problems = [p for column, kind in schema.items() for p in _bad(path, written, column, kind)]
    return (empty_table(name), problems) if problems else (typed, [])


def _typed(column: str, kind: Kind) -> pl.Expr:
    text = pl.col(column)
    if kind == "number":
        return text.str.strip_chars().cast(pl.Float64, strict=False).fill_nan(None)
    if kind == "month":
        year = text.str.slice(0, 4).cast(pl.Int32, strict=False)
        month = text.str.slice(5, 2).cast(pl.Int32, strict=False)
        return (year * 12 + month - 1).fill_null(NO_MONTH)
    return text


def _bad(path: Path, written: pl.DataFrame, column: str, kind: Kind) -> list[Problem]:
    """List the cells that are neither empty nor what their column holds."""
    if kind == "text":
        return []
    if kind == "month":
        is_right = pl.col(column).str.contains(r"^\d{4}-(0[1-9]|1[0-2])$")
    else:
        is_right = pl.col(column).str.strip_chars().cast(pl.Float64, strict=False).is_not_null()
    is_bad = (pl.col(column).str.strip_chars() != "") & ~is_right
    bad = written.select(column).with_row_index("line").filter(is_bad)
    return [
        problem(
            f"plan_value_not_{kind}", Where(path.name, row=line + 2, column=column, value=value)
        )
        for line, value in bad.head(_PROBLEMS_SHOWN).iter_rows()
    ]
