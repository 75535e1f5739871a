# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read when a project is made: digits a month, or shares and money a year."""

import re
from collections.abc import Sequence
from itertools import groupby

from kotipesa.sources.cells import read_number
from kotipesa.sources.programme.table import Period

WHOLE = 1.0
ROUNDING = 0.05
_DIGITS = re.compile(r"[01]*")
_YEAR = re.compile(r"\d{4}")


def months_to_periods(cells: Sequence[tuple[int, str]]) -> tuple[Period, ...] | None:
    """Read cells of digits, one a month: runs of 1 are periods, each month an equal share.

    cells: for each the month number of its first digit, and its text. None when a cell holds
    anything but 0 and 1.
    """
    if not all(_DIGITS.fullmatch(text) for _, text in cells):
        return None
    months = sorted(
        first + place for first, text in cells for place, digit in enumerate(text) if digit == "1"
    )
    runs = [
        [month for _, month in run]
        for _, run in groupby(enumerate(months), lambda pair: pair[1] - pair[0])
    ]
    return tuple(Period(run[0], run[-1], len(run) / len(months)) for run in runs)


def year_values(cell: str) -> dict[int, float] | None:
    """Read ``2023:0.4|2024:0.6`` as values by year; None when a part is no year and number."""
    values: dict[int, float] = {}
    for part in filter(None, cell.split("|")):
        year, _, text = part.partition(":")
        value = read_number(text.strip())
        if not _YEAR.fullmatch(year.strip()) or value is None or value < 0:
            return None
        values[int(year)] = value
    return values


def years_to_periods(
    shares: dict[int, float], money: dict[int, float], first_month: int
) -> tuple[Period, ...]:
    """Turn shares of the work (else of the money) by year into periods of whole years.

    Shares that add up to more than the whole are scaled down to it; years that end before
    first_month are past and fall out, with their share.
    """
    values = shares or money
    total = sum(values.values())
    scale = total if total > WHOLE + ROUNDING or not shares else WHOLE
    return tuple(
        Period(12 * year, 12 * year + 11, value / scale)
        for year, value in sorted(values.items())
        if value > 0 and 12 * year + 11 >= first_month
    )
