# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Plan a region, or say of one of its lots where it goes and where it might."""

from collections.abc import Sequence
from pathlib import Path

from kotipesa.errors import InfeasibleError, InternalError, Language
from kotipesa.plan import Plan, make_plan
from kotipesa.plan.explain import Explanation, explain
from kotipesa.plan.match import Candidates, match
from kotipesa.region import read
from kotipesa.report.directory import refuse_foreign, write_plan, write_refusal
from kotipesa.workflow.watcher import NOBODY, Watcher


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
