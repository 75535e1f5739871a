# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Check that ids are unique and that what a table refers to exists."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from kotipesa.arrays import Flags, Indices, Texts, Tuples
from kotipesa.sources import Batch, coded, distinct, nearest
from kotipesa.sources.batch import SAME_AT_MOST
from kotipesa.sources.coded import rows_of_each

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
    place = _place_of_key(batch, keys)
    _, first = np.unique(place, return_index=True)
    is_given = np.all([batch.is_given[key] for key in keys], axis=0)
    is_first = np.zeros(len(batch), dtype=np.bool_)
    is_first[first] = True
    code = "duplicate_id" if len(keys) == 1 else "duplicate_pair"
    again = np.flatnonzero(~is_first & is_given)
    columns = [batch[key] for key in keys]
    for row in again[:SAME_AT_MOST]:
        line = int(batch.raw.lines[first[place[row]]])
        name = " → ".join(str(column[row]) for column in columns)
        batch.refuse(int(row), code, keys[0], id=name, first_row=line)
    if len(others := again[SAME_AT_MOST:]):
        batch.refuse(int(others[0]), "same_in_more_rows", keys[0], count=len(others))
        batch.is_good[others] = False


def resolve(batch: Batch, column: str, known: Known, only: Flags | None = None) -> Indices:
    """Turn a column of ids into rows, NO_ROW for empty cells; refuse what does not exist.

    only: the rows that are looked at; the others count as empty.
    """
    ids = batch.values[column]
    if only is not None:
        ids = coded(np.where(only, ids.spread(), ""))
    rows = np.array([known.row(text) if text else NO_ROW for text in ids.found], dtype=np.int32)
    lost = [int(which) for which in np.flatnonzero(rows == NO_ROW) if ids.found[which]]
    for which, where in zip(lost, rows_of_each(ids.place, lost), strict=True):
        _refuse_reference(batch, column, known, ids.found[which], where)
    return rows[ids.place] if len(rows) else ids.place


def resolve_lists(batch: Batch, column: str, known: Known) -> Tuples:
    """Turn a column of lists of ids into lists of rows; refuse what does not exist."""
    cells = batch.values[column]
    for which, names in enumerate(cells.found):
        for name in names:
            if known.row(name) == NO_ROW:
                rows = np.flatnonzero(cells.place == which)
                _refuse_reference(batch, column, known, name, rows)
    return cells.each(lambda names: tuple(dict.fromkeys(map(known.row, names)))).spread()


def _refuse_reference(batch: Batch, column: str, known: Known, name: str, rows: Indices) -> None:
    """Say that an id does not exist; when its own row is bad, once for all who refer to it."""
    if name in known.broken:
        first, *others = rows
        batch.is_good[others] = False
        batch.refuse(
            int(first), "refers_to_bad_row", column, table=known.table, id=name, count=len(rows)
        )
        return
    code = "unknown_material" if known.table == "materials" else "unknown_reference"
    close = nearest(name, known.rows)
    batch.refuse_rows(rows, code, column, table=known.table, id=name, nearest=close)


def _place_of_key(batch: Batch, keys: Sequence[str]) -> Indices:
    """Give rows with equal keys equal numbers."""
    first = batch.values[keys[0]]
    if len(keys) == 1 and len(set(first.found)) == len(first.found):
        return first.place
    place: Indices = np.zeros(len(batch), dtype=np.int64)
    for key in keys:
        values = batch.values[key]
        found, merged = distinct(list(values.found))
        place = place * max(len(found), 1) + merged[values.place]
    return np.unique(place, return_inverse=True)[1]


def written_ids(*columns: Texts) -> tuple[str, ...]:
    """List every id the columns name, in alphabetical order."""
    return tuple(sorted({text for column in columns for text in column if text}))
