# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Propose which column of a file is which, as a mapping to be read and confirmed."""

from pathlib import Path
from typing import Annotated, Any

import typer

from kotipesa.cli.answer import Answer, problem_list
from kotipesa.cli.asked import language_of
from kotipesa.cli.look import table as laid_out
from kotipesa.cli.texts import say
from kotipesa.errors import UsageError, problem
from kotipesa.region.titles import title
from kotipesa.report.whole_file import whole_file
from kotipesa.sources.mapping import proposal_rows, proposal_text
from kotipesa.workflow.mappings import propose_for


def run(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    out: Annotated[Path, typer.Option(metavar="M.toml")],
    table: Annotated[str, typer.Option(metavar="NAME")] = "",
    sheet: Annotated[str, typer.Option(metavar="NAME")] = "",
    like: Annotated[Path | None, typer.Option(metavar="OLD.toml")] = None,
) -> Answer:
    """Write the proposal, every line with its reason and score, and show it as a table."""
    language = language_of(ctx)
    if out.exists():
        raise UsageError([problem("mapping_exists", path=out.name)])
    proposal, problems = propose_for(file, table=table, sheet=sheet, like=like)
    with whole_file(out) as unfinished:
        unfinished.write_text(proposal_text(proposal, language), encoding="utf-8")
    rows = list(proposal_rows(proposal, language))
    lines = [dict(zip(("place", "fed_by", "score", "why"), row, strict=True)) for row in rows]
    places = proposal.mapping.open_places()
    main = proposal.mapping.main
    record = {
        "mapping": out,
        "table": main,
        "lines": lines,
        "open": places,
        "unused": proposal.unmatched,
        **problem_list(problems),
    }
    heads = [say(f"mapping_{head}", language) for head in ("place", "fed_by", "score", "why")]
    shown: list[Any] = [
        say("mapping_table", language, table=main, title=title(main, language)),
        laid_out(heads, rows, numbers=(2,)),
        say("mapping_next", language, path=out, open=len(places)),
    ]
    if proposal.unmatched:
        shown.insert(-1, say("mapping_unused", language, columns=", ".join(proposal.unmatched)))
    return Answer(record, shown, problems=problems)
