# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell the whole story on one screen: from lists of projects to a plan and its report."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kotipesa.balance import Balance, Coverage, balance, coverage
from kotipesa.balance.adding import BY_DEFAULT
from kotipesa.errors import InfeasibleError, InputError, Language, Problem, severity
from kotipesa.geo import Areas
from kotipesa.lots.estimate import Estimate, estimate_programmes, read_coefficients
from kotipesa.plan import Plan, make_plan
from kotipesa.plan.explain import Explanation, explain
from kotipesa.plan.match import Candidates, match
from kotipesa.region import Region, merge_tables, read, read_tolerantly
from kotipesa.region.bring_in import Arrivals, bring_in
from kotipesa.report import Facts, read_facts, write_html, write_xlsx
from kotipesa.report.compare import Comparison, compare
from kotipesa.report.directory import refuse_foreign, write_infeasible, write_plan
from kotipesa.report.region_files import write_region_file
from kotipesa.sources.areas import read_areas


class Watcher(Protocol):
    """Whoever wants to hear how far the work is."""

    def stage(self, name: str) -> None:
        """Hear that a stage begins: read, plan, write or estimate."""

    def round(self, number: int, cost_eur: float, bound_eur: float) -> None:
        """Hear what the best plan so far costs, and what any plan must cost at least."""


class _Nobody:
    def stage(self, name: str) -> None:
        """Let it pass."""

    def round(self, number: int, cost_eur: float, bound_eur: float) -> None:
        """Let it pass."""


NOBODY = _Nobody()


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
    language: Language = "fi",
    watcher: Watcher = NOBODY,
) -> Plan:
    """Read a region, plan it, and write the plan with its report into ``out``.

    Raises InputError for bad data, UsageError for a folder that holds something else, and
    InfeasibleError, with plan.json saying why, when agreed moves cannot be kept.
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
        )
    except InfeasibleError as reasons:
        write_infeasible(region, reasons.problems, out)
        raise
    watcher.stage("write")
    write_plan(plan, out, language=language)
    return plan


def balance_region(
    path: Path, *, by: Sequence[str] = BY_DEFAULT, areas: Path | None = None, layer: str = ""
) -> BalanceSheet:
    """Read a region and add up its surplus and need, of the drawn areas alone where given."""
    region = read(path)
    drawn, notes = _drawn(areas, layer) if areas else (None, ())
    return BalanceSheet(
        region=region,
        balance=balance(region, by=by, areas=drawn),
        coverage=coverage(region),
        notes=(*region.notes, *notes),
    )


def estimate_into(
    programmes: Sequence[Path],
    folder: Path,
    *,
    districts: Sequence[Path] = (),
    ground: Path | None = None,
    coefficients: Path | None = None,
    watcher: Watcher = NOBODY,
) -> Estimate:
    """Estimate the masses of lists of coming projects, and add them to a region folder."""
    watcher.stage("estimate")
    found = estimate_programmes(
        programmes,
        districts=districts,
        ground=ground,
        coefficients=read_coefficients(coefficients),
    )
    watcher.stage("write")
    merge_tables(folder, found.tables)
    return found


def import_into(files: Sequence[Path], folder: Path) -> Arrivals:
    """Add the rows of tables to a region folder, all of them or none."""
    arrivals = bring_in(files, folder)
    merge_tables(folder, arrivals.rows)
    return arrivals


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


def export_region(path: Path, to: Path) -> Region:
    """Write a region as one file for other programs."""
    region = read(path)
    write_region_file(region, to)
    return region


def _drawn(file: Path, layer: str) -> tuple[Areas, tuple[Problem, ...]]:
    areas, problems = read_areas(file, layer)
    errors = [found for found in problems if severity(found) == "error"]
    if errors or areas is None:
        raise InputError(errors)
    return areas, problems
