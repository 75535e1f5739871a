# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Give the columns of a list by the names its profile has for them."""

from dataclasses import dataclass, replace

import numpy as np

from kotipesa.arrays import Flags, Numbers, Texts, texts
from kotipesa.errors import Problem, problem
from kotipesa.sources.cells import clean_text, read_number
from kotipesa.sources.programme.profile import Profile
from kotipesa.sources.raw import RawTable


@dataclass(frozen=True, eq=False, slots=True)
class ListCells:
    """A list as it was found, with its profile and the problems met so far (the list grows)."""

    raw: RawTable
    profile: Profile
    notes: list[Problem]

    def only(self, rows: Flags) -> "ListCells":
        """Keep some rows; the notes stay shared."""
        return replace(self, raw=self.raw.only(rows))

    def column(self, header: str) -> Texts:
        """Give a column by its header; empty texts where the list lacks it."""
        if header not in self.raw.header:
            return texts([""] * len(self.raw))
        column: Texts = self.raw.columns[self.raw.header.index(header)].each(clean_text).spread()
        return column

    def text(self, field: str) -> Texts:
        """Give the column the profile has for a field."""
        return self.column(self.profile.columns.get(field, ""))

    def number(self, field: str) -> Numbers:
        """Give a column of numbers; empty and zero cells are nan, unclear ones too, with a note."""
        cells = self.text(field)
        values = np.full(len(cells), np.nan)
        for row in np.flatnonzero(cells != ""):
            value = read_number(cells[row])
            if value is None or value < 0:
                self.note("programme_cell_unclear", int(row), self.profile.columns[field])
            elif value > 0:
                values[row] = value
        return values

    def note(self, code: str, row: int, column: str, **params: object) -> None:
        """Keep what is odd in one cell."""
        value = self.column(column)[row]
        self.notes.append(problem(code, self.raw.where(row, column, value), **params))
