# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write each municipality in one way throughout a region, whoever wrote it how."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np

from kotipesa.sources import Batch
from kotipesa.vocab import find_municipality

COLUMNS = {
    "lots": "municipality",
    "projects": "municipality",
    "sites": "municipality",
    "facilities": "accepts_origin",
}


def one_spelling(names: Iterable[str]) -> dict[str, str]:
    """Map each spelling to the region's one: the only one used, else the municipality's code.

    Names nobody knows stay as they are.
    """
    spellings: dict[str, set[str]] = {}
    for name in names:
        if municipality := find_municipality(name):
            spellings.setdefault(municipality.code, set()).add(name)
    return {
        name: name if len(written) == 1 else code
        for code, written in spellings.items()
        for name in written
    }


def respell_municipalities(batches: Mapping[str, Batch]) -> None:
    """Bring every municipality of a region to one spelling; note those nobody knows."""
    written = {table: batches[table].values[column] for table, column in COLUMNS.items()}
    spelling = one_spelling(
        name for coded in written.values() for cell in coded.found for name in _names(cell)
    )
    for table, column in COLUMNS.items():
        batch, cells = batches[table], written[table]
        for which, cell in enumerate(cells.found):
            rows = np.flatnonzero(cells.place == which)
            for name in _names(cell):
                if name not in spelling and len(rows):
                    batch.remark(int(rows[0]), "unknown_municipality", column, name=name)
        batch.values[column] = cells.each(_respelling(spelling))


def _names(cell: str | tuple[str, ...]) -> tuple[str, ...]:
    return cell if isinstance(cell, tuple) else (cell,) if cell else ()


def _respelling(spelling: Mapping[str, str]) -> Callable[[Any], Any]:
    def respell(cell: str | tuple[str, ...]) -> str | tuple[str, ...]:
        if isinstance(cell, tuple):
            return tuple(dict.fromkeys(spelling.get(name, name) for name in cell))
        return spelling.get(cell, cell)

    return respell
