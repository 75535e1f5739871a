# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Plan the shipped imaginary region and write the plan, step by step."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TypeVar

from kotipesa.plan import make_plan
from kotipesa.plan.baselines import baselines
from kotipesa.plan.problem.build import build_problem
from kotipesa.plan.solve.generation import solve
from kotipesa.report.directory import write_plan
from kotipesa.testing import region
from plan_region import tell

Made = TypeVar("Made")


def main() -> None:
    """Time every step, each once."""
    seconds: dict[str, float] = {}

    def timed(name: str, step: Callable[[], Made]) -> Made:
        start = perf_counter()
        made = step()
        seconds[name] = perf_counter() - start
        return made

    shipped = timed("region", region)
    problem = timed("build", lambda: build_problem(shipped))
    timed("solve", lambda: solve(problem))
    timed("baselines", lambda: baselines(problem))
    plan = timed("whole_plan", lambda: make_plan(shipped))
    with TemporaryDirectory() as folder:
        timed("tables", lambda: write_plan(plan, Path(folder) / "tables", for_people=False))
        timed("tables_and_report", lambda: write_plan(plan, Path(folder) / "report"))
    tell(seconds=seconds["whole_plan"], steps=seconds)


if __name__ == "__main__":
    main()
