# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Check that ids are unique and that what a table refers to exists."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from kotipesa.arrays import Flags, Indices, Texts, Tuples
from kotipesa.sources import Batch, column_of, distinct, nearest

NO_ROW = -1


@dataclass(frozen=True, slots=True)
class Known:
    """What may be referred to.

    table: where it stands; rows: the row of each id; broken: ids whose own row has a problem;
    respell: finds the id that another spelling means, None when there is none.
    """

    table: str
    rows: Mapping[str, int]
    broken: frozenset[str] = frozenset()
    respell: Callable[[str], str | None] = field(default=lambda _: None)

    def row(self, text: str) -> int:
        """Give the row of an id, NO_ROW when there is none."""
        row = self.rows.get(text, NO_ROW)
        if row == NO_ROW and (other := self.respell(text)):
            row = self.rows.get(other, NO_ROW)
        return row


def known_ids(batch: Batch, column: str = "id") -> Known:
    """List the ids of the good rows, counted among the good ones, and those of the bad."""
    rows = {name: row for row, name in enumerate(batch.good(column))}
    broken = frozenset(batch[column]) - rows.keys() - {""}
    return Known(batch.raw.name, rows, broken)


def refuse_duplicates(batch: Batch, keys: Sequence[str]) -> None:
    """Refuse each row whose key was there before; the first one stays."""
    _, place = distinct(list(zip(*(batch[key] for key in keys), strict=True)))
    _, first = np.unique(place, return_index=True)
    is_given = np.all([batch.is_given[key] for key in keys], axis=0)
    is_first = np.zeros(len(batch), dtype=np.bool_)
    is_first[first] = True
    code = "duplicate_id" if len(keys) == 1 else "duplicate_pair"
    for row in np.flatnonzero(~is_first & is_given):
        line = int(batch.raw.lines[first[place[row]]])
        name = " → ".join(str(batch[key][row]) for key in keys)
        batch.refuse(int(row), code, keys[0], id=name, first_row=line)


def resolve(batch: Batch, column: str, known: Known, only: Flags | None = None) -> Indices:
    """Turn a column of ids into rows, NO_ROW for empty cells; refuse what does not exist.

    only: the rows that are looked at; the others count as empty.
    """
    ids = batch[column] if only is None else np.where(only, batch[column], "")
    found, place = distinct(ids)
    rows = np.array([known.row(text) if text else NO_ROW for text in found], dtype=np.int32)
    for which in np.flatnonzero(rows == NO_ROW):
        if found[which]:
            _refuse_reference(batch, column, known, found[which], place == which)
    return rows[place] if len(rows) else place


def resolve_lists(batch: Batch, column: str, known: Known) -> Tuples:
    """Turn a column of lists of ids into lists of rows; refuse what does not exist."""
    found, place = distinct(batch[column])
    for which, names in enumerate(found):
        for name in names:
            if known.row(name) == NO_ROW:
                _refuse_reference(batch, column, known, name, place == which)
    lists = [tuple(dict.fromkeys(known.row(name) for name in names)) for names in found]
    return column_of(lists, object)[place] if lists else column_of([], object)


def _refuse_reference(batch: Batch, column: str, known: Known, name: str, rows: Flags) -> None:
    """Say that an id does not exist; when its own row is bad, once for all who refer to it."""
    if name in known.broken:
        first, *others = np.flatnonzero(rows)
        batch.is_good[others] = False
        batch.refuse(
            int(first), "refers_to_bad_row", column, table=known.table, id=name, count=rows.sum()
        )
        return
    code = "unknown_material" if known.table == "materials" else "unknown_reference"
    close = nearest(name, known.rows)
    batch.refuse_where(rows, code, column, table=known.table, id=name, nearest=close)


def written_ids(*columns: Texts) -> tuple[str, ...]:
    """List every id the columns name, in alphabetical order."""
    return tuple(sorted({text for column in columns for text in column if text}))
