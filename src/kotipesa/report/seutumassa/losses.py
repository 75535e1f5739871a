# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold what SeutuMASSA's rows cannot say of a region: by column, with the ids it is true of."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Flags, Texts
from kotipesa.errors import Problem, problem

NAMED_IDS = 10
"""So many ids stand in a message; the answer to programs has them all."""


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing that is lost or changed.

    code: of its note; ids: the rows it is true of, () for a table as a whole; count: how many.
    """

    code: str
    table: str
    column: str
    ids: tuple[str, ...]
    count: int

    def note(self) -> Problem:
        """Say it in a sentence that names the first ids."""
        named = ", ".join(self.ids[:NAMED_IDS])
        ids = f"{named} …" if len(self.ids) > NAMED_IDS else named
        column = f"{self.table}.{self.column}" if self.column else self.table
        return problem(self.code, column=column, count=self.count, ids=ids)


def losses_where(code: str, table: str, column: str, ids: Texts, wrong: Flags) -> list[Loss]:
    """Make a loss of the ids it is true of; none when it is true of nothing."""
    found = tuple(ids[np.flatnonzero(wrong)].tolist())
    return [Loss(code, table, column, found, len(found))] if found else []


def loss_records(losses: Sequence[Loss]) -> list[dict[str, object]]:
    """Give the losses to programs, with every id."""
    return [
        {
            "code": loss.code,
            "table": loss.table,
            "column": loss.column,
            "count": loss.count,
            "ids": list(loss.ids),
        }
        for loss in losses
    ]
