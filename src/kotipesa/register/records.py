# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Know which outside systems know a row, under which id, and which of them is its keeper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kotipesa.arrays import Flags, Texts, take
from kotipesa.errors import InputError, raise_errors
from kotipesa.region.folder.read import RECORDS_FILE
from kotipesa.region.schema import RECORDS, column_names, region_schema
from kotipesa.sources import Batch, empty_batch, read_batch, read_delimited

KEPT_IN_STEP = ("sites", "projects", "facilities", "lots")
"""The tables whose rows systems know, those referred to before those that refer."""


@dataclass(frozen=True, eq=False, slots=True)
class Records:
    """One row for each table, id and system.

    system_id: the id there; keeper: whether that is the row's system of record; seen_sha256: the
    digest of what was last seen there, '' for what is not there, or never was seen; seen: the day
    told for it, '' for none.
    """

    table: Texts
    id: Texts
    system: Texts
    system_id: Texts
    keeper: Flags
    seen_sha256: Texts
    seen: Texts

    def __len__(self) -> int:
        """Count the records."""
        return len(self.id)

    def of(self, table: str) -> "Records":
        """Give those of one table."""
        return take(self, self.table == table)

    def by(self, system: str) -> "Records":
        """Give those of one system."""
        return take(self, self.system == system)

    def but(self, system: str) -> "Records":
        """Give those of all other systems."""
        return take(self, self.system != system)


def read_records(folder: Path) -> Records:
    """Read the records of a region folder; none where there is no file.

    Raises InputError with every problem: a row has one id in a system and one keeper at most.
    """
    file = folder / RECORDS_FILE
    columns = region_schema()[RECORDS]
    if not file.is_file():
        return _records(empty_batch(RECORDS, columns))
    raw, problems = read_delimited(file, RECORDS, column_names(RECORDS))
    if raw is None:
        raise InputError(problems)
    batch = read_batch(raw, columns)
    everyone = np.ones(len(batch), dtype=np.bool_)
    _refuse_second(batch, "record_twice", ["table", "id", "system"], everyone)
    _refuse_second(batch, "record_twice", ["table", "system", "system_id"], everyone)
    _refuse_second(batch, "two_keepers", ["table", "id"], batch["keeper"])
    raise_errors((*problems, *batch.problems))
    return _records(batch)


def record_rows(records: Records) -> list[Mapping[str, object]]:
    """Write the records as rows, in the order of table, id and system."""
    names = [column.name for column in region_schema()[RECORDS]]
    rows = zip(*(getattr(records, name) for name in names), strict=True)
    return [dict(zip(names, row, strict=True)) for row in sorted(rows)]


def _records(batch: Batch) -> Records:
    return Records(**{column.name: batch.good(column.name) for column in region_schema()[RECORDS]})


def _refuse_second(batch: Batch, code: str, columns: Sequence[str], among: Flags) -> None:
    """Refuse each row that says of the same thing what only one row may say."""
    keys = list(zip(*(batch[name] for name in columns), strict=True))
    ids, first = batch["id"], dict[tuple[str, ...], int]()
    for row in np.flatnonzero(among & batch.is_good):
        line = int(batch.raw.lines[row])
        before = first.setdefault(keys[row], line)
        if before != line:
            batch.refuse(int(row), code, "id", id=ids[row], first_row=before)
