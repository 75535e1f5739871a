# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Explain why one lot goes where it goes, or nowhere."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import RenderableType

from kotipesa.cli.answer import Answer
from kotipesa.cli.asked import language_of
from kotipesa.cli.candidates import candidates_shown
from kotipesa.cli.look import column_head, number, table
from kotipesa.cli.progress import watching
from kotipesa.cli.texts import say
from kotipesa.errors import Language
from kotipesa.periods import month_text
from kotipesa.plan.explain import Explanation
from kotipesa.report.speech import speech
from kotipesa.report.unmet_tables import limit_name
from kotipesa.workflow.planning import explain_lot

_MOVE = {"from_id": None, "to_id": None, "month": None, "tonnes": 0, "km": 1, "eur": 0}


def run(
    ctx: typer.Context,
    region: Annotated[Path, typer.Argument(metavar="REGION")],
    lot: Annotated[str, typer.Argument(metavar="LOT")],
) -> Answer:
    """Plan the region, and say where a lot goes, what a tonne of it is worth, and why not else."""
    language = language_of(ctx)
    with watching(language) as progress:
        told = explain_lot(region, lot, watcher=progress)
    candidates = [
        {**row, "too_dear_eur_per_t": dearer}
        for row, dearer in zip(
            told.candidates.rows(), told.too_dear_eur_per_t.tolist(), strict=True
        )
    ]
    moves = _moves(told)
    record = {
        "lot": told.lot,
        "moves": moves,
        "unmet_t": told.unmet_t,
        "reason": told.reason,
        "price_eur_per_t": told.price_eur_per_t,
        "binding": told.binding,
        "candidates": candidates,
    }
    shown = [*_shown(told, moves, language), *candidates_shown(candidates, language)]
    return Answer(record, shown)


def _moves(told: Explanation) -> list[dict[str, Any]]:
    columns = {name: getattr(told.moves, name).tolist() for name in _MOVE}
    columns["month"] = [month_text(month) for month in columns["month"]]
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _shown(
    told: Explanation, moves: list[dict[str, Any]], language: Language
) -> list[RenderableType]:
    said = speech(language)
    shown: list[RenderableType] = []
    if moves:
        heads = [column_head(name, said) for name in _MOVE]
        texts = [
            [
                str(row[name]) if places is None else number(row[name], language, places)
                for name, places in _MOVE.items()
            ]
            for row in moves
        ]
        shown.append(table(heads, texts, numbers=(3, 4, 5)))
    if told.reason:
        tonnes = number(told.unmet_t, language)
        reason = said.label("reason", told.reason)
        shown.append(say("stays", language, tonnes=tonnes, reason=reason))
    price = number(told.price_eur_per_t, language, 2)
    shown.append(say("worth", language, price=price))
    if told.binding:
        limits = "; ".join(limit_name(limit, {}, said) for limit in told.binding)
        shown.append(say("bound_by", language, limits=limits))
    return [*shown, ""]
