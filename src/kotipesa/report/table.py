# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold a table as people read it: every cell is text already, in one language."""

from dataclasses import dataclass

from kotipesa.report.numbers import NBSP


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column; is_number columns are set to the right."""

    head: str
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table for people; the first cell of a row names the row, foot sums the columns up."""

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    foot: tuple[str, ...] = ()
    note: str = ""

    def __bool__(self) -> bool:
        """Tell whether there is anything to show."""
        return bool(self.rows)


def words(*heads: str) -> tuple[Column, ...]:
    """Make columns of text."""
    return tuple(Column(head) for head in heads)


def numbers(*heads: str) -> tuple[Column, ...]:
    """Make columns of numbers; a unit after a comma stays on the line of its word."""
    return tuple(Column(_unit_kept(head), is_number=True) for head in heads)


def _unit_kept(head: str) -> str:
    name, comma, unit = head.rpartition(", ")
    return f"{name},{NBSP}{unit}" if comma else head.replace(" CO₂", f"{NBSP}CO₂")
