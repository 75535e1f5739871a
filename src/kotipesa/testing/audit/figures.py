# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Add up every figure of plan.json again."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from kotipesa.region.tables import PROCESS, SOURCE
from kotipesa.testing.audit.balances import largest_residual_t
from kotipesa.testing.audit.case import RELATIVE, Case
from kotipesa.testing.audit.fault import Fault
from kotipesa.testing.audit.limits import recovered_and_left_t, throughput

PLANNED = ("optimal", "gap_reached", "time_limit")
UNPLANNED = ("infeasible", "error")
_MONEY = ("haul_eur", "facility_eur", "storage_eur", "carbon_eur", "fixed_eur", "unmet_eur")


def wrong_figures(case: Case) -> Iterator[Fault]:
    """Compare every figure with the one derived."""
    for name, derived in derived_figures(case).items():
        found = _number(case.figures.get(name))
        if not abs(found - derived) <= RELATIVE * max(1.0, abs(derived)):
            yield Fault("wrong_figure", f"plan.json {name}", f"{found:.12g}, not {derived:.12g}")
    objective = sum(_number(case.figures.get(name)) for name in _MONEY)
    found = _number(case.figures.get("objective_eur"))
    if not abs(found - objective) <= RELATIVE * max(1.0, abs(objective)):
        yield Fault("wrong_sum", "plan.json objective_eur", f"{found:.12g}, not {objective:.12g}")


def wrong_opened(case: Case) -> Iterator[Fault]:
    """Find opened facilities that need no opening or do not exist."""
    table = case.law.region.facilities
    unbuilt = table.id[~np.isnan(table.fixed_eur)]
    for name in case.figures.get("opened", []):
        if name not in unbuilt:
            yield Fault("wrong_figure", "plan.json opened", f"{name} is no unbuilt facility")


def wrong_proof(case: Case) -> Iterator[Fault]:
    """Judge the bound, the gap, the status and the baselines against the objective."""
    figures = case.figures
    objective, bound = (
        _number(figures.get("objective_eur")),
        _number(figures.get("lower_bound_eur")),
    )
    gap = _number(figures.get("gap"))
    trifle = RELATIVE * max(1.0, abs(objective))
    if not bound <= objective + trifle:
        yield Fault("bad_bound", "plan.json lower_bound_eur", f"{bound:.12g} > {objective:.12g}")
    missed = max(objective - bound, 0.0)
    scales = (max(abs(objective), 1e-9), max(abs(objective), 1.0))
    if not any(abs(gap - missed / scale) <= 1e-9 + RELATIVE * gap for scale in scales):
        yield Fault("bad_gap", "plan.json gap", f"{gap:.6g}, not {missed / scales[0]:.6g}")
    status = figures.get("status")
    if status == "optimal" and not gap <= max(case.law.region.settings.gap, RELATIVE):
        yield Fault("bad_status", "plan.json status", f"optimal with a gap of {gap:.6g}")
    for name, found in (figures.get("baselines") or {}).items():
        if found is not None and status == "optimal" and not objective <= _number(found) + trifle:
            yield Fault("bad_baseline", f"plan.json {name}", f"{found} < {objective:.12g}")


def derived_figures(case: Case) -> dict[str, float]:
    """Derive the figures from moves, stocks and unmet."""
    flows, region = case.flows, case.law.region
    table, settings = region.facilities, region.settings
    through = throughput(case).sum(axis=1)
    kgco2e = flows.kgco2e.sum() + through @ table.kgco2e_per_t
    end_stock_t = case.held.tonnes[case.held.month == settings.months - 1].sum()
    storage = case.held.tonnes.sum() * settings.storage_eur_per_t_month
    unmet_t = case.left.tonnes.sum()
    lost = (table.role == PROCESS) & (table.residue_material < 0)
    virgin = (table.role == SOURCE) & table.is_virgin
    recovered, left = recovered_and_left_t(case)
    shares = {"recovery_share": recovered / left} if left > 0 else {}
    return shares | {
        "haul_eur": float(flows.eur.sum()),
        "facility_eur": float(through @ table.eur_per_t),
        "storage_eur": float(storage + end_stock_t * settings.end_stock_eur_per_t),
        "carbon_eur": float(kgco2e / 1000 * settings.carbon_eur_per_t),
        "fixed_eur": _fixed_eur(case),
        "unmet_eur": float(unmet_t * settings.unmet_eur_per_t),
        "unmet_t": float(unmet_t),
        "process_loss_t": float((through * (1 - table.yield_share))[lost].sum()),
        "end_stock_t": float(end_stock_t),
        "virgin_t": float(through[virgin].sum()),
        "tonne_km": float((flows.tonnes * flows.km).sum()),
        "kgco2e": float(kgco2e),
        "moves": float(len(flows.line)),
        "max_residual_t": largest_residual_t(case),
    }


def _fixed_eur(case: Case) -> float:
    """Charge what is opened where that was chosen; to open by hand is free (formats.md §2)."""
    if "siting" not in case.figures:
        return 0.0
    table = case.law.region.facilities
    return float(table.fixed_eur[np.isin(table.id, case.figures.get("opened", []))].sum())


def _number(found: Any) -> float:
    """Read a figure; anything but a number fails every comparison."""
    is_number = isinstance(found, int | float) and not isinstance(found, bool)
    return float(found) if is_number else float("nan")
