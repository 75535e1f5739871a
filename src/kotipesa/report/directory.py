# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write a plan as a directory that appears whole or not at all (formats.md §3)."""

import os
import re
import shutil
from collections.abc import Callable
from glob import escape
from pathlib import Path

from kotipesa.balance import balance, write_balance_csv
from kotipesa.errors import (
    InfeasibleError,
    InternalError,
    KotipesaError,
    Language,
    UsageError,
    Where,
    problem,
)
from kotipesa.plan import Plan
from kotipesa.plan.files import number_text, read_table, write_columns, write_table
from kotipesa.plan.residuals import allowed_t, max_residual_t
from kotipesa.plan.tables import Moves, Stocks, Unmet
from kotipesa.region import Region
from kotipesa.report.facts import read_facts
from kotipesa.report.geopackage import write_gpkg
from kotipesa.report.html import write_html
from kotipesa.report.places import facility_columns, lot_columns
from kotipesa.report.plain_files import rounded, write_json
from kotipesa.report.record import plan_record, refusal_record
from kotipesa.report.siting_files import SITING_FILES, siting_record, write_siting
from kotipesa.report.workbook import write_xlsx
from kotipesa.siting import Siting

_BESIDE = re.compile(r"\.(?P<process>\d+)\.(?P<kind>partial|old)$")

PLAN_FILES = frozenset(
    {
        "balance.csv",
        "explain.csv",
        "facilities.csv",
        "lots.csv",
        "moves.csv",
        "plan.gpkg",
        "plan.json",
        "plan.xlsx",
        "report.html",
        "stocks.csv",
        "unmet.csv",
    }
)


def write_plan(
    plan: Plan,
    directory: str | os.PathLike[str],
    *,
    language: Language = "fi",
    for_people: bool = True,
    siting: Siting | None = None,
) -> None:
    """Write every file of a plan.

    siting: what could be opened, where that was asked; for_people: with report.html in the
    language, plan.xlsx and plan.gpkg. Raises UsageError when the directory holds something else,
    InternalError when tonnes appear or vanish in the files.
    """

    def write(folder: Path) -> None:
        _write_tables(plan, folder)
        residual = _checked_residual_t(plan, folder)
        record = plan_record(plan, residual)
        if siting:
            write_siting(siting, folder)
            record |= rounded(siting_record(siting))
        write_json(record, folder / "plan.json")
        if for_people:
            facts = read_facts(folder)
            write_xlsx(facts, language, folder / "plan.xlsx")
            write_gpkg(facts, folder / "plan.gpkg")
            write_html(facts, language, folder / "report.html")

    _appear(Path(directory), write)


def write_refusal(region: Region, reasons: KotipesaError, directory: Path) -> None:
    """Write plan.json alone: no plan keeps what was agreed, or ours failed its certificate."""
    status = "infeasible" if isinstance(reasons, InfeasibleError) else "error"
    record = refusal_record(region, status, reasons.problems)
    _appear(directory, lambda folder: write_json(record, folder / "plan.json"))


def _write_tables(plan: Plan, folder: Path) -> None:
    write_table(plan.moves, folder / "moves.csv")
    write_table(plan.stocks, folder / "stocks.csv")
    write_table(plan.unmet, folder / "unmet.csv")
    write_table(plan.prices, folder / "explain.csv")
    write_balance_csv(balance(plan.region), folder / "balance.csv")
    write_columns(lot_columns(plan.region), folder / "lots.csv")
    write_columns(facility_columns(plan.region), folder / "facilities.csv")


def _checked_residual_t(plan: Plan, folder: Path) -> float:
    """Recount conservation from the files themselves; refuse a plan that leaks."""
    residual = max_residual_t(
        plan.problem,
        read_table(Moves, folder / "moves.csv"),
        read_table(Stocks, folder / "stocks.csv"),
        read_table(Unmet, folder / "unmet.csv"),
    )
    allowed = allowed_t(plan.problem)
    if residual > allowed:
        shown = {"residual_t": number_text(residual), "allowed_t": number_text(allowed)}
        raise InternalError([problem("plan_leaks", **shown)])  # type: ignore[arg-type]
    return residual


def _appear(directory: Path, write: Callable[[Path], None]) -> None:
    """Write into a folder beside, then put it in the place of the old one."""
    directory = directory.absolute()
    refuse_foreign(directory)
    directory.parent.mkdir(parents=True, exist_ok=True)
    _clear_beside(directory)
    partial = directory.with_name(f".{directory.name}.{os.getpid()}.partial")
    old = directory.with_name(f".{directory.name}.{os.getpid()}.old")
    partial.mkdir()
    try:
        write(partial)
        if directory.exists():
            directory.rename(old)
        partial.rename(directory)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def _clear_beside(directory: Path) -> None:
    """Remove what killed writers left beside; a plan that they had put aside comes back."""
    for left in sorted(directory.parent.glob(f".{escape(directory.name)}.*")):
        found = _BESIDE.search(left.name)
        if not found or _is_at_work(int(found["process"])):
            continue
        if found["kind"] == "old" and not directory.exists():
            left.rename(directory)
        shutil.rmtree(left, ignore_errors=True)


def _is_at_work(process: int) -> bool:
    """Tell whether another process of this number is there."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return process != os.getpid()


def refuse_foreign(directory: Path) -> None:
    """Never replace anything but an empty folder or a plan; raises UsageError.

    A region's folder may hold files of the same names as a plan's, but never a plan.json.
    """
    if not directory.exists():
        return
    names = {path.name for path in directory.iterdir()} if directory.is_dir() else {directory.name}
    is_plan = directory.is_dir() and "plan.json" in names
    foreign = sorted(names - PLAN_FILES - SITING_FILES if is_plan else names)
    if foreign:
        where = Where(str(directory), value=foreign[0])
        raise UsageError([problem("directory_not_a_plan", where, found=foreign[0])])
