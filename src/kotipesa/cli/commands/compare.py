# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Say what changed from one plan to another, and why."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import RenderableType

from kotipesa.cli.answer import Answer
from kotipesa.cli.asked import language_of
from kotipesa.cli.look import column_head, number, table
from kotipesa.cli.texts import say
from kotipesa.errors import Language
from kotipesa.report.compare import Comparison
from kotipesa.report.speech import speech
from kotipesa.workflow.reporting import compare_plans

SHOWN = 20


def run(
    ctx: typer.Context,
    before: Annotated[Path, typer.Argument(metavar="DIR1")],
    after: Annotated[Path, typer.Argument(metavar="DIR2")],
) -> Answer:
    """Set the figures, the moves and the inputs of two plans side by side."""
    language = language_of(ctx)
    found = compare_plans(before, after)
    tables = {"figures": found.figures, "moves": found.moves, "inputs": found.inputs}
    record = {name: rows.to_dicts() for name, rows in tables.items()}
    record_of_all = {"same_input": found.same_input, **record}
    return Answer(record_of_all, _shown(found, language))


def _shown(found: Comparison, language: Language) -> list[RenderableType]:
    shown: list[RenderableType] = [_figures(found, language)]
    if found.same_input:
        shown.append(say("same_input", language))
    if len(found.inputs):
        shown += _first(found.inputs, "changed_inputs", language)
    if len(found.moves):
        shown += _first(found.moves, "changed_moves", language)
    else:
        shown.append(say("same_moves", language))
    return shown


def _figures(found: Comparison, language: Language) -> RenderableType:
    heads = [say(key, language) for key in ("figure", "before", "after", "change")]
    texts = [
        [say(f"figure_{row['name']}", language)]
        + [number(row[key], language) for key in ("before", "after", "change")]
        for row in found.figures.to_dicts()
    ]
    return table(heads, texts, numbers=(1, 2, 3), title=say("figures", language))


def _first(rows: Any, key: str, language: Language) -> list[RenderableType]:
    """Show the first rows of a table, and how many more there are."""
    said = speech(language)
    numbers = [place for place, name in enumerate(rows.columns) if name.endswith("_t")]
    texts = [
        [number(v, language, 0) if place in numbers else str(v) for place, v in enumerate(row)]
        for row in rows.head(SHOWN).iter_rows()
    ]
    heads = [_head(name, language) or column_head(name, said) for name in rows.columns]
    title = say(key, language, count=number(len(rows), language))
    shown: list[RenderableType] = ["", table(heads, texts, numbers=numbers, title=title)]
    if (more := len(rows) - SHOWN) > 0:
        shown.append(say("and_more", language, count=number(more, language)))
    return shown


def _head(name: str, language: Language) -> str:
    own = {"before": "before", "after": "after", "change_t": "change", "before_t": "before"}
    own |= {"after_t": "after", "table": "table", "id": "head_id", "column": "column"}
    return say(own[name], language) if name in own else ""
