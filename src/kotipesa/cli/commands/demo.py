# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write the shipped imaginary region and plan it."""

from pathlib import Path
from typing import Annotated

import typer

from kotipesa.cli.answer import Answer
from kotipesa.cli.asked import language_of
from kotipesa.cli.commands.plan import plan_record, plan_shown
from kotipesa.cli.look import contents, counts_text
from kotipesa.cli.progress import watching
from kotipesa.cli.texts import say
from kotipesa.testing import write_demo
from kotipesa.workflow.planning import plan_region


def run(
    ctx: typer.Context, directory: Annotated[Path, typer.Argument(metavar="DIR")] = Path("demo")
) -> Answer:
    """Write the imaginary region into DIR and its plan into DIR/plan."""
    language = language_of(ctx)
    out = directory / "plan"
    with watching(language) as progress:
        progress.stage("demo")
        write_demo(directory)
        plan = plan_region(directory, out, language=language, watcher=progress)
    held = contents(plan.region)
    shown = [
        say("demo_region", language, path=directory),
        f"  {counts_text(held, language)}",
        "",
        *plan_shown(plan, out, language),
    ]
    record = {"region": directory, "contents": held, "directory": out, "plan": plan_record(out)}
    return Answer(record, shown)
