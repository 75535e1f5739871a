# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Rank who could take or give what one lot has or needs, without a plan."""

from pathlib import Path
from typing import Annotated

import typer

from kotipesa.cli.answer import Answer
from kotipesa.cli.asked import language_of
from kotipesa.cli.candidates import candidates_shown
from kotipesa.workflow.planning import match_lot


def run(
    ctx: typer.Context,
    region: Annotated[Path, typer.Argument(metavar="REGION")],
    lot: Annotated[str, typer.Argument(metavar="LOT")],
) -> Answer:
    """List the counterparts of a lot, the cheapest first; capacities are not looked at."""
    language = language_of(ctx)
    rows = match_lot(region, lot).rows()
    return Answer({"lot": lot, "rows": rows}, candidates_shown(rows, language))
