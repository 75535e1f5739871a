# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Compare this year's list of projects with last year's."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from rich.console import RenderableType

from kotipesa.cli.answer import Answer, problem_list
from kotipesa.cli.asked import language_of
from kotipesa.cli.look import number, table
from kotipesa.cli.texts import say
from kotipesa.errors import Language
from kotipesa.register.same import words
from kotipesa.register.years import OUTCOMES, YearChanges, change_rows, write_changes_csv
from kotipesa.report.whole_file import whole_file
from kotipesa.workflow.recognising import compare_lists

SHOWN = 20
_FIGURES = {"budget": "budget_keur", "area": "area_m2", "have": "have_t", "need": "need_t"}


def run(
    ctx: typer.Context,
    old: Annotated[Path, typer.Argument(metavar="OLD")],
    new: Annotated[Path, typer.Argument(metavar="NEW")],
    districts: Annotated[list[Path] | None, typer.Option(metavar="POLYGONS...")] = None,
    csv: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
) -> Answer:
    """Show what is new, vanished, changed or only perhaps the same; the unchanged are counted."""
    language = language_of(ctx)
    found, notes = compare_lists(old, new, districts=districts or ())
    counts = {outcome: int(np.count_nonzero(found.outcome == outcome)) for outcome in OUTCOMES}
    record = {"counts": counts, "rows": change_rows(found), **problem_list(notes)}
    shown = [_counts_text(counts, language)]
    if csv:
        with whole_file(csv) as unfinished:
            write_changes_csv(found, unfinished, language)
        return Answer(record, [say("written", language, path=csv), *shown], problems=notes)
    return Answer(record, [*shown, *_tables(found, counts, language)], problems=notes)


def _counts_text(counts: dict[str, int], language: Language) -> str:
    words_of = (
        f"{say(f'years_{outcome}', language)} {number(count, language)}"
        for outcome, count in counts.items()
    )
    return " · ".join(words_of)


def _tables(
    found: YearChanges, counts: dict[str, int], language: Language
) -> Iterator[RenderableType]:
    """Show the first rows of each outcome but the unchanged."""
    heads = [say(key, language) for key in ("years_project", "years_rows", "years_why")]
    for outcome in OUTCOMES[:-1]:
        rows = np.flatnonzero(found.outcome == outcome)
        if not len(rows):
            continue
        texts = [_row(found, int(row), language) for row in rows[:SHOWN]]
        yield ""
        yield table(heads, texts, numbers=(), title=say(f"years_{outcome}", language))
        if (more := counts[outcome] - SHOWN) > 0:
            yield say("and_more", language, count=number(more, language))


def _row(found: YearChanges, row: int, language: Language) -> list[str]:
    """Give name, the rows in both files, what changed, and what the match rests on."""
    lines = (found.old_line[row], found.new_line[row])
    where = " → ".join(str(line) if line else "-" for line in lines)
    reasons = [words(reason, language) for reason in found.reasons[row]]
    said = [_change(found, row, change, language) for change in found.changes[row]]
    name = str(found.new_name[row] or found.old_name[row])
    is_sure = found.by[row] in ("id", "name")
    return [name, where, "; ".join(said if is_sure else [*said, *reasons])]


def _change(found: YearChanges, row: int, change: str, language: Language) -> str:
    key = f"years_change_{change}"
    if change == "moved":
        start, end = found.start_moved_months[row], found.end_moved_months[row]
        return say(key, language, start=f"{start:+.0f}", end=f"{end:+.0f}")
    if change == "moved_place" and not np.isnan(found.moved_m[row]):
        metres = number(float(found.moved_m[row]), language, 0)
        return say("years_change_moved_m", language, metres=metres)
    return say(key, language, **_both_sides(found, row, change, language))


def _both_sides(found: YearChanges, row: int, change: str, language: Language) -> dict[str, str]:
    if change in _FIGURES:
        sides: dict[str, Any] = {
            side: getattr(found, f"{side}_{_FIGURES[change]}")[row] for side in ("old", "new")
        }
        return {side: number(float(value), language, 0) for side, value in sides.items()}
    column = "name" if change == "renamed" else "place"
    return {side: str(getattr(found, f"{side}_{column}")[row]) for side in ("old", "new")}
