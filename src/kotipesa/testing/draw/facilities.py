# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Draw stores, processes, outlets and sources."""

from kotipesa.testing.draft import Row
from kotipesa.testing.draw.dice import Dice, month
from kotipesa.testing.draw.lots import MUNICIPALITIES, OWNERS, material_codes

_ACCEPTED = {
    "": 0.3,
    "clean|threshold": 0.3,
    "clean|threshold|lower|unknown": 0.25,
    "clean|threshold|lower|upper|hazardous|unknown": 0.15,
}


def facilities(seed: int, months: int, sites: list[str], *, every_rule: bool) -> list[Row]:
    """Give two or three of each role; with every rule, one store is not built yet."""
    dice = Dice(seed, "facilities")
    table = [
        _facility(dice, "store", "store1", sites, capacity=(60, 400)),
        _facility(dice, "store", "store2", sites, capacity=(60, 400)),
        _process(dice, "process1", sites, "stone|coarse", "crushed", "sludge"),
        _process(dice, "process2", sites, "soft|fine|sludge", "mixed", ""),
        _facility(dice, "outlet", "outlet1", sites, capacity=(100, 900)) | _outcome("recovery"),
        _facility(dice, "outlet", "outlet2", sites, capacity=(100, 900)) | _outcome("disposal"),
        _facility(dice, "outlet", "outlet3", sites, capacity=(300, 2000)) | _outcome("recovery"),
        _source(dice, "source1", sites, "virgin"),
        _source(dice, "source2", sites, "recycled"),
    ]
    if every_rule:
        table = [row | _window(dice, months) for row in table]
        table.append(
            _facility(dice, "store", "store3", sites, capacity=(60, 400)) | {"fixed_eur": "5000"}
        )
    return table


def _facility(
    dice: Dice, role: str, name: str, sites: list[str], *, capacity: tuple[float, float]
) -> Row:
    return {
        "id": name,
        "role": role,
        "site": dice.one(sites),
        "materials": dice.some([*material_codes(), "sludge"], 2, 6) if dice.chance(0.4) else "",
        "capacity_t": dice.cell(*capacity, empty=0.3),
        "capacity_t_per_month": dice.cell(capacity[0] / 2, capacity[1] / 2, empty=0.4),
        "eur_per_t": dice.cell(0, 15, empty=0.2),
        "kgco2e_per_t": dice.cell(0, 5, empty=0.3),
        "accepts_origin": dice.some(MUNICIPALITIES, 1, 2) if dice.chance(0.25) else "",
        "accepts_contamination": dice.weighted(_ACCEPTED),
        "accepts_sulphide": dice.one(("yes", "no", "")),
        "owner": dice.one(OWNERS),
    }


def _process(
    dice: Dice, name: str, sites: list[str], materials: str, to_material: str, residue: str
) -> Row:
    row = _facility(dice, "process", name, sites, capacity=(200, 900))
    return row | {
        "materials": materials,
        "to_material": to_material,
        "yield": dice.cell(0.6, 0.95, empty=0.2),
        "residue_material": residue,
    }


def _source(dice: Dice, name: str, sites: list[str], origin: str) -> Row:
    row = _facility(dice, "source", name, sites, capacity=(100, 900))
    refused = ("accepts_origin", "accepts_contamination", "accepts_sulphide")
    return row | dict.fromkeys(refused, "") | {"origin": origin}


def _outcome(outcome: str) -> Row:
    return {"outcome": outcome}


def _window(dice: Dice, months: int) -> Row:
    first = dice.whole(0, 1)
    last = dice.whole(months - 4, months - 1)
    return {
        "open_from": month(first) if dice.chance(0.3) else "",
        "open_to": month(last) if dice.chance(0.3) else "",
    }
