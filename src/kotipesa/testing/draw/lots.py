# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Draw materials, projects and lots."""

from kotipesa.testing.draft import Row, rows
from kotipesa.testing.draw.dice import Dice, month
from kotipesa.vocab import FITNESS

MUNICIPALITIES = ("Helsinki", "Espoo", "Vantaa")
OWNERS = ("north", "south", "builder")

_CONTAMINATION = {
    "clean": 0.55,
    "threshold": 0.15,
    "lower": 0.1,
    "upper": 0.05,
    "hazardous": 0.05,
    "unknown": 0.1,
}
_SULPHIDE = {"": 0.7, "no": 0.15, "potential": 0.1, "actual": 0.05}
_ACCEPTED = {
    "": 0.3,
    "clean": 0.2,
    "clean|threshold": 0.3,
    "clean|threshold|lower": 0.1,
    "threshold": 0.05,
    "clean|unknown": 0.05,
}
_UNITS = {"t": 0.5, "kg": 0.1, "m3ktr": 0.2, "m3itd": 0.1, "m3rtr": 0.1}
_CUBIC = 0.5
"""A rough m³ktr a tonne: amounts need a size, not a truth."""


def materials() -> list[Row]:
    """Give materials that replace each other in part: crush and mix for others, but not in turn."""
    return rows(
        "code t_per_m3ktr itd_per_ktr rtr_per_ktr replaces",
        "stone   2.6  1.7  1.3  .",
        "coarse  2.0  1.25 0.95 .",
        "fine    1.8  1.2  0.9  .",
        "soft    1.6  1.3  0.85 .",
        "crushed 2.1  1.3  0.9  coarse",
        "mixed   1.9  1.25 0.9  coarse|fine|crushed",
        "sludge  1.4  1.1  1.0  .",
    )


def material_codes() -> list[str]:
    """Name the materials lots are of; sludge only comes out of a process."""
    return [row["code"] for row in materials() if row["code"] != "sludge"]


def projects(seed: int) -> list[Row]:
    """Give four projects, the second and third alternatives of the first.

    The fourth is in half of the regions the same as one of the others.
    """
    dice = Dice(seed, "projects")
    rows = [
        {
            "id": f"p{number}",
            "owner": dice.one(OWNERS),
            "alternative_of": "p1" if number in (2, 3) else "",
            "probability": dice.cell(0.5, 1, empty=0.5),
            "shift_later": str(dice.whole(0, 3)),
        }
        for number in (1, 2, 3, 4)
    ]
    rows[3]["same_as"] = dice.one(("p1", "p2", "p3")) if dice.chance(0.5) else ""
    return rows


def lots(seed: int, count: int, months: int, sites: list[str], *, every_rule: bool) -> list[Row]:
    """Give haves and needs in turn."""
    dice = Dice(seed, "lots")
    return [
        _lot(dice, number, months, dice.one(sites), every_rule=every_rule)
        for number in range(1, count + 1)
    ]


def _lot(dice: Dice, number: int, months: int, site: str, *, every_rule: bool) -> Row:
    is_have = number % 2 == 1
    first = dice.whole(-2 if every_rule else 0, months + (1 if every_rule else -2))
    unit = dice.weighted(_UNITS)
    tonnes = dice.number(20, 600)
    scale = {"t": 1.0, "kg": 1000.0}.get(unit, _CUBIC)
    row = {
        "id": f"{'have' if is_have else 'need'}{number}",
        "direction": "have" if is_have else "need",
        "material": dice.one(material_codes()),
        "amount": f"{tonnes * scale:g}",
        "unit": unit,
        "site": site,
        "from": month(first),
        "to": month(first + dice.whole(0, 4)),
        "owner": dice.one((*OWNERS, "")),
        "municipality": dice.one((*MUNICIPALITIES, "", "")),
    }
    side = _have_side if is_have else _need_side
    row |= side(dice, every_rule=every_rule)
    if every_rule:
        row["project"] = dice.one(("p1", "p2", "p3", "p4")) if dice.chance(0.4) else ""
        row |= _other_planner(dice) if dice.chance(0.06) else {}
    return row


def _have_side(dice: Dice, *, every_rule: bool) -> Row:
    row = {
        "fitness": dice.one((*FITNESS, "unknown", "", "")),
        "contamination": dice.weighted(_CONTAMINATION) if dice.chance(0.7) else "",
    }
    if every_rule:
        row["sulphide"] = dice.weighted(_SULPHIDE)
        row["invasive"] = "yes" if dice.chance(0.08) else ""
    return row


def _need_side(dice: Dice, *, every_rule: bool) -> Row:
    row = {
        "accepts": dice.some([*material_codes(), "sludge"], 1, 4) if dice.chance(0.5) else "",
        "min_fitness": dice.one(FITNESS[3:]) if dice.chance(0.35) else "",
        "accepts_contamination": dice.weighted(_ACCEPTED),
    }
    if every_rule:
        row["accepts_sulphide"] = dice.one(("yes", "no", ""))
    return row


def _other_planner(dice: Dice) -> Row:
    """Hand the lot to the planner of parts or of food."""
    if dice.chance(0.5):
        return {"kind": "parts", "unit": "pcs", "amount": str(dice.whole(1, 40))}
    return {"kind": "food", "unit": "kg", "amount": str(dice.whole(10, 90))}
