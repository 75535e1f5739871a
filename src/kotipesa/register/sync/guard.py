# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Refuse exports that went wrong: empty, half, filtered, renumbered, or of somebody else."""

import numpy as np

from kotipesa.arrays import Texts
from kotipesa.errors import Problem, problem
from kotipesa.register.records import Records
from kotipesa.register.sync.comparing import Compared
from kotipesa.register.sync.sheet import EMPTY
from kotipesa.register.sync.standing import Sheets, Telling

MOST_LOST = 0.20
"""The share of a system's rows that may go at once; more is refused unless forced."""
_ANOTHER_CELLS = 3
_NAMED = 5


def losses(compared: Compared) -> list[Problem]:
    """Refuse to lose more than MOST_LOST of the rows that were there last time.

    A row is lost when it is not told, or when it has become another: more than half of its filled
    cells, three at least, say something else than last time, as when rows are numbered anew.
    """
    was, told = compared.was_there, compared.there.has
    is_another = (compared.became * 2 > compared.filled) & (compared.became >= _ANOTHER_CELLS)
    lost = was & (~told | is_another)
    if lost.sum() <= MOST_LOST * was.sum():
        return []
    return [
        problem(
            "sync_loses_rows",
            table=compared.table,
            known=was.sum(),
            missing=(was & ~told).sum(),
            others=(was & told & is_another).sum(),
            names=named(compared.key[lost]),
        )
    ]


def older(mine: Records, system: str, as_of: str) -> list[Problem]:
    """Refuse what is of an earlier day than what was seen already."""
    newest = max(mine.seen, default="")
    if not as_of or as_of >= newest:
        return []
    return [problem("sync_older", system=system, as_of=as_of, seen=newest)]


def left_out(mine: Records, last: Sheets, telling: Telling) -> list[Problem]:
    """Note tables and filled columns that the system told last time and does not tell now."""
    notes = []
    for table in sorted(set(mine.table)):
        if table not in telling.told:
            notes.append(problem("sync_table_left_out", table=table, system=telling.system))
            continue
        names = {name for row in telling.told[table] for name in row}
        for name, cells in last.get(table, EMPTY).columns.items():
            if names and name not in names and any(cells):
                where = {"table": table, "column": name, "system": telling.system}
                notes.append(problem("sync_column_left_out", **where))
    return notes


def named(ids: Texts) -> str:
    """Name some ids, and say when there are more."""
    more = ", …" if len(ids) > _NAMED else ""
    return ", ".join(np.sort(ids)[:_NAMED]) + more
