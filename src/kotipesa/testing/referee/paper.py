# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write the referee's answer as the files of a plan, so that the auditor can be tried on it."""

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from kotipesa.periods import month_text
from kotipesa.region import Region
from kotipesa.testing.law import Law, law_of, partners, saving_eur_per_t
from kotipesa.testing.law.reasons import HAS_A_WAY, legal_reasons
from kotipesa.testing.referee.answer import Answer, Flow
from kotipesa.testing.referee.offers import Grade
from kotipesa.vocab import CONTAMINATION, FITNESS, SULPHIDE

_ENDS = ("from_kind", "from_id", "to_kind", "to_id", "part")
_GRADE = ("material", "fitness", "contamination", "sulphide")
MOVES = (*_ENDS, *_GRADE, "month", "tonnes", "km", "eur", "kgco2e")
STOCKS = ("store", *_GRADE, "month", "tonnes")
UNMET = ("lot", "tonnes", "reason")


def write_answer(
    region: Region, answer: Answer, directory: Path, opened: Sequence[str] = ()
) -> Path:
    """Write moves.csv, stocks.csv, unmet.csv and plan.json; gives the folder."""
    directory.mkdir(parents=True, exist_ok=True)
    law = law_of(region, opened)
    _write(directory / "moves.csv", MOVES, (_move(region, flow) for flow in answer.flows))
    stocks = (
        [region.facilities.id[s.store], *_codes(region, s.grade), _month(region, s.month), s.tonnes]
        for s in answer.stocks
    )
    _write(directory / "stocks.csv", STOCKS, stocks)
    _write(directory / "unmet.csv", UNMET, _unmet(law, answer))
    figures = {"status": answer.status, "opened": list(opened), **_figures(region, answer)}
    (directory / "plan.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")
    return directory


def _write(path: Path, header: Sequence[str], lines: Iterable[list[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([_cell(value) for value in line] for line in lines)


def _cell(value: Any) -> str:
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def _codes(region: Region, grade: Grade) -> list[str]:
    material, fitness, contamination, sulphide = grade
    return [
        str(region.materials.code[material]),
        (*FITNESS, "unknown")[fitness],
        CONTAMINATION[contamination],
        SULPHIDE[sulphide],
    ]


def _month(region: Region, month: int) -> str:
    return month_text(region.settings.start + month)


def _move(region: Region, flow: Flow) -> list[Any]:
    arc, tonnes = flow.arc, flow.tonnes
    givers = region.lots.id if arc.from_kind == "lot" else region.facilities.id
    takers = region.lots.id if arc.to_kind == "lot" else region.facilities.id
    ends = [arc.from_kind, givers[arc.from_row], arc.to_kind, takers[arc.to_row], arc.part]
    weights = [tonnes, arc.km, tonnes * arc.eur_per_t, tonnes * arc.kgco2e_per_t]
    return [*ends, *_codes(region, arc.grade), _month(region, arc.month), *weights]


def _unmet(law: Law, answer: Answer) -> Iterable[list[Any]]:
    for row, tonnes in answer.unmet_t:
        yield [law.region.lots.id[row], tonnes, _reason(law, row)]
    calendar = law.calendar
    for row, name in enumerate(law.region.lots.id):
        if calendar.not_planned[row]:
            yield [name, 0.0, "not_planned"]
        elif calendar.same_as_another[row]:
            yield [name, 0.0, "same_as_another"]
        elif calendar.alternative[row]:
            yield [name, 0.0, "alternative"]
        elif calendar.outside_horizon[row]:
            yield [name, 0.0, "outside_horizon"]


def _reason(law: Law, lot: int) -> str:
    legal, known = legal_reasons(law, lot), partners(law, lot)
    if legal != HAS_A_WAY:
        return max(legal)
    is_cheap = saving_eur_per_t(law, known)[known.able] > 0
    return "no_capacity" if is_cheap.any() else "too_dear"


def _figures(region: Region, answer: Answer) -> dict[str, Any]:
    """Add everything up; an objective that does not follow is the auditor's to find."""
    settings, flows = region.settings, answer.flows
    charged = [(flow, _charging_facility(flow)) for flow in flows]
    table = region.facilities
    facility_eur = sum(f.tonnes * float(table.eur_per_t[row]) for f, row in charged if row >= 0)
    kgco2e = sum(f.tonnes * f.arc.kgco2e_per_t for f in flows)
    kgco2e += sum(f.tonnes * float(table.kgco2e_per_t[row]) for f, row in charged if row >= 0)
    end_stock_t = sum(s.tonnes for s in answer.stocks if s.month == settings.months - 1)
    stored = sum(s.tonnes for s in answer.stocks) * settings.storage_eur_per_t_month
    unmet_t = sum(tonnes for _, tonnes in answer.unmet_t)
    left = sum(f.tonnes for f in flows if f.arc.from_kind == "lot")
    recovered = sum(f.tonnes for f in flows if _is_recovered(region, f))
    virgin = [f for f in flows if f.arc.from_kind == "source" and table.is_virgin[f.arc.from_row]]
    return {
        "objective_eur": answer.objective_eur,
        "lower_bound_eur": answer.objective_eur,
        "gap": 0.0,
        "haul_eur": sum(f.tonnes * f.arc.eur_per_t for f in flows),
        "facility_eur": facility_eur,
        "storage_eur": stored + end_stock_t * settings.end_stock_eur_per_t,
        "carbon_eur": kgco2e / 1000 * settings.carbon_eur_per_t,
        "fixed_eur": 0.0,
        "unmet_eur": unmet_t * settings.unmet_eur_per_t,
        "unmet_t": unmet_t,
        "process_loss_t": sum(_lost_t(region, f) for f in flows),
        "end_stock_t": end_stock_t,
        "recovery_share": recovered / left if left else None,
        "virgin_t": sum(f.tonnes for f in virgin),
        "moves": len(flows),
        "tonne_km": sum(f.tonnes * f.arc.km for f in flows),
        "kgco2e": kgco2e,
        "max_residual_t": 0.0,
        "baselines": {"alone": answer.objective_eur, "greedy": answer.objective_eur},
    }


def _charging_facility(flow: Flow) -> int:
    """Give the facility that charges a move, -1 for none."""
    if flow.arc.from_kind == "source":
        return flow.arc.from_row
    return -1 if flow.arc.to_kind == "lot" else flow.arc.to_row


def _is_recovered(region: Region, flow: Flow) -> bool:
    if flow.arc.to_kind == "lot":
        return flow.arc.from_kind != "source"
    return flow.arc.to_kind == "outlet" and bool(region.facilities.is_recovery[flow.arc.to_row])


def _lost_t(region: Region, flow: Flow) -> float:
    table, row = region.facilities, flow.arc.to_row
    if flow.arc.to_kind != "process" or table.residue_material[row] >= 0:
        return 0.0
    return flow.tonnes * (1 - float(table.yield_share[row]))
