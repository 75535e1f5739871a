# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Choose how a workbook speaks: in people's words, or in the region folder's own names."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from kotipesa.errors import Language
from kotipesa.region import titles
from kotipesa.region.schema import table_names
from kotipesa.region.template.spoken import choices, speaker
from kotipesa.region.template.words import say
from kotipesa.sources import Column

LAST_ROW, CELL_CHARS = 1_048_576, 32_767
"""The last row a sheet can have, and the most signs in a cell: Excel's limits."""


@dataclass(frozen=True, slots=True)
class Form:
    """How a workbook speaks.

    language: of its words and its help; is_plain: sheets, heads and codes are those of the region
    folder, with nothing above the heads, so that programs find them.
    """

    language: Language
    is_plain: bool = False

    @property
    def head_row(self) -> int:
        """Give the row of the heads; the marks stand above it."""
        return 1 if self.is_plain else 2

    @property
    def first_row(self) -> int:
        """Give the first row to fill in."""
        return self.head_row + 1

    def title(self, sheet: str) -> str:
        """Give the title of a sheet."""
        return sheet if self.is_plain else titles.title(sheet, self.language)

    def head(self, column: Column) -> str:
        """Give the head of a column."""
        return column.name if self.is_plain else column.label[self.language]

    def help(self, column: Column) -> str:
        """Say what a column holds; other tables are called as their sheets are."""
        text = column.help[self.language]
        for table in table_names():
            text = text.replace(f"{table}.csv", self.title(table))
        return text

    def word(self, key: str) -> str:
        """Give the head of a column of the settings."""
        return key if self.is_plain else say(key, self.language)

    def speaker(self, column: Column, materials: Collection[str]) -> Callable[[str], str]:
        """Give what turns a cell's codes into what the workbook writes; see ``spoken.speaker``."""
        return str if self.is_plain else speaker(column, self.language, materials)

    def choices(self, column: Column) -> tuple[str, ...]:
        """Give what a cell of a column may hold; () for a column without a list."""
        return choices(column, None if self.is_plain else self.language)
