# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold loads in columns: what was hauled, as the files say it."""

from dataclasses import dataclass

from kotipesa.arrays import Flags, Indices, Numbers, Texts
from kotipesa.errors import Where


@dataclass(frozen=True, eq=False, slots=True)
class Loads:
    """Rows of loads; plates and drivers are not among the columns.

    date: ``YYYY-MM-DD``, or ``YYYY-MM`` for the sum of a month; month: its number.
    from_kind, to_kind: '' unless the file says; from_place, to_place: ids or names as written.
    material: as written, '' when not told. tonnes: whole grams, as 6 decimals; low_t, high_t: its
    interval; is_measured: weighed, not estimated. count: loads in the row.
    holder, carrier, receiver, waste_code, treatment: of the transfer document; never written out.
    file, line: where the row stands; from_column, to_column: what its places are called there.
    """

    id: Texts
    date: Texts
    month: Indices
    from_kind: Texts
    from_place: Texts
    to_kind: Texts
    to_place: Texts
    material: Texts
    tonnes: Numbers
    low_t: Numbers
    high_t: Numbers
    is_measured: Flags
    count: Indices
    document: Texts
    holder: Texts
    carrier: Texts
    receiver: Texts
    waste_code: Texts
    treatment: Texts
    file: Texts
    sheet: Texts
    line: Indices
    from_column: Texts
    to_column: Texts

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.id)

    def where(self, row: int, column: str = "", value: str = "") -> Where:
        """Name the place of a row in its file."""
        return Where(self.file[row], self.sheet[row], int(self.line[row]), column, value)
