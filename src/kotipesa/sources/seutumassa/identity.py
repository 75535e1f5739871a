# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Give each mass row of a site an id that stays when rows are added, moved or sorted.

SeutuMASSA exports no row id. A row is known by its site, state, kind, fitness and contamination;
rows alike in all of these are numbered in the order of their months, then of their amounts, so a
row put before another of the same kind and grade takes its number. What changes often, months and
amounts, is no part of the id of a row that is alone of its kind.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotipesa.arrays import Flags, Texts, texts
from kotipesa.sources.distinct import distinct

_SAYS_NOTHING = ("", "unknown")


def row_ids(key: Sequence[Texts], order: Sequence[NDArray[Any]]) -> tuple[Texts, Flags]:
    """Join key columns and a number into ids; also tell the rows only the number tells apart.

    key: columns whose empty and unknown cells fall out; order: columns that decide the number.
    """
    named = ["-".join(c for c in row if c not in _SAYS_NOTHING) for row in zip(*key, strict=True)]
    _, group = distinct(named)
    ranks = [np.unique(column, return_inverse=True)[1] for column in order]
    sorted_rows = np.lexsort((*reversed(ranks), group))
    sizes = np.bincount(group) if len(group) else np.zeros(0, dtype=np.int64)
    starts = np.cumsum(sizes) - sizes
    number = np.empty(len(named), dtype=np.int64)
    number[sorted_rows] = np.arange(len(named)) - starts[group[sorted_rows]] + 1
    ids = texts([f"{name}-{one}" for name, one in zip(named, number, strict=True)])
    return ids, sizes[group] > 1
