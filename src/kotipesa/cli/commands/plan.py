# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Plan a region and write the plan with its report."""

import json
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer

from kotipesa.cli.answer import Answer, problem_list
from kotipesa.cli.asked import language_of
from kotipesa.cli.finite import finite
from kotipesa.cli.look import files_text, number
from kotipesa.cli.progress import watching
from kotipesa.cli.texts import say
from kotipesa.errors import InfeasibleError, InternalError, Language
from kotipesa.plan import Plan
from kotipesa.region.scope import PLANNED, scope
from kotipesa.report import read_facts, summary_text
from kotipesa.report.speech import speech
from kotipesa.workflow.planning import plan_region


def run(
    ctx: typer.Context,
    region: Annotated[Path, typer.Argument(metavar="REGION")],
    out: Annotated[Path, typer.Option(metavar="DIR")],
    gap: Annotated[float | None, typer.Option(metavar="GAP", min=0, callback=finite)] = None,
    time_limit: Annotated[float | None, typer.Option(metavar="S", min=0, callback=finite)] = None,
    open_ids: Annotated[list[str] | None, typer.Option("--open", metavar="ID...")] = None,
    processes: Annotated[int, typer.Option(metavar="N", min=1)] = 1,
) -> Answer:
    """Write a plan, or plan.json alone with the reasons where there is none to be trusted."""
    language = language_of(ctx)
    try:
        with watching(language) as progress:
            plan = plan_region(
                region,
                out,
                gap=gap,
                time_limit_s=time_limit,
                open_ids=open_ids or (),
                processes=processes,
                language=language,
                watcher=progress,
            )
    except (InfeasibleError, InternalError) as reasons:
        record = {**plan_record(out), "problems": problem_list(reasons.problems)["problems"]}
        return Answer(record, problems=reasons.problems, exit_code=reasons.exit_code)
    shown = plan_shown(plan, out, language)
    return Answer(plan_record(out), shown, problems=plan.region.notes)


def plan_record(directory: Path) -> dict[str, Any]:
    """Give what plan.json says."""
    record: dict[str, Any] = json.loads((directory / "plan.json").read_text(encoding="utf-8"))
    return record


def plan_shown(plan: Plan, directory: Path, language: Language) -> list[str]:
    """Sum a plan up, say what it leaves out, and name the files to open."""
    left_out = _left_out_text(plan, language)
    summary = summary_text(read_facts(directory), language)
    return [summary, *left_out, files_text(directory, language)]


def _left_out_text(plan: Plan, language: Language) -> list[str]:
    """Say how many lots a plan does not speak of, and why."""
    reasons, counts = np.unique(scope(plan.region), return_counts=True)
    return [
        say(
            "left_out",
            language,
            count=number(int(count), language),
            reason=speech(language).label("reason", str(reason)),
        )
        for reason, count in zip(reasons, counts, strict=True)
        if reason != PLANNED
    ]
