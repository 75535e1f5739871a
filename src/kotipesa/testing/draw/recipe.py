# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Put the tables of an imaginary region together."""

from typing import Any

from kotipesa.testing.draft import Draft, Tables
from kotipesa.testing.draw import facilities, locks, lots, places
from kotipesa.testing.draw.dice import START, Dice

_WRITTEN = {"explicit": 0.7, "crow": 0.1, "roads": 0.1}
"""The share of site pairs that distances.csv holds, by distance rule."""


def draw(
    seed: int, *, count: int = 24, every_rule: bool = True, broken_lock: bool = False
) -> Draft:
    """Draw a region; the same seed gives the same rows, its rest by three the distance rule."""
    rule = tuple(_WRITTEN)[seed % 3] if every_rule else "crow"
    settings = _settings(seed, rule, every_rule=every_rule)
    draft = Draft(_tables(seed, count, settings, every_rule=every_rule), settings)
    if every_rule:
        draft.tables["locked"] = locks.kept_locks(seed, draft.region())
    if broken_lock:
        draft.tables["locked"].append(locks.broken_lock(seed, draft.region()))
    return draft


def _tables(seed: int, count: int, settings: dict[str, Any], *, every_rule: bool) -> Tables:
    months, rule = settings["months"], settings["distances"]
    sites = places.sites(seed, max(6, count // 2))
    names = [row["id"] for row in sites]
    tables: Tables = {
        "materials": lots.materials(),
        "sites": sites,
        "lots": lots.lots(seed, count, months, names, every_rule=every_rule),
        "facilities": facilities.facilities(seed, months, names, every_rule=every_rule),
        "distances": places.distances(seed, names, _WRITTEN[rule] if every_rule else 0.0),
        "locked": [],
    }
    if every_rule:
        tables["projects"] = lots.projects(seed)
    if rule == "roads":
        tables["nodes"], tables["roads"] = places.nodes_and_roads(seed)
    return tables


def _settings(seed: int, rule: str, *, every_rule: bool) -> dict[str, Any]:
    dice = Dice(seed, "settings")
    settings: dict[str, Any] = {
        "start": START,
        "months": dice.whole(5, 8),
        "distances": rule,
        "haul_eur_per_tkm": dice.number(0.05, 0.2),
        "haul_eur_per_t": dice.number(0, 2),
        "haul_kgco2e_per_tkm": dice.number(0.05, 0.15),
        "carbon_eur_per_t": dice.number(20, 120),
        "storage_eur_per_t_month": dice.number(0, 0.6),
        "unmet_eur_per_t": dice.number(15, 60) if dice.chance(0.4) else 1000.0,
    }
    if every_rule:
        settings |= _rarer_settings(dice)
    return settings


def _rarer_settings(dice: Dice) -> dict[str, Any]:
    drawn = {
        "end_stock_eur_per_t": dice.number(0, 8),
        "min_recovery_share": dice.number(0.2, 0.8),
        "max_km": dice.number(18, 40),
        "detour": dice.number(1.1, 1.5),
        "alternatives": [dice.one(("p1", "p2", "p3"))],
    }
    return {name: value for name, value in drawn.items() if dice.chance(0.6)}
