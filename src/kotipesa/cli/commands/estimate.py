# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Estimate the masses of coming projects from lists, and add them to a region folder."""

from pathlib import Path
from typing import Annotated

import typer

from kotipesa.cli.answer import Answer, problem_list
from kotipesa.cli.asked import language_of
from kotipesa.cli.look import counts_text
from kotipesa.cli.problem_table import problem_table
from kotipesa.cli.progress import watching
from kotipesa.cli.texts import say
from kotipesa.workflow import estimate_into


def run(
    ctx: typer.Context,
    programmes: Annotated[list[Path], typer.Argument(metavar="PROGRAMME...")],
    into: Annotated[Path, typer.Option(metavar="REGION")],
    districts: Annotated[list[Path] | None, typer.Option(metavar="POLYGONS...")] = None,
    ground: Annotated[Path | None, typer.Option(metavar="CSV")] = None,
    coefficients: Annotated[Path | None, typer.Option(metavar="FOLDER")] = None,
) -> Answer:
    """Add low, mid and high estimates as lots, and list every row that could not be estimated."""
    language = language_of(ctx)
    with watching(language) as progress:
        found = estimate_into(
            programmes,
            into,
            districts=districts or (),
            ground=ground,
            coefficients=coefficients,
            watcher=progress,
        )
    counts = {table: len(rows) for table, rows in found.tables.items()}
    shown = [
        problem_table(found.problems, language),
        say("added", language, path=into),
        f"  {counts_text(counts, language)}",
    ]
    return Answer({"into": into, "rows": counts, **problem_list(found.problems)}, shown)
