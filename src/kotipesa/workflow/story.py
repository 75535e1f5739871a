# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell the story of a region on one screen: check, balance, plan, explain, report."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kotipesa.balance import Balance, Coverage, balance, coverage
from kotipesa.balance.adding import BY_DEFAULT
from kotipesa.errors import InfeasibleError, InternalError, Language, Problem
from kotipesa.plan import Plan, make_plan
from kotipesa.plan.explain import Explanation, explain
from kotipesa.plan.match import Candidates, match
from kotipesa.region import Region, read, read_tolerantly
from kotipesa.report import Facts, read_facts, write_html, write_xlsx
from kotipesa.report.compare import Comparison, compare
from kotipesa.report.directory import refuse_foreign, write_plan, write_refusal
from kotipesa.workflow.drawing import drawn_areas
from kotipesa.workflow.watcher import NOBODY, Watcher


@dataclass(frozen=True, eq=False, slots=True)
class BalanceSheet:
    """A balance, and beside it what it rests on and what was odd in its input."""

    region: Region
    balance: Balance
    coverage: Coverage
    notes: tuple[Problem, ...]


def check_region(path: Path) -> tuple[Region | None, tuple[Problem, ...]]:
    """Read what can be read of a region, and list every problem of it."""
    return read_tolerantly(path)


def plan_region(
    path: Path,
    out: Path,
    *,
    gap: float | None = None,
    time_limit_s: float | None = None,
    open_ids: Sequence[str] = (),
    processes: int = 1,
    language: Language = "fi",
    watcher: Watcher = NOBODY,
) -> Plan:
    """Read a region, plan it, and write the plan with its report into ``out``.

    processes: for the parts of a large region, as in ``make_plan``.
    Raises InputError for bad data, UsageError for a folder that holds something else; with
    plan.json saying why, InfeasibleError when agreed moves cannot be kept, and InternalError when
    the plan fails its certificate.
    """
    refuse_foreign(out)
    watcher.stage("read")
    region = read(path)
    watcher.stage("plan")
    try:
        plan = make_plan(
            region,
            gap=gap,
            time_limit_s=time_limit_s,
            open_ids=open_ids,
            progress=watcher.round,
            processes=processes,
        )
        watcher.stage("write")
        write_plan(plan, out, language=language)
    except (InfeasibleError, InternalError) as reasons:
        write_refusal(region, reasons, out)
        raise
    return plan


def balance_region(
    path: Path, *, by: Sequence[str] = BY_DEFAULT, areas: Path | None = None, layer: str = ""
) -> BalanceSheet:
    """Read a region and add up its surplus and need, of the drawn areas alone where given."""
    region = read(path)
    drawn, notes = drawn_areas(areas, layer) if areas else (None, ())
    return BalanceSheet(
        region=region,
        balance=balance(region, by=by, areas=drawn),
        coverage=coverage(region),
        notes=(*region.notes, *notes),
    )


def match_lot(path: Path, lot_id: str) -> Candidates:
    """Rank who could take or give what one lot has or needs, without a plan."""
    return match(read(path), lot_id)


def explain_lot(path: Path, lot_id: str, *, watcher: Watcher = NOBODY) -> Explanation:
    """Plan a region, and explain where one of its lots goes and why not elsewhere."""
    watcher.stage("read")
    region = read(path)
    match(region, lot_id)
    watcher.stage("plan")
    return explain(make_plan(region, with_baselines=False, progress=watcher.round), lot_id)


def compare_plans(before: Path, after: Path) -> Comparison:
    """Say what changed from one plan to another, and why."""
    return compare(before, after)


def report_again(directory: Path, language: Language) -> Facts:
    """Write the report and the workbook of a plan anew, in another language."""
    facts = read_facts(directory)
    write_html(facts, language, directory / "report.html")
    write_xlsx(facts, language, directory / "plan.xlsx")
    return facts
