# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Say what an estimate rests on, and of each row that is not estimated why not."""

from collections.abc import Mapping, Sequence

import numpy as np

from kotipesa.errors import Problem, Where, problem
from kotipesa.lots.estimate.costs import ListedCost
from kotipesa.lots.estimate.gathering import ESTIMATED, JOINED, Gathered
from kotipesa.lots.estimate.placing import Placed
from kotipesa.lots.estimate.same import similar_names
from kotipesa.lots.estimate.works import Estimates
from kotipesa.sources.programme import NO_GROUP, Programme


def tell(
    programmes: Sequence[Programme],
    gathered: Gathered,
    placed: Placed,
    costs: Mapping[str, ListedCost],
    estimates: Estimates,
) -> tuple[Problem, ...]:
    """Collect what was odd in the lists, rows left out, pairs to look at, and assumptions."""
    reading = [note for programme in programmes for note in programme.notes]
    return (
        *reading,
        *_rows_left_out(gathered, placed),
        *_maybe_same(gathered),
        *_assumptions(gathered, costs, estimates),
    )


def _rows_left_out(gathered: Gathered, placed: Placed) -> list[Problem]:
    return [
        _row_problem(gathered, row, code)
        for row in range(len(gathered.rows))
        if (code := _outcome(gathered, placed, row)) != ESTIMATED
    ]


def _outcome(gathered: Gathered, placed: Placed, row: int) -> str:
    code = str(gathered.outcome[row])
    return "estimate_no_place" if code == ESTIMATED and not placed.site[row] else code


def _row_problem(gathered: Gathered, row: int, code: str) -> Problem:
    rows = gathered.rows
    other = _heading(gathered, row) if code == "estimate_part" else gathered.base[row]
    has_other = code in {"estimate_part", JOINED} and other != NO_GROUP
    params = {"name": rows.name[row]}
    if has_other:
        params["other"] = _place(gathered, int(other))
    return problem(code, _where(gathered, row), **params)


def _heading(gathered: Gathered, row: int) -> int:
    """Find the row a project is a part of, told by this row or by another of the same project."""
    told = gathered.rows.part_of
    family = np.flatnonzero((gathered.project == gathered.project[row]) & (told != NO_GROUP))
    return int(told[row]) if told[row] != NO_GROUP else int(told[family][0])


def _maybe_same(gathered: Gathered) -> list[Problem]:
    estimated = np.flatnonzero(gathered.outcome == ESTIMATED).astype(np.int32)
    rows = gathered.rows
    return [
        problem(
            "estimate_similar_names",
            _where(gathered, first),
            name=rows.name[first],
            other_name=rows.name[second],
            other=_place(gathered, second),
        )
        for first, second in similar_names(
            rows.name, rows.majors, gathered.listed_in, gathered.project, estimated
        )
    ]


def _assumptions(
    gathered: Gathered, costs: Mapping[str, ListedCost], estimates: Estimates
) -> list[Problem]:
    learnt = [
        problem(
            "estimate_unit_costs",
            category=category or "*",
            rows=cost.rows,
            low=f"{cost.eur_m2.low:.0f}",
            mid=f"{cost.eur_m2.mid:.0f}",
            high=f"{cost.eur_m2.high:.0f}",
        )
        for category, cost in costs.items()
    ]
    marked = int(np.count_nonzero(gathered.rows.mark != ""))
    marks = [problem("estimate_marks_unread", count=marked)] if marked else []
    rates = len(set(estimates.rate_id))
    return [*learnt, *marks, problem("estimate_unverified", lots=len(estimates), rates=rates)]


def _where(gathered: Gathered, row: int) -> Where:
    rows = gathered.rows
    return Where(str(rows.file[row]), row=int(rows.line[row]), value=str(rows.name[row]))


def _place(gathered: Gathered, row: int) -> str:
    return f"{gathered.rows.file[row]}:{gathered.rows.line[row]}"
