# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write a region as one file for other programs."""

from pathlib import Path
from typing import Annotated

import typer

from kotipesa.cli.answer import Answer
from kotipesa.cli.asked import language_of
from kotipesa.cli.look import contents, counts_text
from kotipesa.cli.texts import say
from kotipesa.workflow import export_region


def run(
    ctx: typer.Context,
    region: Annotated[Path, typer.Argument(metavar="REGION")],
    to: Annotated[Path, typer.Option(metavar="FILE")],
) -> Answer:
    """Write lots and all that belongs to them; the ending of the name chooses the format."""
    language = language_of(ctx)
    found = export_region(region, to)
    held = contents(found)
    shown = [say("written", language, path=to), f"  {counts_text(held, language)}"]
    return Answer({"to": to, "region": held}, shown, problems=found.notes)
