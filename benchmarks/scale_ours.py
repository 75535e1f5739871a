# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Plan a country of so many lots over its parts, and tell when which gap was proven.

Run as a script, ``python scale_ours.py LOTS network|whole|nearly PROCESSES GAP``. *network*:
without processes, stores without limits, so that a network says all of it, always to the optimum.
"""

import logging
import sys
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from time import monotonic

from kotipesa.plan.parts.solving import PART_LOTS, begun_in_parts, solve_in_parts
from kotipesa.plan.problem.build import build_problem
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solve.beginning import whole_on_network
from kotipesa.plan.solve.terrain import terrain
from kotipesa.testing.warm import warm
from measured import peak_mb, tell
from network_region import as_network
from scale_region import country


def main() -> None:
    """Build the problem, plan it and tell; building and reading are not timed."""
    lots, part, processes, gap = sys.argv[1:]
    warm()
    region = country(int(lots))
    problem = build_problem(as_network(region) if part == "network" else region)
    before_mb = peak_mb()
    watch = _Watch()
    if part == "network":
        cost, bound = _network(problem, int(processes))
        watch.note(1, cost, bound)
    else:
        size = {"whole_lots": 0 if part == "nearly" else problem.lot_count}
        size["processes"] = int(processes)
        flows = solve_in_parts(problem, float(gap), progress=watch.note, **size)
        cost, bound = flows.objective_eur, flows.lower_bound_eur
    tell(
        lots=problem.lot_count,
        plants=len(problem.plants),
        seconds=watch.seconds(),
        cpu_seconds=watch.cpu_seconds(),
        objective_eur=cost,
        gap=(cost - bound) / cost,
        rounds=watch.rounds,
        before_mb=before_mb,
        child_mb=getrusage(RUSAGE_CHILDREN).ru_maxrss / 1024,
    )


def _network(problem: Problem, processes: int) -> tuple[float, float]:
    start = begun_in_parts(problem, PART_LOTS, processes)
    regional, bound = whole_on_network(problem, terrain(problem), start)
    return regional.network.certificate().objective_eur, bound


class _Watch:
    """Seconds by the clock and of the processor, those of ended processes included."""

    def __init__(self) -> None:
        self._clock, self._cpu = monotonic(), self._used()
        self.rounds: list[tuple[float, float, float]] = []

    def note(self, number: int, cost_eur: float, bound_eur: float) -> None:
        """Note a round: seconds by the clock, of the processor, and the gap."""
        gap = (cost_eur - bound_eur) / cost_eur
        self.rounds.append((self.seconds(), self.cpu_seconds(), gap))
        logging.getLogger("scale").info("round %d: %s", number, self.rounds[-1])

    def seconds(self) -> float:
        """Tell the seconds by the clock."""
        return monotonic() - self._clock

    def cpu_seconds(self) -> float:
        """Tell the processor's seconds."""
        return self._used() - self._cpu

    @staticmethod
    def _used() -> float:
        usages = getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN)
        return sum(usage.ru_utime + usage.ru_stime for usage in usages)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, stream=sys.stderr)
    main()
