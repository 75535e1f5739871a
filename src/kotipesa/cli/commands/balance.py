# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Add up surplus and need by municipality, material and month, or by what is asked."""

from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from rich.table import Table

from kotipesa.balance import balance_columns, rests_on, write_balance_csv
from kotipesa.cli.answer import Answer, problem_list
from kotipesa.cli.asked import language_of
from kotipesa.cli.look import column_head, number, share, table
from kotipesa.cli.texts import say
from kotipesa.errors import Language
from kotipesa.report.speech import Speech, speech
from kotipesa.report.whole_file import whole_file
from kotipesa.workflow.balancing import BalanceSheet, balance_region

_SHOWN = ("surplus_t", "need_t", "net_t", "cumulative_t")
_BY = "municipality,material,month"


def run(
    ctx: typer.Context,
    region: Annotated[Path, typer.Argument(metavar="REGION")],
    by: Annotated[str, typer.Option(metavar="KEYS")] = _BY,
    area: Annotated[Path | None, typer.Option(metavar="POLYGONS")] = None,
    layer: Annotated[str, typer.Option(metavar="NAME")] = "",
    csv: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
) -> Answer:
    """Show a balance and what it rests on; with ``--csv`` write every row and column of it."""
    language = language_of(ctx)
    keys = [key.strip() for key in by.split(",") if key.strip()]
    sheet = balance_region(region, by=keys, areas=area, layer=layer)
    rests = rests_on(sheet.coverage)
    columns = {name: column.tolist() for name, column in balance_columns(sheet.balance).items()}
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    record = {"by": keys, "rows": rows, "rests_on": rests, **problem_list(sheet.notes)}
    shown: list[Any] = [_table(sheet, language), *_hidden_text(sheet, language)]
    if csv:
        with whole_file(csv) as unfinished:
            write_balance_csv(sheet.balance, unfinished)
        shown = [say("written", language, path=csv)]
    return Answer(record, [*shown, _rests_text(rests, language)], problems=sheet.notes)


def _table(sheet: BalanceSheet, language: Language) -> Table:
    """Show the rows in which anything is given or needed, net tonnes with their interval."""
    said = speech(language)
    columns = balance_columns(sheet.balance)
    shown = [name for name in _SHOWN if name != "cumulative_t" or "month" in sheet.balance.by]
    keys = sheet.balance.by
    texts = [
        [
            *(_key_text(key, str(columns[key][row]), said) for key in keys),
            *(number(float(columns[name][row]), language, 0) for name in shown),
            _interval_text(columns, row, language),
        ]
        for row in np.flatnonzero(_says_anything(sheet)).tolist()
    ]
    heads = [column_head(name, said) for name in (*keys, *shown)]
    numbers = range(len(keys), len(heads) + 1)
    return table([*heads, say("net_interval", language)], texts, numbers=numbers)


def _says_anything(sheet: BalanceSheet) -> Any:
    return (sheet.balance.surplus_t > 0) | (sheet.balance.need_t > 0)


def _hidden_text(sheet: BalanceSheet, language: Language) -> list[str]:
    count = int(np.count_nonzero(~_says_anything(sheet)))
    return [say("balance_hidden", language, count=number(count, language))] if count else []


def _key_text(key: str, value: str, said: Speech) -> str:
    if key == "municipality":
        return said.municipality(value)
    return said.label("material", value) if key == "material" else value


def _interval_text(columns: dict[str, Any], row: int, language: Language) -> str:
    ends = [number(float(columns[f"net_{end}_t"][row]), language, 0) for end in ("low", "high")]
    return " … ".join(ends) if ends[0] != ends[1] else ""


def _rests_text(rests: dict[str, Any], language: Language) -> str:
    """Say whose data there are, and how many of the known projects have any."""
    places = rests["municipalities"]
    known = rests["known_share"]
    counts = {
        "members": len(rests["members"]),
        "with_data": sum(place["has_data"] for place in places),
        "municipalities": len(places),
    }
    if known is None:
        return say("rests_on_unlisted", language, **counts)
    return say("rests_on", language, share=share(known, language), **counts)
