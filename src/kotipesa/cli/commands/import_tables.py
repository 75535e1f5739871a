# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Bring the rows of files into a region folder, all of them or none."""

from pathlib import Path
from typing import Annotated

import typer

from kotipesa.cli.answer import Answer, problem_list
from kotipesa.cli.asked import language_of
from kotipesa.cli.look import counts_text
from kotipesa.cli.texts import say
from kotipesa.region.arriving.formats import Asked
from kotipesa.workflow.arrivals import import_into


def run(
    ctx: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...")],
    into: Annotated[Path, typer.Option(metavar="REGION")],
    mapping: Annotated[Path | None, typer.Option(metavar="M.toml")] = None,
    layer: Annotated[str, typer.Option(metavar="NAME")] = "",
    encoding: Annotated[str, typer.Option(metavar="NAME")] = "",
    crs: Annotated[str, typer.Option(metavar="EPSG:N")] = "",
    with_contacts: Annotated[bool, typer.Option("--with-contacts")] = False,
) -> Answer:
    """Add the rows of tables to a region; a row with a known id takes the old one's place."""
    language = language_of(ctx)
    asked = Asked(layer, encoding, crs, mapping, with_contacts)
    arrivals = import_into(files, into, asked)
    counts = {table: len(rows) for table, rows in arrivals.rows.items()}
    shown = [say("added", language, path=into), f"  {counts_text(counts, language)}"]
    record = {"into": into, "rows": counts, **problem_list(arrivals.notes)}
    return Answer(record, shown, problems=arrivals.notes)
