# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Play a region as it may turn out: how firm each move is, and what is to expect."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import RenderableType

from kotipesa.cli.answer import Answer, problem_list
from kotipesa.cli.asked import language_of
from kotipesa.cli.look import number, share, table
from kotipesa.cli.progress import watching
from kotipesa.cli.texts import say
from kotipesa.errors import Language, UsageError, problem
from kotipesa.report.scenarios_files import scenarios_record
from kotipesa.scenarios import (
    KINDS,
    Asked,
    Scenarios,
    Sweep,
    read_variation,
    shipped_variation,
)
from kotipesa.scenarios.scenarios import GAP
from kotipesa.workflow.playing import play_region

BACKEND = "KOTIPESA_BACKEND"
MOST = 1_000_000  # a fortnight of a processor for 10,000 lots
_SHOWN = ("cost_eur", "eur_per_t", "litres", "kgco2e", "recovery_share", "unmet_t")
_LISTED = 10


def run(  # noqa: PLR0913, PLR0917 - every one is a word of the command line
    ctx: typer.Context,
    region: Annotated[Path, typer.Argument(metavar="REGION")],
    out: Annotated[Path, typer.Option(metavar="DIR")],
    count: Annotated[int, typer.Option("-n", "--count", metavar="N", min=1, max=MOST)] = 200,
    seed: Annotated[int, typer.Option(metavar="N", min=0)] = 1,
    vary: Annotated[str, typer.Option(metavar=",".join(KINDS))] = ",".join(KINDS),
    variation: Annotated[Path | None, typer.Option(metavar="FILE.csv")] = None,
    gap: Annotated[float, typer.Option(metavar="G", min=0.0)] = GAP,
    time_limit: Annotated[float | None, typer.Option(metavar="S", min=0.0)] = None,
    open_ids: Annotated[list[str] | None, typer.Option("--open", metavar="ID...")] = None,
    processes: Annotated[int | None, typer.Option(metavar="N", min=1)] = None,
    backend: Annotated[str | None, typer.Option(metavar="URL")] = None,
) -> Answer:
    """Play scenarios of a region, and say how firm its moves are."""
    language = language_of(ctx)
    asked = Asked(
        count=count,
        seed=seed,
        vary=_kinds(vary),
        variation=read_variation(variation) if variation else shipped_variation(),
        gap=gap,
        seconds=float("inf") if time_limit is None else time_limit,
        open_ids=tuple(open_ids or ()),
    )
    sweep = Sweep(
        os.environ.get(BACKEND, "") if backend is None else backend,
        processes or os.cpu_count() or 1,
    )
    with watching(language) as progress:
        scenarios = play_region(
            region, asked, out, sweep, watcher=progress, heard=progress.scenarios
        )
    notes = scenarios.region.notes
    shown = [*_shown(scenarios, language), say("scenarios_written", language, path=out)]
    return Answer(scenarios_record(scenarios) | problem_list(notes), shown, problems=notes)


def _kinds(text: str) -> tuple[str, ...]:
    """Take what may vary, in our own order."""
    named = {word.strip() for word in text.split(",")} - {""}
    for word in sorted(named - set(KINDS)):
        known = ", ".join(KINDS)
        raise UsageError([problem("choice_unknown", option="--vary", value=word, known=known)])
    return tuple(kind for kind in KINDS if kind in named)


def _shown(scenarios: Scenarios, language: Language) -> Iterator[RenderableType]:
    names = ("base", "low", "median", "high")
    heads = [say("scenarios_figure", language), *(say(f"scenarios_{n}", language) for n in names)]
    rows = []
    for name in _SHOWN:
        spread = scenarios.spreads[name]
        cells = [_cell(name, getattr(spread, key), language) for key in names]
        rows.append([say(f"scenarios_{name}", language), *cells])
    yield table(heads, rows, numbers=range(1, len(heads)))
    yield from _warnings(scenarios, language)
    yield from _firm(scenarios, language)


def _warnings(scenarios: Scenarios, language: Language) -> Iterator[str]:
    for status in ("time_limit", "infeasible", "error"):
        if count := scenarios.count_of(status):
            gap = share(scenarios.worst_gap, language)
            yield say(f"scenarios_{status}", language, count=count, gap=gap)


def _firm(scenarios: Scenarios, language: Language) -> Iterator[RenderableType]:
    """List the greatest moves that are safe to agree today."""
    moves = scenarios.moves
    order = sorted(range(len(moves)), key=lambda row: -moves.safe_t[row])
    safe = [row for row in order if moves.safe_t[row] > 0]
    if not safe:
        yield say("scenarios_safe_none", language)
        return
    base_t = float(moves.base_t.sum())
    yield say(
        "scenarios_safe",
        language,
        count=len(safe),
        tonnes=number(float(moves.safe_t.sum()), language, 0),
        share=share(float(moves.safe_t.sum()) / base_t, language),
        together=share(scenarios.all_safe_share, language),
    )
    heads = [say(f"scenarios_{n}", language) for n in ("from", "to", "base_t", "used", "safe_t")]
    rows = [
        [
            moves.from_id[row],
            moves.to_id[row],
            number(moves.base_t[row], language, 0),
            share(moves.share[row], language),
            number(moves.safe_t[row], language, 0),
        ]
        for row in safe[:_LISTED]
    ]
    yield table(heads, rows, numbers=(2, 3, 4))


def _cell(name: str, value: float | None, language: Language) -> str:
    if name == "recovery_share" and value is not None:
        return share(value, language)
    return number(value, language, 2 if name == "eur_per_t" else 0)
