# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Choose which unbuilt facilities to open, and write the plan with them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from rich.console import RenderableType

from kotipesa.cli.answer import Answer, problem_list
from kotipesa.cli.asked import language_of
from kotipesa.cli.commands.plan import plan_record, plan_shown
from kotipesa.cli.finite import finite
from kotipesa.cli.look import number, table
from kotipesa.cli.progress import watching
from kotipesa.cli.texts import say
from kotipesa.errors import InfeasibleError, InternalError, Language
from kotipesa.report.speech import speech
from kotipesa.siting import Asked, Siting
from kotipesa.siting.uses import UNUSED
from kotipesa.workflow.siting import site_region

_HEADS = ("facility", "opened_head", "fixed", "used", "worth", "month")


def run(
    ctx: typer.Context,
    region: Annotated[Path, typer.Argument(metavar="REGION")],
    out: Annotated[Path, typer.Option(metavar="DIR")],
    gap: Annotated[float | None, typer.Option(metavar="GAP", min=0, callback=finite)] = None,
    time_limit: Annotated[float | None, typer.Option(metavar="S", min=0, callback=finite)] = None,
    either: Annotated[list[str] | None, typer.Option(metavar="ID|ID...")] = None,
) -> Answer:
    """Choose, plan and write; or plan.json alone with the reasons when no plan is possible."""
    language = language_of(ctx)
    groups = tuple(tuple(text.split("|")) for text in either or ())
    asked = Asked(gap=gap, time_limit_s=time_limit, either=groups)
    try:
        with watching(language) as progress:
            siting = site_region(region, out, asked, language=language, watcher=progress)
    except (InfeasibleError, InternalError) as reasons:
        record = {**plan_record(out), "problems": problem_list(reasons.problems)["problems"]}
        return Answer(record, problems=reasons.problems, exit_code=reasons.exit_code)
    shown = [*_shown(siting, language), *plan_shown(siting.plan, out, language)]
    return Answer(plan_record(out), shown, problems=siting.plan.region.notes)


def _shown(siting: Siting, language: Language) -> Iterator[RenderableType]:
    names = siting.candidates.id
    opened = names[siting.opened].tolist()
    key = "siting_opened" if opened else "siting_none"
    yield say(key, language, names=", ".join(opened), count=number(len(names), language))
    is_used = siting.opened & (siting.uses.first != UNUSED)
    yield from (_used(siting, int(site), language) for site in np.flatnonzero(is_used))
    heads = [say(f"siting_{name}", language) for name in _HEADS]
    order = np.lexsort((-np.nan_to_num(siting.worth_eur), ~siting.opened))
    rows = [_row(siting, int(site), language) for site in order]
    yield table(heads, rows, numbers=(2, 3, 4))


def _used(siting: Siting, site: int, language: Language) -> str:
    """Tell in words how much an opened site is used, from when until when, and how large it is."""
    uses, month = siting.uses, speech(language).numbers.month
    peak_t = float(uses.peak_t[site])
    return say(
        "siting_use" if peak_t > 0 else "siting_use_through",
        language,
        name=siting.candidates.id[site],
        used=number(float(uses.tonnes[site]), language, 0),
        first=month(int(uses.first[site])),
        last=month(int(uses.last[site])),
        peak=number(peak_t, language, 0),
    )


def _row(siting: Siting, site: int, language: Language) -> list[str]:
    value = siting.earnings.month_eur_per_t[site]
    start = siting.plan.region.settings.start
    best = speech(language).numbers.month(start + int(value.argmax())) if value.any() else ""
    worth = float(siting.worth_eur[site])
    return [
        str(siting.candidates.id[site]),
        say("siting_yes" if siting.opened[site] else "siting_no", language),
        number(float(siting.candidates.fixed_eur[site]), language, 0),
        number(float(siting.uses.tonnes[site]), language, 0),
        number(worth, language, 0) if np.isfinite(worth) else "",
        best,
    ]
