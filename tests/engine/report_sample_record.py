# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write the plan.json of the imaginary plan directory, added up from its own tables."""

from typing import TYPE_CHECKING

from kotipesa.periods import month_number, month_text

if TYPE_CHECKING:
    from report_sample import Sample

START = month_number("2026-03")
COST = {"eur_per_t": 1.5, "eur_per_tkm": 0.12, "kg_per_tkm": 0.09, "unmet_eur_per_t": 1000.0}
NAMES = ("id", "fi", "sv", "en", "value", "low", "high", "unit", "source", "year", "verified")
FACTORS = (
    (
        *("litres_per_tkm", "Polttoaineen kulutus", "Bränsleförbrukning", "Fuel use"),
        *(0.036, 0.027, 0.045, "l/tkm", "placeholder", 2026, False),
    ),
    (
        *("kgco2e_per_litre", "Dieselin päästö", "Utsläpp från diesel", "Diesel emission"),
        *(2.5, 2.48, 2.53, "kgCO2e/l", "Helsinki 2016 to 2019", 2019, True),
    ),
    (
        *("rock_kgco2e_per_t", "Murskeen päästö", "Utsläpp från kross", "Crushed rock emission"),
        *(4.0, 3.0, 6.0, "kgCO2e/t", "co2data.fi", 2022, True),
    ),
)
NOTE = {
    "code": "distance_crow",
    "fi": "Etäisyydet on laskettu linnuntietä ja kerrottu kiertokertoimella 1,3.",
    "sv": "Avstånden är fågelvägar multiplicerade med omvägsfaktorn 1,3.",
    "en": "Distances are straight lines times the detour factor 1.3.",
}


def plan_record(sample: "Sample", stocks: list[dict]) -> dict:
    moves = sample.moves
    last = month_text(START + sample.months - 1)
    tonne_km = round(sum(m["tonnes"] * m["km"] for m in moves), 3)
    kgco2e = round(sum(m["kgco2e"] for m in moves), 3)
    unmet_t = round(sum(tonnes for tonnes, _ in sample.unmet.values()), 3)
    lost_t = sum(0.05 * m["tonnes"] for m in moves if m["to_kind"] == "process")
    used_t, left_t = _used_and_left(sample)
    money = _money(sample, unmet_t)
    objective = money["objective_eur"]
    return {
        "status": "optimal",
        **money,
        "lower_bound_eur": round(objective * (1 - 3e-7), 3),
        "gap": 3e-7,
        "unmet_t": unmet_t,
        "process_loss_t": round(lost_t, 3),
        "end_stock_t": round(sum(s["tonnes"] for s in stocks if s["month"] == last), 3),
        "recovery_share": round(used_t / left_t, 6),
        "virgin_t": round(sum(m["tonnes"] for m in moves if m["from_kind"] == "source"), 3),
        "opened": [],
        "moves": len(moves),
        "tonne_km": tonne_km,
        "litres": round(tonne_km * 0.036, 3),
        "kgco2e": kgco2e,
        "max_residual_t": 0.0,
        "seconds": 1.25,
        "baselines": {"alone": round(objective * 1.31, 3), "greedy": round(objective * 1.08, 3)},
        "unverified": ["density:savi", "litres_per_tkm"],
        "vocab_version": "2026.1",
        "engine_version": "0.1.0",
        "input_sha256": "0f" * 32,
        "start": month_text(START),
        "months": sample.months,
        "horizon": f"{month_text(START)}/{last}",
        "settings": {"haul_eur_per_tkm": 0.12, "haul_eur_per_t": 1.5, "distances": "crow"},
        "defaulted": ["haul_eur_per_t"],
        "impact": _impact(tonne_km, kgco2e, used_t),
        "factors": [dict(zip(NAMES, row, strict=True)) for row in FACTORS],
        "rests_on": _rests_on(sample),
        "notes": [NOTE],
    }


def _money(sample: "Sample", unmet_t: float) -> dict[str, float]:
    price = {f["id"]: f["eur_per_t"] for f in sample.facilities}
    intake = [(m["tonnes"], m["to_id"]) for m in sample.moves if m["to_kind"] != "lot"]
    output = [(m["tonnes"], m["from_id"]) for m in sample.moves if m["from_kind"] == "source"]
    parts = {
        "haul_eur": round(sum(m["eur"] for m in sample.moves), 3),
        "facility_eur": round(sum(t * price[place] for t, place in intake + output), 3),
        "storage_eur": 0.0,
        "carbon_eur": 0.0,
        "fixed_eur": 0.0,
        "unmet_eur": unmet_t * COST["unmet_eur_per_t"],
    }
    return {"objective_eur": round(sum(parts.values()), 3), **parts}


def _used_and_left(sample: "Sample") -> tuple[float, float]:
    outcome = {f["id"]: f["outcome"] for f in sample.facilities}
    to_needs = [m for m in sample.moves if m["to_kind"] == "lot" and m["from_kind"] != "source"]
    recovered = [m for m in sample.moves if outcome.get(m["to_id"]) == "recovery"]
    used = sum(m["tonnes"] for m in to_needs + recovered)
    return used, sum(m["tonnes"] for m in sample.moves if m["from_kind"] == "lot")


def _impact(tonne_km: float, kgco2e: float, used_t: float) -> list[dict]:
    fuel = ["litres_per_tkm"]
    rows = [
        ("tonne_km", tonne_km, 0.0, "tkm", "fact", []),
        ("litres", 0.036 * tonne_km, 0.25, "l", "caused", fuel),
        ("kgco2e", kgco2e, 0.25, "kgCO2e", "caused", [*fuel, "kgco2e_per_litre"]),
        ("avoided_virgin_t", 0.8 * used_t, 0.15, "t", "avoided", []),
        ("avoided_virgin_kgco2e", 4 * used_t, 0.4, "kgCO2e", "avoided", ["rock_kgco2e_per_t"]),
    ]
    return [
        {
            "id": name,
            "unit": unit,
            "kind": kind,
            "factors": factors,
            "value": value,
            "low": value * (1 - spread),
            "high": value * (1 + spread),
        }
        for name, value, spread, unit, kind, factors in rows
    ]


def _rests_on(sample: "Sample") -> dict:
    lots = sample.haves + sample.needs
    members = [
        {"owner": owner, "lots": sum(lot["owner"] == owner for lot in lots), "tonnes": 1500.0}
        for owner in sorted({lot["owner"] for lot in lots})
    ]
    municipalities = [
        {"municipality": code, "has_data": True, "projects_known": 3, "projects_listed": known}
        for code, known in (("091", 8), ("049", None))
    ]
    blind = {"municipality": "078", "has_data": False, "projects_known": 0}
    return {
        "members": members,
        "municipalities": [*municipalities, {**blind, "projects_listed": None}],
        "known_share": 0.42,
    }
