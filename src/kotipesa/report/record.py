# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Put what a plan says of itself into plan.json: cost, proof, impact, what it rests on."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from kotipesa.balance import coverage, rests_on
from kotipesa.errors import LANGUAGES, Problem, message
from kotipesa.impact import Impact, assess
from kotipesa.periods import month_text
from kotipesa.plan import Plan
from kotipesa.plan.solve.highs import solver_version
from kotipesa.region import Region
from kotipesa.report.plain_files import rounded
from kotipesa.version import __version__
from kotipesa.vocab import VERSION, factors


def plan_record(plan: Plan, max_residual_t: float) -> dict[str, Any]:
    """Give the content of plan.json (formats.md §3), with what the report adds to it."""
    impact = assess(plan.region, plan.moves)
    achieved = plan.outcomes
    figures = impact.values()
    record = {
        "status": plan.status,
        "objective_eur": plan.objective_eur,
        "lower_bound_eur": plan.lower_bound_eur,
        "gap": plan.gap,
        **asdict(plan.money),
        "unmet_t": achieved.unmet_t,
        "process_loss_t": achieved.process_loss_t,
        "end_stock_t": achieved.end_stock_t,
        "recovery_share": achieved.recovery_share,
        "virgin_t": achieved.virgin_t,
        "opened": list(plan.opened),
        "moves": len(plan.moves),
        "tonne_km": figures["tonne_km"],
        "litres": figures["litres"],
        "kgco2e": figures["kgco2e"],
        "max_residual_t": max_residual_t,
        "certificate": asdict(plan.certificate),
        "seconds": round(plan.seconds, 3),
        "baselines": {
            "alone": plan.baselines.alone_eur,
            "greedy": plan.baselines.greedy_eur,
        },
        "unverified": unverified_ids(plan.region, impact),
        **versions(plan.region),
        "impact": [asdict(figure) for figure in impact.figures],
        "factors": _factor_rows(plan.region, impact),
        "rests_on": rests_on(coverage(plan.region)),
        **_frame(plan.region),
        "notes": _notes((*plan.region.notes, *plan.problem.haul.notes)),
    }
    return dict(rounded(record))


def refusal_record(region: Region, status: str, conflicts: Sequence[Problem]) -> dict[str, Any]:
    """Give the content of plan.json where there is no plan, with the reasons.

    status: infeasible when no plan can keep what was agreed, error when ours fails its certificate.
    """
    return {
        "status": status,
        "objective_eur": None,
        "lower_bound_eur": None,
        "gap": None,
        "conflicts": _notes(conflicts),
        **versions(region),
        **_frame(region),
        "notes": _notes(region.notes),
    }


def unverified_ids(region: Region, impact: Impact) -> list[str]:
    """Name the factors used that no source has verified: prices, emissions, densities."""
    defaulted = set(region.settings.defaulted) & set(factors())
    lots, materials = region.lots, region.materials
    in_volume = np.char.startswith(lots.unit.astype(str), "m3")
    used = np.unique(lots.material[in_volume])
    densities = {f"density:{materials.code[m]}" for m in used if not materials.verified[m]}
    unsure = {name for name in defaulted if not factors()[name].verified}
    return sorted(unsure | set(impact.unverified) | densities)


def versions(region: Region) -> dict[str, str]:
    """Say what made a result, and of what."""
    return {
        "vocab_version": VERSION,
        "engine_version": __version__,
        "solver_version": solver_version(),
        "input_sha256": region.sha256,
    }


def _frame(region: Region) -> dict[str, Any]:
    """Tell the months and the settings a plan was made with."""
    settings = asdict(region.settings)
    start, months = settings.pop("start"), settings.pop("months")
    defaulted = settings.pop("defaulted")
    settings["distances"] = settings.pop("distance_rule")
    settings["max_km"] = settings["max_km"] if np.isfinite(settings["max_km"]) else None
    return {
        "start": month_text(start),
        "months": months,
        "horizon": f"{month_text(start)}/{month_text(start + months - 1)}",
        "settings": settings | {"alternatives": list(settings["alternatives"])},
        "defaulted": list(defaulted),
    }


def _factor_rows(region: Region, impact: Impact) -> list[dict[str, Any]]:
    known = factors()
    used = sorted((set(impact.factors) | set(region.settings.defaulted)) & set(known))
    names = ("id", "fi", "sv", "en", "value", "low", "high", "unit", "source", "year", "verified")
    return [{name: getattr(known[one], name) for name in names} for one in used]


def _notes(problems: Sequence[Problem]) -> list[dict[str, str]]:
    return [
        {"code": one.code} | {language: message(one, language) for language in LANGUAGES}
        for one in problems
    ]
