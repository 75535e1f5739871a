# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Collect a linear programme column by column, rows by name, and have it solved."""

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

RowName: TypeAlias = tuple[Any, ...]
Sense: TypeAlias = Literal["=", "<"]


class Programme:
    """Minimise cost · x over x ≥ 0; a row that nobody limits is no row."""

    def __init__(self) -> None:
        self._costs: list[float] = []
        self._entries: list[tuple[RowName, int, float]] = []
        self._limits: dict[Sense, dict[RowName, float]] = {"=": {}, "<": {}}

    def equal(self, row: RowName, value: float) -> None:
        """Make a row equal to a value."""
        self._limits["="][row] = value

    def at_most(self, row: RowName, value: float) -> None:
        """Keep a row at or under a value; infinity is no limit."""
        if value < float("inf"):
            self._limits["<"][row] = value

    def column(self, cost: float, entries: Mapping[RowName, float]) -> int:
        """Add an unknown and give its number."""
        number = len(self._costs)
        self._costs.append(cost)
        self._entries.extend((row, number, value) for row, value in entries.items())
        return number

    def solve(self) -> tuple[Any, list[RowName]]:
        """Solve with HiGHS; gives scipy's result, and the names of its equalities in order."""
        result = linprog(
            self._costs,
            A_eq=self._matrix("="),
            b_eq=list(self._limits["="].values()) or None,
            A_ub=self._matrix("<"),
            b_ub=list(self._limits["<"].values()) or None,
            method="highs",
        )
        return result, list(self._limits["="])

    def _matrix(self, sense: Sense) -> Any:
        """Give the rows of one sense as scipy's sparse array, None when there are none."""
        place = {row: number for number, row in enumerate(self._limits[sense])}
        if not place:
            return None
        entries = [(place[row], column, v) for row, column, v in self._entries if row in place]
        rows, columns, values = zip(*entries, strict=True) if entries else ((), (), ())
        return csr_array(
            (np.array(values, float), (np.array(rows, int), np.array(columns, int))),
            shape=(len(place), len(self._costs)),
        )
