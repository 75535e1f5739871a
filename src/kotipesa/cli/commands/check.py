# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Check a region: every problem with its file, row, column, value, reason and cure."""

from pathlib import Path
from typing import Annotated, Any

import typer

from kotipesa.cli.answer import Answer, problem_list
from kotipesa.cli.asked import language_of
from kotipesa.cli.look import contents, counts_text
from kotipesa.cli.problem_table import problem_table
from kotipesa.cli.texts import say
from kotipesa.errors import InputError
from kotipesa.workflow.balancing import check_region


def run(ctx: typer.Context, region: Annotated[Path, typer.Argument(metavar="REGION")]) -> Answer:
    """List every problem of a region; the exit code is 1 when one of them is an error."""
    language = language_of(ctx)
    found, problems = check_region(region)
    listed = problem_list(problems)
    held = contents(found) if found else None
    shown: list[Any] = [problem_table(problems, language)] if problems else []
    if listed["errors"]:
        return Answer({**listed, "region": held}, shown, exit_code=InputError.exit_code)
    if held:
        shown += [say("region_fine", language), f"  {counts_text(held, language)}"]
    return Answer({**listed, "region": held}, shown)
