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
from kotipesa.report.seutumassa import loss_records
from kotipesa.workflow.departures import export_region


def run(
    ctx: typer.Context,
    region: Annotated[Path, typer.Argument(metavar="REGION")],
    to: Annotated[Path, typer.Option(metavar="FILE")],
    with_contacts: Annotated[bool, typer.Option("--with-contacts")] = False,
) -> Answer:
    """Write lots and all that belongs to them; the ending of the name chooses the format."""
    language = language_of(ctx)
    found = export_region(region, to, with_contacts=with_contacts, language=language)
    held = contents(found.region)
    shown = [say("written", language, path=to), f"  {counts_text(held, language)}"]
    record = {"to": to, "region": held, "not_held": loss_records(found.losses)}
    return Answer(record, shown, problems=found.notes)
