# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show problems as a list: file by file, each with its place, what is wrong, and its cure."""

from collections.abc import Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kotipesa.cli.texts import say
from kotipesa.errors import Language, Problem, Where, cure, message, severity, tamed

_STYLES = {"error": "bold red", "note": "yellow"}


def problem_table(problems: Sequence[Problem], language: Language) -> RenderableType:
    """Show every problem under its file, and how many there are."""
    by_file = groupby(problems, key=_file)
    parts = [part for place, found in by_file for part in _of_one_file(place, [*found], language)]
    return Group(*parts, _count_of(problems, language))


def brief_notes(problems: Sequence[Problem], language: Language) -> RenderableType:
    """Show notes in a line each, without cures, as the work was done; many alike in one line."""
    lines = []
    for _, alike in groupby(sorted(problems, key=_code), key=_code):
        first, *others = alike
        lines.append(Text(_in_a_line(first, language)))
        if len(others) == 1:
            lines.append(Text(_in_a_line(others[0], language)))
        elif others:
            lines.append(Text(say("more_of_the_kind", language, count=len(others))))
    return Text("\n").join(lines)


def _in_a_line(found: Problem, language: Language) -> str:
    where = ", ".join(filter(None, (*_file(found), _place(found.where, language))))
    said = [say(severity(found), language), where, message(found, language)]
    return ": ".join(filter(None, said))


def _code(found: Problem) -> str:
    return found.code


def _count_of(problems: Sequence[Problem], language: Language) -> Text:
    """Say how many errors and notes there are."""
    kinds = [severity(found) for found in problems]
    words = [
        Text(_counted(kind, kinds.count(kind), language), _STYLES[kind])
        for kind in _STYLES
        if kind in kinds
    ]
    return Text(", ").join(words)


def _counted(kind: str, count: int, language: Language) -> str:
    return say(f"{kind}_one" if count == 1 else f"{kind}_many", language, count=count)


def _of_one_file(
    place: tuple[str, str], problems: Sequence[Problem], language: Language
) -> list[RenderableType]:
    title = ", ".join(filter(None, place))
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold", max_width=48)
    table.add_column(overflow="fold", ratio=1)
    cures = [cure(found, language) for found in problems]
    for found, said_before, way_out in zip(problems, ["", *cures], cures, strict=False):
        words = Text(message(found, language))
        if way_out != said_before:
            words.append(f"\n→ {way_out}", "dim")
        kind = severity(found)
        table.add_row(
            Text(say(kind, language), _STYLES[kind]), _place(found.where, language), words
        )
    indented = Padding(table, (0, 0, 0, 2 if title else 0))
    return [Text(title, "bold"), indented] if title else [indented]


def _file(found: Problem) -> tuple[str, str]:
    return tamed(found.where.file), tamed(found.where.sheet)


def _place(where: Where, language: Language) -> str:
    row = say("row", language, row=where.row) if where.row else ""
    column = tamed(where.column)
    cell = f"{column} = {where.value!r}" if column and where.value else column
    value = repr(where.value) if where.value and not where.column else ""
    return ", ".join(filter(None, (row, cell, value)))
