# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Name the model's field behind each column of the region folder's tables.

The columns themselves (type, default, titles, help in three languages) stand in the engine's
``region/columns.csv``; here is only what they are called in the database.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

BY_CODE = "__code"
"""Behind the name of a relation: the column holds the id of the row it leads to."""


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a table's columns are stored: columns told apart, and those called the same."""

    table: str
    renamed: Mapping[str, str]
    same: tuple[str, ...]

    @property
    def fields(self) -> dict[str, str]:
        """Map every column to the field, or the path to the field, that holds it."""
        return {**self.renamed, **{name: name for name in self.same}}


def cell(value: Any) -> Any:
    """Write a stored value as the region folder has it: yes and no, lists by bars, no None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "|".join(value) if isinstance(value, list) else value
