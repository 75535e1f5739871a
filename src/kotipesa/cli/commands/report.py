# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write the report of a plan anew, in another language."""

from pathlib import Path
from typing import Annotated

import typer

from kotipesa.cli.answer import Answer
from kotipesa.cli.asked import language_of
from kotipesa.cli.look import FILES_FOR_PEOPLE, files_text
from kotipesa.report import summary_text
from kotipesa.workflow.reporting import report_again


def run(ctx: typer.Context, directory: Annotated[Path, typer.Argument(metavar="DIR")]) -> Answer:
    """Write report.html and plan.xlsx of a plan in the language asked for."""
    language = language_of(ctx)
    facts = report_again(directory, language)
    shown = [summary_text(facts, language), files_text(directory, language)]
    files = [directory / name for name in FILES_FOR_PEOPLE]
    return Answer({"directory": directory, "language": language, "files": files}, shown)
