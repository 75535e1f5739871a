# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read files of loads into one table, and say everything that is odd about them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from kotipesa.arrays import Numbers, Texts, stack, texts
from kotipesa.errors import Problem
from kotipesa.periods import month_number
from kotipesa.sources.batch import Batch, read_batch
from kotipesa.sources.distinct import by_distinct
from kotipesa.sources.loads.checks import check_rows, note_document_gaps
from kotipesa.sources.loads.finding import find_table
from kotipesa.sources.loads.fitting import FittedTable
from kotipesa.sources.loads.profile import LoadsProfile, loads_profiles
from kotipesa.sources.loads.schema import loads_columns
from kotipesa.sources.loads.table import Loads
from kotipesa.sources.loads.twice import Signatures, found_twice, signatures
from kotipesa.sources.loads.weights import Weights, weigh
from kotipesa.sources.schema import Column


def read_loads(
    paths: Sequence[Path],
    *,
    today: date | None = None,
    profiles: Sequence[LoadsProfile] = (),
) -> tuple[Loads | None, tuple[Problem, ...]]:
    """Read files of any known shape into one table of the good rows, with every problem.

    No table when no file could be read. today: loads after this day are refused; profiles: tried
    before the shipped ones. A weighing ticket that stands in two files with the same content counts
    once, and a note says so; what looks like one haul written down twice is only proposed.
    """
    known = (*profiles, *loads_profiles())
    tables: list[Loads] = []
    marks: list[Signatures] = []
    problems: list[Problem] = []
    for path in paths:
        fitted, found = find_table(path, known)
        problems += found
        if fitted is not None:
            loads, mark, odd = _read_table(fitted, today)
            tables.append(loads)
            marks.append(mark)
            problems += odd
    if not tables:
        return None, tuple(problems)
    loads, twice = found_twice(stack(tables), stack(marks))
    return loads, (*problems, *twice)


def _read_table(fitted: FittedTable, today: date | None) -> tuple[Loads, Signatures, list[Problem]]:
    batch = read_batch(fitted.table, _columns(fitted))
    weights = weigh(batch, fitted)
    check_rows(batch, today)
    if fitted.profile.is_transfer_document:
        note_document_gaps(batch)
    loads = _loads(batch, fitted, weights)
    problems = [_as_written(found, fitted) for found in batch.problems]
    return loads, signatures(batch, loads), problems


def _columns(fitted: FittedTable) -> list[Column]:
    """Ask only for what the profile needs: a constant may say the rest."""
    return [
        replace(column, default="no") if _is_estimate(column.name, fitted) else column
        for column in loads_columns()
    ]


def _is_estimate(column: str, fitted: FittedTable) -> bool:
    return column == "weighed" and fitted.profile.is_estimate


def _loads(batch: Batch, fitted: FittedTable, weights: Weights) -> Loads:
    good = batch.is_good
    lines = batch.raw.lines[good]
    stem = Path(batch.raw.file).stem
    unnamed = texts([f"{stem}:{line}" for line in lines.tolist()])
    dates: Texts = batch.good("date")
    same: dict[str, Any] = {name: batch.good(name) for name in _AS_READ}
    return Loads(
        id=np.where(batch.is_given["id"][good], batch.good("id"), unnamed),
        date=dates,
        month=by_distinct(dates, _month_of, np.int32),
        from_place=batch.good("from"),
        to_place=batch.good("to"),
        tonnes=whole_grams(weights.tonnes[good]),
        low_t=whole_grams(weights.low_t[good]),
        high_t=whole_grams(weights.high_t[good]),
        is_measured=weights.is_measured[good],
        file=_spread(batch.raw.file, len(lines)),
        sheet=_spread(batch.raw.sheet, len(lines)),
        line=lines,
        from_column=_spread(fitted.written.get("from", "from"), len(lines)),
        to_column=_spread(fitted.written.get("to", "to"), len(lines)),
        **same,
    )


_AS_READ = (
    *("from_kind", "to_kind", "material", "count", "document"),
    *("holder", "carrier", "receiver", "waste_code", "treatment"),
)


def whole_grams(tonnes: Numbers) -> Numbers:
    """Round tonnes to whole grams, so that sums of loads can be kept exactly."""
    rounded: Numbers = np.round(tonnes, 6)
    return rounded


def _month_of(day: str) -> int:
    return month_number(day[:7]) or 0


def _spread(text: str, count: int) -> Texts:
    return texts([text] * count)


def _as_written(found: Problem, fitted: FittedTable) -> Problem:
    """Call the column what the file calls it."""
    name = fitted.written.get(found.where.column, found.where.column)
    return replace(found, where=replace(found.where, column=name))
