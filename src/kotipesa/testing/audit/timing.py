# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find moves in months when they cannot be."""

from collections.abc import Iterator

import numpy as np

from kotipesa.arrays import Flags
from kotipesa.testing.audit.case import Case, at_moves, facility_charged
from kotipesa.testing.audit.fault import Fault


def untimely(case: Case) -> Iterator[Fault]:
    """Find moves outside a lot's window, and direct moves later than the first shared month."""
    flows, calendar = case.flows, case.law.calendar
    for kind, row in ((flows.from_kind, flows.from_row), (flows.to_kind, flows.to_row)):
        lot = kind == "lot"
        wrong = lot.copy()
        wrong[lot] = ~calendar.in_window(row[lot], flows.month[lot])
        yield from at_moves(case, wrong, "wrong_month", "outside the window of the lot")
    direct = flows.going("lot", "lot")
    late = direct.copy()
    shared = calendar.shared_month(flows.from_row[direct], flows.to_row[direct])
    late[direct] = shared != flows.month[direct]
    yield from at_moves(
        case, late & ~_agreed(case), "wrong_month", "not the first month the lots share"
    )


def closed(case: Case) -> Iterator[Fault]:
    """Find intake, or a source's output, in a month when the facility is not open."""
    facility = facility_charged(case)
    concerned = facility >= 0
    wrong = concerned.copy()
    month = case.flows.month[concerned]
    wrong[concerned] = ~case.law.calendar.is_open[facility[concerned], month]
    yield from at_moves(case, wrong, "closed", "the facility is not open")


def _agreed(case: Case) -> Flags:
    """Mark the direct moves that a lock names with their month."""
    region, flows = case.law.region, case.flows
    locks = region.locks
    agreed = {
        (locks.from_id[row], locks.to_id[row], int(locks.month[row]) - region.settings.start)
        for row in np.flatnonzero((locks.from_kind == "lot") & (locks.to_kind == "lot"))
    }
    marked = flows.going("lot", "lot")
    direct = np.flatnonzero(marked)
    ends = zip(
        region.lots.id[flows.from_row[direct]],
        region.lots.id[flows.to_row[direct]],
        flows.month[direct].tolist(),
        strict=True,
    )
    marked[direct] = [end in agreed for end in ends]
    return marked
