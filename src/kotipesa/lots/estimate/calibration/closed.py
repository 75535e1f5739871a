# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read what closed projects were forecast to dig and need, and what came of it."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np

from kotipesa.arrays import Flags, Indices, Numbers, Texts
from kotipesa.errors import Problem, Where, problem
from kotipesa.lots.estimate.coefficients import NEVER_ESTIMATED, default_coefficients
from kotipesa.sources import (
    Batch,
    Column,
    RawTable,
    nearest,
    read_batch,
    read_delimited,
    read_schema,
    read_workbook,
)
from kotipesa.sources.columns import NO_MONTH
from kotipesa.sources.distinct import by_distinct
from kotipesa.sources.schema import header_names, header_types, plain_name

TABLE = "closed"
SHEETS = (TABLE, "toteutuneet", "avslutade")
FAR_OFF = 20.0
_WORKBOOKS = (".xlsx", ".xlsm")


@dataclass(frozen=True, eq=False, slots=True)
class Closed:
    """Closed projects in columns, one row a project's material, or all of it.

    owner: '-' for nobody told. forecast, low, high, realised: in one unit a row, nan where not
    known; realised is 0 for what never came about. first, last: months forecast, realised_first,
    realised_last: months it took; nan where not known.
    """

    project: Texts
    owner: Texts
    structure_type: Texts
    phase: Texts
    reliability: Texts
    forecast: Numbers
    low: Numbers
    high: Numbers
    realised: Numbers
    first: Numbers
    last: Numbers
    realised_first: Numbers
    realised_last: Numbers

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.project)


@cache
def closed_columns() -> tuple[Column, ...]:
    """Give the columns of a table of closed projects, in the order they are shown."""
    shipped = files("kotipesa.lots.estimate.calibration").joinpath("columns.csv")
    return read_schema(shipped.read_text(encoding="utf-8"))[TABLE]


def read_closed(path: Path) -> tuple[Closed | None, tuple[Problem, ...]]:
    """Read a csv file, or the sheet ``closed`` of a workbook; give its good rows and all problems.

    No table when the file cannot be read at all.
    """
    if not path.is_file():
        return None, (problem("path_not_found", Where(path.name), path=path.name),)
    raw, problems = _raw(path)
    if raw is None:
        return None, problems
    batch = read_batch(raw, closed_columns())
    structure_type = _structure_types(batch)
    _check(batch)
    return _closed(batch, structure_type), (*problems, *batch.problems)


def _raw(path: Path) -> tuple[RawTable | None, tuple[Problem, ...]]:
    if path.suffix.lower() not in _WORKBOOKS:
        return read_delimited(path, TABLE, header_names(closed_columns()))
    known = header_types(closed_columns())
    tables, problems = read_workbook(path, dict.fromkeys(SHEETS, known))
    if len(tables) == 1:
        return next(iter(tables.values())), problems
    lost = problem("calibration_sheet_missing", Where(path.name), sheets=", ".join(SHEETS))
    return None, (*problems, lost)


def _structure_types(batch: Batch) -> Texts:
    """Find the structure type each row means by its code or its label; refuse those unknown."""
    known = {
        plain_name(word): code
        for code, structure in default_coefficients().structures.items()
        if code not in NEVER_ESTIMATED
        for word in (*structure.label.values(), code)
    }
    written = batch["structure_type"]
    found: Texts = by_distinct(written, lambda text: known.get(plain_name(text), ""), object)
    for row in np.flatnonzero((found == "") & batch.is_good):
        close = nearest(written[row], sorted(known.values()))
        batch.refuse(int(row), "unknown_code", "structure_type", nearest=close)
    return found


def _check(batch: Batch) -> None:
    """Refuse rows that are not closed, mix units or contradict themselves."""
    realised, is_told = batch["realised_amount"], batch.is_given["realised_amount"]
    unit, cancelled = batch["unit"], batch["cancelled"]
    checks: tuple[tuple[Flags, str, str], ...] = (
        (~is_told & ~cancelled, "calibration_not_closed", "realised_amount"),
        (cancelled & (realised > 0), "calibration_cancelled_realised", "cancelled"),
        (
            batch.is_given["realised_unit"] & (batch["realised_unit"] != unit),
            "calibration_units_differ",
            "realised_unit",
        ),
        (_upside_down(batch), "estimate_upside_down", "amount"),
        (_backwards(batch, "from", "to"), "calibration_backwards", "to"),
        (_backwards(batch, "realised_from", "realised_to"), "calibration_backwards", "realised_to"),
    )
    for wrong, code, column in checks:
        batch.refuse_where(wrong & batch.is_good, code, column)
    forecast = batch["amount"]
    is_far = (realised > FAR_OFF * forecast) | (forecast > FAR_OFF * realised)
    for row in np.flatnonzero(is_far & (forecast > 0) & (realised > 0) & batch.is_good):
        times = f"{realised[row] / forecast[row]:.3g}"
        batch.remark(int(row), "calibration_far_off", "realised_amount", times=times)


def _upside_down(batch: Batch) -> Flags:
    """Find forecasts outside their own interval; what is not told is in order."""
    low, mid, high = (batch[name] for name in ("amount_low", "amount", "amount_high"))
    wrong: Flags = (low > mid) | (mid > high) | (low > high)
    return wrong


def _backwards(batch: Batch, first: str, last: str) -> Flags:
    both = batch.is_given[first] & batch.is_given[last]
    wrong: Flags = both & (batch[first] > batch[last])
    return wrong


def _closed(batch: Batch, structure_type: Texts) -> Closed:
    return Closed(
        project=batch.good("project"),
        owner=batch.good("owner"),
        structure_type=structure_type[batch.is_good],
        phase=batch.good("phase"),
        reliability=batch.good("reliability"),
        forecast=batch.good("amount"),
        low=batch.good("amount_low"),
        high=batch.good("amount_high"),
        realised=np.where(batch.good("cancelled"), 0.0, batch.good("realised_amount")),
        first=_months(batch.good("from")),
        last=_months(batch.good("to")),
        realised_first=_months(batch.good("realised_from")),
        realised_last=_months(batch.good("realised_to")),
    )


def _months(numbers: Indices) -> Numbers:
    return np.where(numbers == NO_MONTH, np.nan, numbers.astype(np.float64))
