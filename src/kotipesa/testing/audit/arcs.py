# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find moves between ends that may not deal with each other at all."""

from collections.abc import Iterator

import numpy as np

from kotipesa.arrays import Texts
from kotipesa.testing.audit.case import Case, at_moves
from kotipesa.testing.audit.fault import Fault
from kotipesa.testing.law import Places

_ALLOWED = {
    ("lot", "lot"),
    ("lot", "store"),
    ("lot", "process"),
    ("lot", "outlet"),
    ("store", "lot"),
    ("store", "process"),
    ("store", "outlet"),
    ("process", "lot"),
    ("process", "store"),
    ("process", "outlet"),
    ("source", "lot"),
}


def forbidden_arcs(case: Case) -> Iterator[Fault]:
    """Find kinds that never meet, and lots on the wrong side."""
    flows, lots = case.flows, case.law.region.lots
    kinds = [pair in _ALLOWED for pair in zip(flows.from_kind, flows.to_kind, strict=True)]
    yield from at_moves(case, ~np.array(kinds, bool), "forbidden_arc", "these kinds never meet")
    need_gives = (flows.from_kind == "lot") & lots.is_need[_lot(flows.from_row, flows.from_kind)]
    have_takes = (flows.to_kind == "lot") & ~lots.is_need[_lot(flows.to_row, flows.to_kind)]
    yield from at_moves(case, need_gives, "forbidden_arc", "a need gives nothing")
    yield from at_moves(case, have_takes, "forbidden_arc", "a have takes nothing")


def wrong_parts(case: Case) -> Iterator[Fault]:
    """Find outputs of a process without a part, and parts of anything else."""
    flows = case.flows
    wrong = (flows.from_kind == "process") != (flows.part != "")
    yield from at_moves(case, wrong, "wrong_part", "product or residue, from a process only")


def left_out(case: Case) -> Iterator[Fault]:
    """Find moves of lots the plan does not speak about, and facilities that do not exist."""
    flows, law = case.flows, case.law
    for kind, row in ((flows.from_kind, flows.from_row), (flows.to_kind, flows.to_row)):
        is_lot = kind == "lot"
        planned = law.calendar.is_planned[_lot(row, kind)]
        yield from at_moves(case, is_lot & ~planned, "out_of_scope", "the lot is not planned")
        place = np.append(law.in_use, True)[np.where(is_lot, -1, row)]
        yield from at_moves(case, ~is_lot & ~place, "not_built", "the facility is not built")


def repeated(case: Case) -> Iterator[Fault]:
    """Find moves, stocks and lots written twice."""
    flows, held, left = case.flows, case.held, case.left
    grade, kept = flows.grade, held.grade
    kinds = np.unique(np.append(flows.from_kind, flows.to_kind))
    move = [
        np.searchsorted(kinds, flows.from_kind),
        flows.from_row,
        np.searchsorted(kinds, flows.to_kind),
        flows.to_row,
        flows.part == "residue",
        *(grade.material, grade.fitness, grade.contamination, grade.sulphide, flows.month),
    ]
    stock = [held.store, kept.material, kept.fitness, kept.contamination, kept.sulphide, held.month]
    for file, key, line in (
        ("moves.csv", move, flows.line),
        ("stocks.csv", stock, held.line),
        ("unmet.csv", [left.lot], left.line),
    ):
        _, first = np.unique(np.column_stack(key), axis=0, return_index=True)
        for row in np.setdiff1d(np.arange(len(line)), first):
            yield Fault("repeated", f"{file}:{line[row]}", "written before")


def _lot(row: Places, kind: Texts) -> Places:
    """Give a row that is safe to look up among lots whatever the kind."""
    return np.where(kind == "lot", row, 0)
