# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write columns as rows of text."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotipesa.arrays import Texts, texts
from kotipesa.testing.draft import Row


def column_rows(**columns: NDArray[Any]) -> list[Row]:
    """Write columns of one length as rows; whole numbers get no decimals, nan is empty."""
    written = [_written(column) for column in columns.values()]
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*written, strict=True)]


def numbered(letter: str, count: int) -> Texts:
    """Give ids numbered from 1, all equally long: ``P001``."""
    width = len(str(count))
    return texts([f"{letter}{number:0{width}d}" for number in range(1, count + 1)])


def _written(column: NDArray[Any]) -> list[str]:
    if not np.issubdtype(column.dtype, np.number):
        return [str(cell) for cell in column.tolist()]
    return ["" if np.isnan(number) else format(number, ".12g") for number in column.tolist()]
