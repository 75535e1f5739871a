# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Estimate the masses of coming projects from lists, and add them to a region folder."""

from pathlib import Path
from typing import Annotated

import typer

from kotipesa.cli.answer import Answer, problem_list
from kotipesa.cli.asked import language_of
from kotipesa.cli.commands.sync import taken
from kotipesa.cli.in_step import exit_code, in_step_record, in_step_shown
from kotipesa.cli.look import counts_text
from kotipesa.cli.problem_table import problem_table
from kotipesa.cli.progress import watching
from kotipesa.cli.texts import say
from kotipesa.lots.estimate.evidence import Investigations, looking_of
from kotipesa.register.sync import OURS, Rules
from kotipesa.workflow.keeping_in_step import OwnFigures, estimate_into


def run(  # noqa: PLR0913 - every one is a word of the command line
    ctx: typer.Context,
    programmes: Annotated[list[Path], typer.Argument(metavar="PROGRAMME...")],
    *,
    into: Annotated[Path, typer.Option(metavar="REGION")],
    districts: Annotated[list[Path] | None, typer.Option(metavar="POLYGONS...")] = None,
    ground: Annotated[Path | None, typer.Option(metavar="CSV")] = None,
    boreholes: Annotated[list[Path] | None, typer.Option(metavar="FILE...")] = None,
    within: Annotated[float | None, typer.Option(metavar="M", min=0)] = None,
    coefficients: Annotated[Path | None, typer.Option(metavar="FOLDER")] = None,
    calibration: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
    take: Annotated[str, typer.Option(metavar="theirs|ours")] = OURS,
    force: Annotated[bool, typer.Option("--force")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run")] = False,
) -> Answer:
    """Add low, mid and high estimates as lots, and list every row that could not be estimated."""
    language = language_of(ctx)
    rules = Rules(take=taken(take), force=force, dry_run=dry_run)
    looking = looking_of(within_m=within)
    investigations = Investigations(boreholes, looking) if boreholes else None
    with watching(language) as progress:
        found, done = estimate_into(
            programmes,
            into,
            districts=districts or (),
            ground=ground,
            investigations=investigations,
            own=OwnFigures(coefficients, calibration),
            rules=rules,
            watcher=progress,
        )
    counts = {table: len(rows) for table, rows in found.tables.items()}
    heading = "sync_tried" if dry_run else "added"
    systems = ", ".join(done.synced)
    shown = [
        problem_table(found.problems, language),
        say(heading, language, path=into, system=systems),
        f"  {counts_text(counts, language)}",
        *in_step_shown(done.synced.values(), language, only_changes=True),
    ]
    problems = (*found.problems, *done.notes)
    record = {"into": into, "rows": counts, "dry_run": dry_run}
    record |= in_step_record(done) | problem_list(problems)
    return Answer(record, shown, problems=done.notes, exit_code=exit_code(done))
