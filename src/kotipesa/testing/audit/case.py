# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Lay a plan's files and its region's law side by side."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotipesa.arrays import Flags, Numbers
from kotipesa.testing.audit.fault import Fault
from kotipesa.testing.audit.ledger import Flows, Held, Left
from kotipesa.testing.law import Law, Places

RELATIVE = 1e-6
"""Files carry twelve digits and solvers keep about seven: six are asked for."""


@dataclass(frozen=True, eq=False, slots=True)
class Case:
    """One plan before its auditor."""

    law: Law
    flows: Flows
    held: Held
    left: Left
    figures: dict[str, Any]


def slack(scale: NDArray[Any]) -> Numbers:
    """Give what a sum of this size may be off by."""
    return np.asarray(RELATIVE * np.maximum(1.0, np.abs(scale)), dtype=np.float64)


def at_moves(case: Case, wrong: Flags, code: str, detail: str) -> Iterator[Fault]:
    """Name the lines of moves.csv where something is wrong."""
    for line in case.flows.line[wrong]:
        yield Fault(code, f"moves.csv:{line}", detail)


def facility_charged(case: Case) -> Places:
    """Give for each move the facility whose intake (of a source: output) it is, -1 for none."""
    flows = case.flows
    taker = np.where(flows.to_kind != "lot", flows.to_row, -1)
    return np.where(flows.from_kind == "source", flows.from_row, taker)
