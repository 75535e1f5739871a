# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Say what moving projects in the calendar is worth, and what targets cost."""

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
from kotipesa.report.shift_files import joint_rows, shift_record
from kotipesa.scenarios import Sweep
from kotipesa.shifts import Asked, Shifts
from kotipesa.shifts.shifts import CEILINGS, SOLVES
from kotipesa.shifts.targets import Step
from kotipesa.workflow.shifting import shift_region

_LISTED = 10


def run(
    ctx: typer.Context,
    region: Annotated[Path, typer.Argument(metavar="REGION")],
    out: Annotated[Path, typer.Option(metavar="DIR")],
    recovery: Annotated[str | None, typer.Option(metavar="SHARE,...")] = None,
    ceilings: Annotated[str | None, typer.Option("--co2", metavar="PART,...")] = None,
    solves: Annotated[int, typer.Option(metavar="N", min=1)] = SOLVES,
    open_ids: Annotated[list[str] | None, typer.Option("--open", metavar="ID...")] = None,
    processes: Annotated[int | None, typer.Option(metavar="N", min=1)] = None,
) -> Answer:
    """Weigh the moves that projects allow, and price targets."""
    language = language_of(ctx)
    asked = Asked(
        open_ids=tuple(open_ids or ()),
        recovery=None if recovery is None else _shares("--recovery", recovery),
        ceilings=CEILINGS if ceilings is None else _shares("--co2", ceilings),
        most_solves=solves,
    )
    sweep = Sweep("", processes or os.cpu_count() or 1)
    with watching(language) as progress:
        shifts = shift_region(region, asked, out, sweep, watcher=progress, heard=progress.projects)
    notes = shifts.region.notes
    shown = [*_shown(shifts, language), say("shift_written", language, path=out)]
    return Answer(shift_record(shifts) | problem_list(notes), shown, problems=notes)


def _shares(option: str, text: str) -> tuple[float, ...]:
    """Read shares between 0 and 1."""
    try:
        shares = tuple(float(word) for word in text.split(",") if word.strip())
    except ValueError:
        shares = (-1.0,)
    if not all(0 <= share <= 1 for share in shares):
        raise UsageError([problem("shares_of_one", option=option, value=text)])
    return shares


def _shown(shifts: Shifts, language: Language) -> Iterator[RenderableType]:
    joint = shifts.joint
    if joint is None:
        yield say("shift_nothing_moves", language)
    else:
        yield from _alone(shifts, language)
        yield say(
            "shift_joint",
            language,
            count=len(joint_rows(shifts)),
            gain=_eur(shifts.objective_eur - joint.flows.objective_eur, language),
            before=_eur(shifts.objective_eur, language),
            after=_eur(joint.flows.objective_eur, language),
            gap=share(joint.gap, language),
        )
    for one in shifts.alternatives:
        change = one.objective_eur - shifts.objective_eur
        names = {"project": one.project, "other": one.instead_of}
        yield say("shift_alternative", language, **names, change=_eur(change, language))
    yield from _curve(shifts.recovery, "shift_recovery", language, as_share=True)
    yield from _curve(shifts.emissions, "shift_emissions", language, as_share=False)


def _alone(shifts: Shifts, language: Language) -> Iterator[RenderableType]:
    """List the best moves of single projects."""
    best = []
    for place, one in enumerate(shifts.alone):
        known = [move for move in one["moves"] if move["gain_eur"] is not None]
        if known:
            move = max(known, key=lambda move: move["gain_eur"])
            best.append((move["gain_eur"], shifts.project_id(place), move["months"]))
    best = sorted((one for one in best if one[0] > 0), key=lambda one: (-one[0], one[1]))
    heads = [say(f"shift_{name}", language) for name in ("project", "months", "gain")]
    rows = [[name, f"{by:+d}", _eur(gain, language)] for gain, name, by in best[:_LISTED]]
    if rows:
        yield table(heads, rows, numbers=(1, 2))


def _curve(
    steps: tuple[Step, ...], name: str, language: Language, *, as_share: bool
) -> Iterator[RenderableType]:
    keys = (name, "shift_cost", f"{name}_marginal", "shift_unmet")
    heads = [say(key, language) for key in keys]
    rows = []
    for step in steps:
        target = share(step.target, language) if as_share else _eur(step.target, language)
        cost = say("shift_infeasible", language) if step.objective_eur is None else ""
        rows.append(
            [
                target,
                cost or _eur(step.objective_eur, language),
                _eur(step.marginal_eur, language),
                _eur(step.unmet_t, language),
            ]
        )
    if rows:
        yield table(heads, rows, numbers=range(4))


def _eur(value: float | None, language: Language) -> str:
    return number(value, language, 0)
