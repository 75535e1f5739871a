# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Plan the asked region to its proven optimum."""

from time import perf_counter

from kotipesa.plan.problem.build import build_problem
from kotipesa.plan.solve.generation import solve
from plan_region import asked_region, peak_mb, tell


def main() -> None:
    """Build the problem and solve it; both are timed."""
    region = asked_region()
    region_mb, start = peak_mb(), perf_counter()
    flows = solve(build_problem(region))
    seconds = perf_counter() - start
    tell(
        seconds=seconds,
        objective_eur=flows.objective_eur,
        status=flows.status,
        gap=(flows.objective_eur - flows.lower_bound_eur) / max(1.0, flows.objective_eur),
        rounds=flows.rounds,
        region_mb=region_mb,
    )


if __name__ == "__main__":
    main()
