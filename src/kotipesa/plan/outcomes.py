# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell what a plan achieves in tonnes: recovered, virgin, lost in processes, left in stores."""

from dataclasses import dataclass

from kotipesa.arrays import Numbers
from kotipesa.plan.money import facility_kgco2e
from kotipesa.plan.problem.arcs import Arcs
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.problem.rules import HAVE, NEED, node_roles
from kotipesa.region.tables import OUTLET, PROCESS, SOURCE


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Tonnes, and emissions of plants; recovery_share is None when nothing leaves a have lot."""

    unmet_t: float
    process_loss_t: float
    end_stock_t: float
    recovery_share: float | None
    virgin_t: float
    facility_kgco2e: float


def outcomes(
    problem: Problem, arcs: Arcs, tonnes: Numbers, levels: Numbers, unmet: Numbers
) -> Outcomes:
    """Count what flows, stock levels (plants × grades × months) and unmet tonnes (by lot) achieve.

    The recovery share is what arrives at needs (but from sources) and at recovering outlets, of
    what leaves have lots (formats.md §2).
    """
    role = node_roles(problem)
    tail, head = role[arcs.tail], role[arcs.head]
    plant = arcs.head - problem.lot_count
    to_recovery = (head == NEED) & (tail != SOURCE)
    outlet = head == OUTLET
    to_recovery[outlet] = problem.plants.is_recovery[plant[outlet]]
    left = tonnes[tail == HAVE].sum()
    lost_share = 1 - problem.plants.part_share.sum(axis=1)
    into_process = head == PROCESS
    source = tail == SOURCE
    supplier = problem.plants.facility[arcs.tail[source] - problem.lot_count]
    virgin = problem.region.facilities.is_virgin[supplier]
    return Outcomes(
        unmet_t=float(unmet.sum()),
        process_loss_t=float(tonnes[into_process] @ lost_share[plant[into_process]]),
        end_stock_t=float(levels[:, :, -1].sum()),
        recovery_share=float(tonnes[to_recovery].sum() / left) if left > 0 else None,
        virgin_t=float(tonnes[source] @ virgin),
        facility_kgco2e=facility_kgco2e(problem, arcs, tonnes),
    )
