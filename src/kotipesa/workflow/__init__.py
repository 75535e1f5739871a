# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell the whole story: what arrives, what is made of it, what leaves."""

from kotipesa.workflow.arrivals import import_into
from kotipesa.workflow.calibrating import Calibrated, calibrate_from
from kotipesa.workflow.departures import annex_region, export_region, template_into
from kotipesa.workflow.following import follow_plan
from kotipesa.workflow.ground import Ground, look_at_ground
from kotipesa.workflow.keeping_in_step import InStep, OwnFigures, estimate_into, sync_into
from kotipesa.workflow.mappings import propose_for
from kotipesa.workflow.playing import play_region
from kotipesa.workflow.recognising import compare_lists, decide_same, find_same
from kotipesa.workflow.sharing import share_region, solve_game
from kotipesa.workflow.shifting import shift_region
from kotipesa.workflow.siting import site_region
from kotipesa.workflow.story import (
    BalanceSheet,
    balance_region,
    check_region,
    compare_plans,
    explain_lot,
    match_lot,
    plan_region,
    report_again,
)
from kotipesa.workflow.watcher import NOBODY, Watcher

__all__ = [
    "NOBODY",
    "BalanceSheet",
    "Calibrated",
    "Ground",
    "InStep",
    "OwnFigures",
    "Watcher",
    "annex_region",
    "balance_region",
    "calibrate_from",
    "check_region",
    "compare_lists",
    "compare_plans",
    "decide_same",
    "estimate_into",
    "explain_lot",
    "export_region",
    "find_same",
    "follow_plan",
    "import_into",
    "look_at_ground",
    "match_lot",
    "plan_region",
    "play_region",
    "propose_for",
    "report_again",
    "share_region",
    "shift_region",
    "site_region",
    "solve_game",
    "sync_into",
    "template_into",
]
