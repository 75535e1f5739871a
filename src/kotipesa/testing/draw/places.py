# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Draw sites, the distances somebody wrote down, and roads."""

from kotipesa.testing.draft import Row
from kotipesa.testing.draw.dice import Dice
from kotipesa.testing.draw.lots import MUNICIPALITIES

WEST, SOUTH, SIZE = 370_000, 6_670_000, 24_000
_STEP = 6_000


def sites(seed: int, count: int) -> list[Row]:
    """Give sites in a square of 24 km; a few are written in degrees, a few belong to nobody."""
    dice = Dice(seed, "sites")
    return [_site(dice, number) for number in range(1, count + 1)]


def _site(dice: Dice, number: int) -> Row:
    in_degrees = dice.chance(0.25)
    x = dice.number(24.7, 25.0) if in_degrees else dice.number(WEST, WEST + SIZE)
    y = dice.number(60.18, 60.36) if in_degrees else dice.number(SOUTH, SOUTH + SIZE)
    return {
        "id": f"s{number}",
        "x": f"{x:.10g}",
        "y": f"{y:.10g}",
        "crs": "EPSG:4326" if in_degrees else "EPSG:3067",
        "municipality": dice.one((*MUNICIPALITIES, *MUNICIPALITIES, "")),
    }


def distances(seed: int, names: list[str], share: float) -> list[Row]:
    """Write down a share of all pairs: by km, by the whole price, or by both."""
    dice = Dice(seed, "distances")
    pairs = [(start, end) for start in names for end in names if dice.chance(share)]
    return [{"from_site": start, "to_site": end, **_leg(dice)} for start, end in pairs]


def _leg(dice: Dice) -> Row:
    has_price, has_km = dice.chance(0.3), dice.chance(0.6)
    return {
        "km": dice.cell(0, 40) if has_km or not has_price else "",
        "eur_per_t": dice.cell(1, 9) if has_price else "",
        "kgco2e_per_t": dice.cell(0, 4, empty=0.7),
    }


def nodes_and_roads(seed: int) -> tuple[list[Row], list[Row]]:
    """Give a grid of roads with some links missing, and an island nobody reaches."""
    dice = Dice(seed, "roads")
    side = range(SIZE // _STEP + 1)
    nodes = [_node(dice, f"n{i}.{j}", i, j) for i in side for j in side]
    roads = [
        {"from_node": f"n{i}.{j}", "to_node": f"n{i + di}.{j + dj}", "metres": str(metres)}
        for i in side
        for j in side
        for di, dj in ((1, 0), (0, 1))
        if (metres := dice.whole(_STEP, 2 * _STEP)) and i + di in side and j + dj in side
        if dice.chance(0.9) and (i, j) != (0, 0)
    ]
    return nodes, roads


def _node(dice: Dice, name: str, i: int, j: int) -> Row:
    x = WEST + i * _STEP + dice.whole(-900, 900)
    y = SOUTH + j * _STEP + dice.whole(-900, 900)
    return {"id": name, "x": str(x), "y": str(y), "crs": "EPSG:3067"}
