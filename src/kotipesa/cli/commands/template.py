# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write a workbook to fill in and bring back with import."""

from pathlib import Path
from typing import Annotated

import typer

from kotipesa.cli.answer import Answer
from kotipesa.cli.asked import language_of
from kotipesa.cli.look import contents, counts_text
from kotipesa.cli.texts import say
from kotipesa.workflow.departures import template_into


def run(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx")],
    of: Annotated[Path | None, typer.Option(metavar="REGION")] = None,
) -> Answer:
    """Write an Excel workbook whose sheets are the tables of a region, with help in every cell."""
    language = language_of(ctx)
    region = template_into(file, language, of)
    held = contents(region) if region else None
    shown = [say("written", language, path=file)]
    if held:
        shown.append(f"  {counts_text(held, language)}")
    problems = region.notes if region else ()
    return Answer({"file": file, "language": language, "region": held}, shown, problems=problems)
