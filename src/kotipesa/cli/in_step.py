# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show what became of rows that a system told: counts first, then row by row."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from rich.console import RenderableType

from kotipesa.cli.answer import problem_list
from kotipesa.cli.look import number, table
from kotipesa.cli.texts import say
from kotipesa.errors import InputError, Language, severity
from kotipesa.register.sync import OUTCOMES, Changes, Synced
from kotipesa.workflow.keeping_in_step import InStep

SHOWN = 40
_COLUMNS = ("row", "outcome", "column", "last", "here", "there", "stands")


def exit_code(done: InStep) -> int:
    """Give 1 when a conflict is open or a dry run would be refused."""
    is_wrong = any(severity(found) == "error" for found in done.notes)
    return InputError.exit_code if is_wrong else 0


def in_step_record(done: InStep) -> dict[str, Any]:
    """Give the counts by table and outcome, and every row that is not as it was."""
    changes = [one for synced in done.synced.values() for one in synced.changes]
    counts: dict[str, dict[str, int]] = {}
    for one in changes:
        of_table = counts.setdefault(one.table, {})
        for outcome, count in one.counts.items():
            of_table[outcome] = of_table.get(outcome, 0) + count
    rows = [row for one in changes for row in _row_records(one)]
    return {"counts": counts, "changes": rows, **problem_list(done.notes)}


def in_step_shown(
    synced: Iterable[Synced], language: Language, *, only_changes: bool = False
) -> list[RenderableType]:
    """Show a table of counts, and a table of rows for each table of the region.

    only_changes: nothing when all rows are new, as at the first time.
    """
    changes = [one for done in synced for one in done.changes]
    if only_changes and all(one.counts.keys() <= {"new"} for one in changes):
        return []
    outcomes = [name for name in OUTCOMES if any(name in one.counts for one in changes)]
    heads = ["", *(say(one.table, language) for one in changes)]
    lines = [
        [say(f"outcome_{name}", language), *(_count(one, name, language) for one in changes)]
        for name in outcomes
    ]
    counts = table(heads, lines, numbers=range(1, len(heads)))
    shown = [part for one in changes for part in _rows_shown(one, language)]
    return [counts, *shown]


def _count(changes: Changes, outcome: str, language: Language) -> str:
    return number(changes.counts[outcome], language) if outcome in changes.counts else ""


def _rows_shown(changes: Changes, language: Language) -> list[RenderableType]:
    first = range(min(SHOWN, len(changes.id)))
    lines = [line for row in first for line in _lines(changes, row, language)]
    if not lines:
        return []
    heads = [say(f"in_step_{name}", language) for name in _COLUMNS]
    made = table(heads, lines, numbers=(), title=say(changes.table, language))
    more = len(changes.id) - SHOWN
    tail = [say("and_more", language, count=number(more, language))] if more > 0 else []
    return ["", made, *tail]


def _lines(changes: Changes, row: int, language: Language) -> Iterator[Sequence[str]]:
    """Give a line for each cell that differs, or one for a row as a whole."""
    said = say(f"outcome_{changes.outcome[row]}", language)
    if reason := changes.reason[row]:
        said = f"{said}: {say(f'in_step_because_{reason}', language)}"
    name = changes.id[row]
    if changes.system_id[row] != name:
        name = f"{name} ({changes.system_id[row]})"
    cells = changes.cells
    at = np.flatnonzero(cells.row == row)
    if not len(at):
        yield name, said, "", "", "", "", ""
    for place, cell in enumerate(at):
        values = (cells.column[cell], cells.last[cell], cells.here[cell], cells.there[cell])
        stands = say(f"in_step_{cells.winner[cell]}", language)
        yield (name, said, *values, stands) if place == 0 else ("", "", *values, stands)


def _row_records(changes: Changes) -> list[dict[str, Any]]:
    cells = changes.cells
    of_row: list[list[dict[str, str]]] = [[] for _ in changes.id]
    columns = (cells.row, cells.column, cells.last, cells.here, cells.there, cells.winner)
    for row, column, last, here, there, winner in zip(*columns, strict=True):
        values = {"column": column, "last": last, "here": here, "there": there}
        of_row[row].append({**values, "stands": winner})
    rows = zip(changes.id, changes.system_id, changes.outcome, changes.reason, of_row, strict=True)
    names = ("id", "system_id", "outcome", "reason", "columns")
    return [{"table": changes.table, **dict(zip(names, row, strict=True))} for row in rows]
