# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Plan the asked part of a region to its proven optimum: nothing is written out beforehand."""

import sys
from pathlib import Path
from time import process_time

from kotipesa.plan.problem.build import build_problem
from kotipesa.plan.solve.beginning import whole_on_network
from kotipesa.plan.solve.generation import solve
from kotipesa.plan.solve.terrain import terrain
from kotipesa.region import read
from kotipesa.testing.warm import warm
from measured import peak_mb, seconds_since, tell


def main() -> None:
    """Price, add and pivot until nothing pays; reading and what set-up compiled is not timed."""
    problem = build_problem(read(Path(sys.argv[1])))
    warm()
    before_mb, start = peak_mb(), process_time()
    if sys.argv[2] == "general":
        flows = solve(problem)
        cost, bound = flows.objective_eur, flows.lower_bound_eur
    else:
        regional, bound = whole_on_network(problem, terrain(problem))
        cost = regional.network.certificate().objective_eur
    seconds = seconds_since(start)
    tell(seconds=seconds, objective_eur=cost, gap=(cost - bound) / cost, before_mb=before_mb)


if __name__ == "__main__":
    main()
