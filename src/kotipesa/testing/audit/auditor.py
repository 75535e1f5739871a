# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Put a plan's files before every law, one after the other."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

from kotipesa.region import Region
from kotipesa.testing.audit.arcs import forbidden_arcs, left_out, repeated, wrong_parts
from kotipesa.testing.audit.balances import overdrawn, unbalanced
from kotipesa.testing.audit.case import Case
from kotipesa.testing.audit.fault import Fault
from kotipesa.testing.audit.figures import (
    PLANNED,
    UNPLANNED,
    wrong_figures,
    wrong_opened,
    wrong_proof,
)
from kotipesa.testing.audit.grades import invasive, refused, wrong_grades
from kotipesa.testing.audit.hauling import wrong_hauls
from kotipesa.testing.audit.ledger import read_flows, read_held, read_left
from kotipesa.testing.audit.limits import broken_locks, over_capacity, over_store, under_recovery
from kotipesa.testing.audit.papers import missing_papers, read_columns, read_figures
from kotipesa.testing.audit.timing import closed, untimely
from kotipesa.testing.audit.unmet import improvable, unnamed, wrong_reasons
from kotipesa.testing.law import law_of

_Check: TypeAlias = Callable[[Case], Iterator[Fault]]

_CHECKS: tuple[_Check, ...] = (
    forbidden_arcs,
    wrong_parts,
    left_out,
    repeated,
    wrong_grades,
    refused,
    invasive,
    untimely,
    closed,
    wrong_hauls,
    unbalanced,
    overdrawn,
    over_capacity,
    over_store,
    under_recovery,
    broken_locks,
    unnamed,
    wrong_reasons,
    improvable,
    wrong_figures,
    wrong_opened,
    wrong_proof,
)


def audit(region: Region, directory: Path) -> tuple[Fault, ...]:
    """Judge the files of a plan in a directory; an empty answer is a clean plan.

    A plan whose status says that there is none has no other file to judge.
    """
    missing = tuple(missing_papers(directory))
    if not any(fault.where == "plan.json" for fault in missing):
        status = read_figures(directory).get("status")
        if status in UNPLANNED:
            return ()
        if status not in PLANNED:
            return (Fault("bad_status", "plan.json status", str(status)),)
    if missing:
        return missing
    case, unreadable = _open_case(region, directory, read_figures(directory))
    found = [fault for check in _CHECKS for fault in check(case)]
    return tuple(sorted({*unreadable, *found}))


def _open_case(
    region: Region, directory: Path, figures: dict[str, Any]
) -> tuple[Case, list[Fault]]:
    flows, bad_flows = read_flows(region, read_columns(directory, "moves.csv"))
    held, bad_held = read_held(region, read_columns(directory, "stocks.csv"))
    left, bad_left = read_left(region, read_columns(directory, "unmet.csv"))
    law = law_of(region, figures.get("opened", []))
    return Case(law, flows, held, left, figures), [*bad_flows, *bad_held, *bad_left]
