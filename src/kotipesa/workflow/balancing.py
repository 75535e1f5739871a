# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Check a region, and say what it has and needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kotipesa.balance import Balance, Coverage, balance, coverage
from kotipesa.balance.adding import BY_DEFAULT
from kotipesa.errors import Problem
from kotipesa.region import Region, read, read_tolerantly
from kotipesa.workflow.drawing import drawn_areas


@dataclass(frozen=True, eq=False, slots=True)
class BalanceSheet:
    """A balance, and beside it what it rests on and what was odd in its input."""

    region: Region
    balance: Balance
    coverage: Coverage
    notes: tuple[Problem, ...]


def check_region(path: Path) -> tuple[Region | None, tuple[Problem, ...]]:
    """Read what can be read of a region, and list every problem of it."""
    return read_tolerantly(path)


def balance_region(
    path: Path, *, by: Sequence[str] = BY_DEFAULT, areas: Path | None = None, layer: str = ""
) -> BalanceSheet:
    """Read a region and add up its surplus and need, of the drawn areas alone where given."""
    region = read(path)
    drawn, notes = drawn_areas(areas, layer) if areas else (None, ())
    return BalanceSheet(
        region=region,
        balance=balance(region, by=by, areas=drawn),
        coverage=coverage(region),
        notes=(*region.notes, *notes),
    )
