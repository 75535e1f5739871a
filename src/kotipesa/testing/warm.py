# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Compile every inner loop once, so that nobody's first plan waits for it: set-up runs this."""

from kotipesa.plan import Changes, make_plan
from kotipesa.plan.problem.build import build_problem
from kotipesa.plan.solve.generation import solve
from kotipesa.testing.instances import small, tiny


def warm() -> None:
    """Plan the two smallest regions, again, and once on their networks as large ones are.

    Between them they call every kernel there is.
    """
    for region in (tiny(), small()):
        make_plan(region).replan(Changes())
    solve(build_problem(small()), network_from=0)


if __name__ == "__main__":
    warm()
