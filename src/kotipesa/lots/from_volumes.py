# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Turn volumes between surfaces into lots: what is dug is had, in the bank; what is filled, needed.

A cut is measured where the ground lies, so it is bank (m³ktr); a fill is measured where the
structure will stand, so it is compacted (m³rtr). What the material is, when it comes and how sure
it is, no surface tells: whoever brings the volumes says it.
"""

from dataclasses import dataclass
from typing import TypeAlias

from kotipesa.errors import Problem, problem
from kotipesa.surfaces import CutFill, RockSplit
from kotipesa.surfaces.volumes import Place

AUTO = "auto"
_DECIMALS = 3
_NO_ROCK = RockSplit(0.0, 0.0, 0.0, 0.0, 0.0)

Row: TypeAlias = dict[str, object]


@dataclass(frozen=True, slots=True)
class Terms:
    """What surfaces do not tell of lots; the words are those of ``lots.csv``.

    id: the beginning of their ids; site: of the region, or AUTO for the middle of what is cut and
    of what is filled; soil, rock, fill: materials; beyond_rock: ``soil`` or ``rock``, what the cut
    is where the rock survey does not reach; note: where the volumes come from.
    """

    id: str = ""
    site: str = AUTO
    project: str = ""
    owner: str = ""
    from_month: str = ""
    to_month: str = ""
    soil: str = ""
    rock: str = ""
    fill: str = ""
    beyond_rock: str = ""
    reliability: str = ""
    note: str = ""

    def shared(self) -> Row:
        """Give the cells that every lot of them shares."""
        return {
            "from": self.from_month,
            "to": self.to_month,
            "owner": self.owner,
            "project": self.project,
            "reliability": self.reliability,
            "note": self.note,
        }


def lot_tables(
    volumes: CutFill, split: RockSplit | None, terms: Terms, crs: str
) -> tuple[dict[str, list[Row]], Problem | None]:
    """Make rows of ``lots`` and, for AUTO, of ``sites``; or say what is missing for them.

    crs: the system of the places in ``volumes``. The part of a cut whose rock nobody surveyed goes
    with what ``beyond_rock`` says, and both lots show it in their intervals.
    """
    amounts = _amounts(volumes, split, terms)
    if not amounts:
        return {}, problem("volumes_nothing")
    if missing := _missing(amounts, split, terms):
        return {}, problem("volumes_need", names=", ".join(missing))
    if terms.site == AUTO and not crs:
        return {}, problem("volumes_without_crs")
    tables = {"lots": [_lot(what, amounts[what], terms) for what in amounts]}
    if terms.site == AUTO:
        places = {"cut": volumes.cut_place, "fill": volumes.fill_place}
        used = {_PLACE[what] for what in amounts}
        tables["sites"] = [
            _site(what, place, terms, crs)
            for what, place in places.items()
            if place and what in used
        ]
    return tables, None


_PLACE = {"soil": "cut", "rock": "cut", "fill": "fill"}


def _amounts(
    volumes: CutFill, split: RockSplit | None, terms: Terms
) -> dict[str, tuple[float, float, float]]:
    """Give amount, low and high in m³ of what there is any of."""
    parts = split or _NO_ROCK
    soil_m3, open_m3 = (parts.soil_m3 if split else volumes.cut_m3), parts.unknown_m3
    with_soil = open_m3 if terms.beyond_rock != "rock" else 0.0
    amounts = {
        "soil": (soil_m3 + with_soil, soil_m3, soil_m3 + open_m3),
        "rock": (parts.rock_m3 + open_m3 - with_soil, parts.rock_m3, parts.rock_m3 + open_m3),
        "fill": (volumes.fill_m3, volumes.fill_m3, volumes.fill_m3),
    }
    return {what: three for what, three in amounts.items() if round(three[0], _DECIMALS) > 0}


def _missing(
    amounts: dict[str, tuple[float, float, float]], split: RockSplit | None, terms: Terms
) -> list[str]:
    """Name the options nobody gave and nothing tells."""
    needed = {
        "--id": terms.id,
        "--from": terms.from_month,
        "--to": terms.to_month,
        "--reliability": terms.reliability,
        "--beyond-rock": terms.beyond_rock in ("soil", "rock") or not (split and split.unknown_m3),
        "--soil": terms.soil or "soil" not in amounts,
        "--rock-material": terms.rock or "rock" not in amounts,
        "--fill-material": terms.fill or "fill" not in amounts,
    }
    return [name for name, given in needed.items() if not given]


def _lot(what: str, amounts: tuple[float, float, float], terms: Terms) -> Row:
    amount, low, high = (round(m3, _DECIMALS) for m3 in amounts)
    is_fill = what == "fill"
    row: Row = {
        "id": f"{terms.id}-{what}",
        "direction": "need" if is_fill else "have",
        "material": {"soil": terms.soil, "rock": terms.rock, "fill": terms.fill}[what],
        "amount": amount,
        "unit": "m3rtr" if is_fill else "m3ktr",
        "site": f"{terms.id}-{_PLACE[what]}" if terms.site == AUTO else terms.site,
    } | terms.shared()
    return row | {"amount_low": low, "amount_high": high} if high > low else row


def _site(what: str, place: Place, terms: Terms, crs: str) -> Row:
    east, north = (round(metres, _DECIMALS) for metres in place)
    return {"id": f"{terms.id}-{what}", "x": east, "y": north, "crs": crs}
