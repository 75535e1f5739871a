# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Compile every inner loop once, so that nobody's first plan waits for it: set-up runs this."""

from kotipesa.plan import Changes, make_plan
from kotipesa.plan.parts.solving import solve_in_parts
from kotipesa.plan.problem.build import build_problem
from kotipesa.plan.solve.generation import solve
from kotipesa.testing.instances import small, tiny


def warm() -> None:
    """Plan the two smallest regions, again, on their networks and in boxes as large ones are.

    Between them they call every kernel there is.
    """
    for region in (tiny(), small()):
        make_plan(region).replan(Changes())
    problem = build_problem(small())
    solve(problem, network_from=0)
    solve_in_parts(problem, part_lots=problem.lot_count // 2, whole_lots=0)


if __name__ == "__main__":
    warm()
