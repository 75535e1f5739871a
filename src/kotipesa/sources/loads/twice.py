# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find hauls that were written down twice: the same ticket, the same row, the phone and a bridge.

Only a ticket with the same content counts once; everything else is proposed and counts as written.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotipesa.arrays import Flags, Indices, Numbers, Texts, take
from kotipesa.errors import Problem, problem
from kotipesa.sources.batch import SAME_AT_MOST, Batch
from kotipesa.sources.loads.table import Loads


@dataclass(frozen=True, eq=False, slots=True)
class Signatures:
    """What is compared, and forgotten afterwards: tickets, and time and plate as written."""

    ticket: Texts
    time: Texts
    plate: Texts


def signatures(batch: Batch, loads: Loads) -> Signatures:
    """Take what tells loads apart from the rows of a batch."""
    has_date = "date" in batch.written
    written = batch.written["date"].rows(batch.is_good).spread() if has_date else loads.date
    return Signatures(
        ticket=batch.good("ticket"),
        time=written + "\x1f" + batch.good("time"),
        plate=batch.good("plate"),
    )


def found_twice(loads: Loads, marks: Signatures) -> tuple[Loads, list[Problem]]:
    """Count repeated tickets once, and list what else may have been written down twice."""
    kept, of_tickets = _repeated_tickets(loads, marks)
    left, left_marks = take(loads, kept), take(marks, kept)
    alike = _alike_rows(left, left_marks)
    return left, [*of_tickets, *alike, *_phone_beside_bridge(left)]


def _repeated_tickets(loads: Loads, marks: Signatures) -> tuple[Flags, list[Problem]]:
    """Keep the first row of each ticket; raise the odd ones whose content differs."""
    kept = np.ones(len(loads), dtype=np.bool_)
    ticketed = np.flatnonzero(marks.ticket != "")
    group, first = _groups([marks.ticket[ticketed]])
    content = [loads.date, loads.from_place, loads.to_place, loads.material]
    said, _ = _groups([*(column[ticketed] for column in content), _grams(loads.tonnes[ticketed])])
    others = np.flatnonzero(first[group] != np.arange(len(ticketed)))
    same = said[others] == said[first[group[others]]]
    rows, origin = ticketed[others], ticketed[first[group[others]]]
    kept[rows] = False
    problems = [
        problem(
            "load_ticket_differs",
            loads.where(row, value=marks.ticket[row]),
            ticket=marks.ticket[row],
            other=_place(loads, before),
        )
        for row, before in _some(rows[~same], origin[~same])
    ]
    if repeated := int(same.sum()):
        row, before = int(rows[same][0]), int(origin[same][0])
        where = loads.where(row, value=marks.ticket[row])
        other = _place(loads, before)
        problems.append(problem("load_ticket_repeated", where, count=repeated, other=other))
    return kept, problems


def _alike_rows(loads: Loads, marks: Signatures) -> list[Problem]:
    """Propose rows without a ticket that are equal to the last sign, time and plate included."""
    rows = np.flatnonzero((marks.ticket == "") & (loads.is_measured))
    columns = [
        *(marks.time[rows], marks.plate[rows], loads.from_place[rows], loads.to_place[rows]),
        *(loads.material[rows], _grams(loads.tonnes[rows])),
    ]
    group, first = _groups(columns)
    others = np.flatnonzero(first[group] != np.arange(len(rows)))
    if not len(others):
        return []
    row, before = int(rows[others[0]]), int(rows[first[group[others[0]]]])
    where, other = loads.where(row), _place(loads, before)
    return [problem("load_maybe_twice", where, count=len(others), other=other)]


def _phone_beside_bridge(loads: Loads) -> list[Problem]:
    """Propose days on which both a bridge and a phone tell of one material between two places."""
    group, _ = _groups([loads.date, loads.from_place, loads.to_place, loads.material])
    size = int(group.max(initial=-1)) + 1
    weighed_t, told_t = (
        np.bincount(group, np.where(chosen, loads.tonnes, 0.0), minlength=size)
        for chosen in (loads.is_measured, ~loads.is_measured)
    )
    both = np.flatnonzero((weighed_t > 0) & (told_t > 0))
    found = []
    for one in both[:SAME_AT_MOST]:
        rows = np.flatnonzero(group == one)
        told, weighed = (rows[loads.is_measured[rows] == side][0] for side in (False, True))
        found.append(
            problem(
                "load_overlap_proposed",
                loads.where(int(told)),
                told_t=f"{told_t[one]:.10g}",
                weighed_t=f"{weighed_t[one]:.10g}",
                date=loads.date[told],
                other=_place(loads, int(weighed)),
            )
        )
    return found


def _groups(columns: Sequence[NDArray[Any]]) -> tuple[Indices, Indices]:
    """Give rows that are equal in every column one number, and the first row of each number."""
    code = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        names, place = np.unique(column, return_inverse=True)
        _, code = np.unique(code * len(names) + place, return_inverse=True)
    _, first, group = np.unique(code, return_index=True, return_inverse=True)
    return group, first


def _grams(tonnes: Numbers) -> Indices:
    return np.rint(tonnes * 1e6).astype(np.int64)


def _some(rows: Indices, others: Indices) -> list[tuple[int, int]]:
    pairs = zip(rows[:SAME_AT_MOST].tolist(), others[:SAME_AT_MOST].tolist(), strict=True)
    return list(pairs)


def _place(loads: Loads, row: int) -> str:
    return f"{loads.file[row]}:{loads.line[row]}"
