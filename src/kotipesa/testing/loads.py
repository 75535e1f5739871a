# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Invent the loads of a plan: most as planned, some late, some estimated, a few stray."""

import csv
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kotipesa.periods import month_text
from kotipesa.plan.files import read_table
from kotipesa.plan.tables import Moves
from kotipesa.testing.draft import Row

LATE, SHORT, BY_PHONE, UNPLANNED = 0.15, 0.1, 0.2, 0.02
"""Shares of moves that are hauled late, hauled in part, told by phone, and of stray loads."""

_LOAD_T = 17.5
_MOST_ROWS = 40
"""Loads of one move at most: a bigger one is told in sums of a day."""


def load_rows(moves: Moves, *, months: int, seed: int = 1) -> list[Row]:
    """Invent rows of loads.csv for the first months of a plan; a seed gives the same rows.

    Late moves come one to three months after their month, moves hauled in part stop half-way.
    """
    rng = np.random.default_rng(seed)
    first = int(moves.month.min()) if len(moves) else 0
    rows: list[Row] = []
    for move in np.flatnonzero(moves.month < first + months):
        rows += _of_move(moves, int(move), rng)
    for _ in range(round(UNPLANNED * len(rows))):
        rows.append(_stray(moves, first + int(rng.integers(months)), rng))
    rows.sort(key=lambda row: (row["date"], row["from"], row["to"], row["id"]))
    return [{**row, "id": f"K{number:05d}"} for number, row in enumerate(rows, 1)]


def write_loads(directory: Path, path: Path, *, months: int, seed: int = 1) -> list[Row]:
    """Invent the loads of the plan in a directory, and write them as CSV."""
    rows = load_rows(read_table(Moves, directory / "moves.csv"), months=months, seed=seed)
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        lines.writeheader()
        lines.writerows(rows)
    return rows


def _of_move(moves: Moves, move: int, rng: np.random.Generator) -> list[Row]:
    late = int(rng.integers(1, 4)) if rng.random() < LATE else 0
    tonnes = float(moves.tonnes[move]) * (0.5 if rng.random() < SHORT else rng.uniform(0.97, 1.03))
    by_phone = rng.random() < BY_PHONE
    count = int(np.clip(round(tonnes / _LOAD_T), 1, _MOST_ROWS))
    days = np.sort(rng.integers(1, 29, count))
    kilograms = _split(tonnes, rng.uniform(0.9, 1.1, count))
    month = int(moves.month[move]) + late
    ends = {"from": moves.from_id[move], "to": moves.to_id[move], "material": moves.material[move]}
    return [
        _row(f"{month_text(month)}-{day:02d}", ends, kg / 1000, by_phone=by_phone)
        for day, kg in zip(days.tolist(), kilograms.tolist(), strict=True)
    ]


def _stray(moves: Moves, month: int, rng: np.random.Generator) -> Row:
    """Send a load of one move's start to another one's end."""
    start, end = rng.integers(len(moves), size=2)
    ends = {"from": moves.from_id[start], "to": moves.to_id[end]}
    ends["material"] = moves.material[start]
    day = f"{month_text(month)}-{int(rng.integers(1, 29)):02d}"
    return _row(day, ends, round(float(rng.uniform(12, 20)), 2), by_phone=False)


def _row(day: str, ends: Row, tonnes: float, *, by_phone: bool) -> Row:
    weighed = "no" if by_phone else "yes"
    return {"id": "", "date": day, **ends, "tonnes": f"{tonnes:.3f}", "weighed": weighed}


def _split(tonnes: float, weights: NDArray[np.float64]) -> NDArray[np.int64]:
    """Split tonnes into whole kilograms by weights, none of them empty."""
    kilograms = np.rint(1000 * tonnes * weights / weights.sum()).astype(np.int64)
    return np.asarray(np.maximum(kilograms, 1))
