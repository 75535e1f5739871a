# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Name rows and columns of a linear program as ``family(what.distinguishes.it)``."""

from collections.abc import Iterator
from itertools import chain

import numpy as np

from kotipesa.arrays import Indices
from kotipesa.plan.model.program import Program
from kotipesa.plan.model.rows import NO_ROW, PARTS, Rows
from kotipesa.plan.model.spelling import Spelling, spelling
from kotipesa.plan.problem.arcs import Arcs
from kotipesa.plan.problem.grades import PRODUCT
from kotipesa.plan.problem.problem import Problem
from kotipesa.region.tables import SOURCE

FAMILIES = {
    "supply": "What leaves a have lot and what stays there unmet is its amount.",
    "demand": "What arrives at a need and what it still lacks is its amount.",
    "stock": "What a store gives out and has at the month's end, it took in or had before.",
    "store_capacity": "All grades together fit in the store.",
    "intake": "A plant takes in no more a month.",
    "output": "A source gives out no more a month.",
    "total": "Over all months, a process or an outlet takes in, or a source gives out, no more.",
    "product": "The yield of a month's intake leaves as product in the same month.",
    "residue": "The rest of a month's intake leaves as residue in the same month.",
    "recovery_share": "Needs (sources aside) and recovering outlets get the share of what leaves.",
    "lock": "An agreed move is kept.",
}
"""Each family of rows with the law that it writes."""

_Named = Iterator[tuple[int, str]]


def row_names(problem: Problem, rows: Rows) -> list[str]:
    """Name every row by its family and its lot, plant, grade and month."""
    spelt = spelling(problem)
    named = dict(
        chain(
            _lot_rows(problem, spelt),
            _capacity_rows(problem, rows, spelt),
            _stock_rows(rows, spelt),
            _process_rows(problem, rows, spelt),
            [] if rows.recovery == NO_ROW else [(rows.recovery, "recovery_share")],
            ((row, f"lock({n + 1})") for n, row in enumerate(rows.lock.tolist())),
        )
    )
    return [named[row] for row in range(len(rows))]


def column_names(problem: Problem, program: Program) -> list[str]:
    """Name every column: moves, what is stored, what stays unmet, what a lock lacks."""
    spelt = spelling(problem)
    pairs = zip(program.stores.tolist(), program.grades.tolist(), strict=True)
    stocks = [f"{spelt.plant[p]}.{spelt.grade[g]}" for p, g in pairs]
    return [
        *_arc_names(problem, program.arcs, spelt),
        *(f"stored({stock}.{month})" for stock in stocks for month in spelt.month),
        *(f"unmet({name})" for name in spelt.node[: problem.lot_count]),
        *(f"broken_lock({n + 1})" for n in range(len(problem.lock_t))),
    ]


def _arc_names(problem: Problem, arcs: Arcs, spelt: Spelling) -> Iterator[str]:
    """Name a move between lots by them, into a plant by month too, out of one by grade too."""
    haves, lots = len(problem.haves), problem.lot_count
    columns = (column.tolist() for column in (arcs.tail, arcs.head, arcs.grade, arcs.month))
    for tail, head, grade, since in zip(*columns, strict=True):
        ends, month = f"{spelt.node[tail]}.{spelt.node[head]}", spelt.month[since]
        if tail >= lots:
            yield f"out({ends}.{spelt.grade[grade]}.{month})"
        elif head >= lots:
            yield f"into({ends}.{month})"
        elif since == max(problem.haves.first[tail], problem.needs.first[head - haves]):
            yield f"move({ends})"
        else:  # agreed for a later month than the first shared one
            yield f"move({ends}.{month})"


def _lot_rows(problem: Problem, spelt: Spelling) -> _Named:
    for lot in range(problem.lot_count):
        family = "supply" if lot < len(problem.haves) else "demand"
        yield lot, f"{family}({spelt.node[lot]})"


def _capacity_rows(problem: Problem, rows: Rows, spelt: Spelling) -> _Named:
    role = problem.plants.role
    for plant, month in _places(rows.month):
        family = "output" if role[plant] == SOURCE else "intake"
        yield rows.month[plant, month], f"{family}({spelt.plant[plant]}.{spelt.month[month]})"
    for plant, month in _places(rows.stock_cap):
        name = f"store_capacity({spelt.plant[plant]}.{spelt.month[month]})"
        yield rows.stock_cap[plant, month], name
    for (plant,) in _places(rows.total):
        yield rows.total[plant], f"total({spelt.plant[plant]})"


def _stock_rows(rows: Rows, spelt: Spelling) -> _Named:
    for plant, grade in _places(rows.store):
        for since, month in enumerate(spelt.month):
            name = f"stock({spelt.plant[plant]}.{spelt.grade[grade]}.{month})"
            yield rows.store[plant, grade] + since, name


def _process_rows(problem: Problem, rows: Rows, spelt: Spelling) -> _Named:
    for part in PARTS:
        family = "product" if part == PRODUCT else "residue"
        for plant, quality in _places(rows.process[:, part]):
            grade = problem.plants.output_grade[plant, part, quality]
            for since, month in enumerate(spelt.month):
                name = f"{family}({spelt.plant[plant]}.{spelt.grade[grade]}.{month})"
                yield rows.process[plant, part, quality] + since, name


def _places(table: Indices) -> list[list[int]]:
    """List where a table of row numbers has rows."""
    return np.argwhere(table != NO_ROW).tolist()
