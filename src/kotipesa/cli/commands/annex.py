# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write the balance of a region as an annex for a plan description or a board paper."""

from pathlib import Path
from typing import Annotated

import typer

from kotipesa.cli.answer import Answer, problem_list
from kotipesa.cli.asked import language_of
from kotipesa.cli.texts import say
from kotipesa.workflow.departures import annex_region


def run(
    ctx: typer.Context,
    region: Annotated[Path, typer.Argument(metavar="REGION")],
    to: Annotated[Path, typer.Option(metavar="FILE")],
    by: Annotated[str, typer.Option(metavar="KEYS")] = "material",
    area: Annotated[Path | None, typer.Option(metavar="POLYGONS")] = None,
    layer: Annotated[str, typer.Option(metavar="LAYER")] = "",
    name: Annotated[str, typer.Option(metavar="NAME")] = "",
    settings: Annotated[Path | None, typer.Option(metavar="S.toml")] = None,
) -> Answer:
    """Write the annex in the language asked for; the ending of the name chooses the format."""
    language = language_of(ctx)
    keys = [key.strip() for key in by.split(",") if key.strip()]
    made, notes = annex_region(
        region, to, language, by=keys, areas=area, layer=layer, name=name, settings=settings
    )
    record = {"to": to, "title": made.title, "language": language, **problem_list(notes)}
    return Answer(record, [say("written", language, path=to)], problems=notes)
