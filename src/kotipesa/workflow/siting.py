# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Choose where to open facilities, and write the plan with them."""

from pathlib import Path

from kotipesa.errors import InfeasibleError, InternalError, Language
from kotipesa.region import read
from kotipesa.report.directory import refuse_foreign, write_plan, write_refusal
from kotipesa.siting import Asked, Siting, choose_sites
from kotipesa.workflow.watcher import NOBODY, Watcher


def site_region(
    path: Path,
    out: Path,
    asked: Asked,
    *,
    language: Language = "fi",
    watcher: Watcher = NOBODY,
) -> Siting:
    """Read a region, choose what to open, and write the plan and what each candidate is worth.

    Raises InputError for bad data or nothing to choose from, UsageError for a folder that holds
    something else; with plan.json saying why, InfeasibleError when agreed moves cannot be kept
    whatever is opened, and InternalError when the plan fails its certificate.
    """
    refuse_foreign(out)
    watcher.stage("read")
    region = read(path)
    watcher.stage("siting")
    try:
        siting = choose_sites(region, asked, watcher.round)
        watcher.stage("write")
        write_plan(siting.plan, out, language=language, siting=siting)
    except (InfeasibleError, InternalError) as reasons:
        write_refusal(region, reasons, out)
        raise
    return siting
