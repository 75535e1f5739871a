# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read what a plan says from the files of its directory alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from kotipesa.errors import InputError, Where, problem
from kotipesa.report.plan_json import PlanJson, read_plan_json
from kotipesa.report.plan_tables import SCHEMAS, empty_table, read_table

NEEDED = ("moves", "stocks", "balance", "unmet", "explain")
"""Tables every plan has; one without a solution may lack them."""

WITHOUT_SOLUTION = ("infeasible", "error")


@dataclass(frozen=True, eq=False, slots=True)
class Facts:
    """A plan directory as values.

    plan: what plan.json says; the tables have the columns of their files, months as month numbers
    (-1: empty), unknown numbers null; missing: names of the files and of the keys of plan.json that
    the directory lacks and a full report would use.
    """

    plan: PlanJson
    moves: pl.DataFrame
    stocks: pl.DataFrame
    balance: pl.DataFrame
    unmet: pl.DataFrame
    explain: pl.DataFrame
    lots: pl.DataFrame
    facilities: pl.DataFrame
    missing: tuple[str, ...] = ()

    @property
    def has_solution(self) -> bool:
        """Tell whether there is a plan to report, rather than reasons why there is none."""
        return self.plan.status not in WITHOUT_SOLUTION

    @property
    def first_month(self) -> int | None:
        """Give the first month of the plan, from plan.json or else from the balance."""
        return (
            self.plan.start if self.plan.start is not None else _edge(self.balance["month"].min())
        )

    @property
    def last_month(self) -> int | None:
        """Give the last month of the plan, from plan.json or else from the balance."""
        if self.plan.start is not None and self.plan.months:
            return self.plan.start + self.plan.months - 1
        return _edge(self.balance["month"].max())


def read_facts(directory: Path) -> Facts:
    """Read a plan directory; raises InputError with all problems of a missing or broken one."""
    if not directory.is_dir():
        raise InputError([problem("plan_directory_missing", Where(str(directory)))])
    plan, problems = read_plan_json(directory / "plan.json")
    missing = list(plan.missing) if plan else []
    may_lack = plan is not None and plan.status in WITHOUT_SOLUTION
    tables: dict[str, pl.DataFrame] = {}
    for name in SCHEMAS:
        path = directory / f"{name}.csv"
        if path.exists():
            tables[name], found = read_table(path, name)
            problems += found
        elif name in NEEDED and not may_lack:
            problems.append(problem("plan_file_missing", Where(path.name), file=path.name))
        else:
            tables[name] = empty_table(name)
            missing.append(path.name)
    if problems or plan is None:
        raise InputError(problems)
    return Facts(plan=plan, missing=tuple(missing), **_in_order(tables))


def _in_order(tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Sort what is looked up by id, so that the order of a file changes nothing."""
    by = {"lots": ["id"], "facilities": ["id"], "unmet": ["lot"], "explain": ["lot"]}
    return {name: t.sort(by[name]) if name in by else t for name, t in tables.items()}


def _edge(month: object) -> int | None:
    return month if isinstance(month, int) else None
