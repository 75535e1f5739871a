# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Bring a region in step with the files of a system, again and again."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from kotipesa.cli.answer import Answer
from kotipesa.cli.asked import language_of
from kotipesa.cli.in_step import exit_code, in_step_record, in_step_shown
from kotipesa.cli.texts import say
from kotipesa.errors import UsageError, Where, problem
from kotipesa.region.arriving.formats import Asked
from kotipesa.register.sync import TAKES, Rules
from kotipesa.workflow.keeping_in_step import sync_into


def run(  # noqa: PLR0913 - every one is a word of the command line
    ctx: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...")],
    *,
    system: Annotated[str, typer.Option(metavar="NAME")],
    into: Annotated[Path, typer.Option(metavar="REGION")],
    mapping: Annotated[Path | None, typer.Option(metavar="M.toml")] = None,
    take: Annotated[str, typer.Option(metavar="theirs|ours")] = "",
    force: Annotated[bool, typer.Option("--force")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run")] = False,
    as_of: Annotated[str, typer.Option(metavar="DATE")] = "",
) -> Answer:
    """Merge what changed there with what changed here; conflicts are shown, not guessed."""
    language = language_of(ctx)
    rules = Rules(take=taken(take), force=force, dry_run=dry_run, as_of=_day(as_of))
    done = sync_into(files, into, system, rules=rules, asked=Asked(mapping=mapping))
    heading = "sync_tried" if dry_run else "sync_done"
    shown = [
        say(heading, language, path=into, system=system),
        *in_step_shown(done.synced.values(), language),
    ]
    record = {"into": into, "system": system, "dry_run": dry_run} | in_step_record(done)
    return Answer(record, shown, problems=done.notes, exit_code=exit_code(done))


def taken(text: str) -> str:
    """Read the option ``--take``; raises UsageError for another word."""
    if text and text not in TAKES:
        raise UsageError([problem("take_unknown", Where(column="--take", value=text))])
    return text


def _day(text: str) -> str:
    try:
        is_day = not text or date.fromisoformat(text).isoformat() == text
    except ValueError:
        is_day = False
    if not is_day:
        raise UsageError([problem("bad_day", Where(column="--as-of", value=text))])
    return text
