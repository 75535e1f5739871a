# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read the quantities a model states for itself: LandXML's volumes, Inframodel's quantities.

They are somebody's figures, shown beside ours and never counted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

_CUBIC_METRES: Mapping[str, float] = {
    "cubicmeter": 1.0,
    "liter": 0.001,
    "hectaremeter": 10_000.0,
    "cubicfeet": 0.3048**3,
    "cubicyard": 0.9144**3,
    "acrefeet": 43_560 * 0.3048**3,
}


@dataclass(frozen=True, slots=True)
class Stated:
    """A quantity as a file states it.

    surface: whose it is; other: the surface it is measured from; what: ``cut``, ``fill``,
    ``total``, or ``volume`` or ``area`` when the file says no more; amount: m³ or m², None if its
    text is no number or its unit unknown (text has it as written); code, source: of a code list.
    """

    surface: str
    other: str
    what: str
    amount: float | None
    text: str
    code: str
    source: str
    description: str


def read_stated(found: Sequence[Mapping[str, str]], units: Mapping[str, str]) -> tuple[Stated, ...]:
    """Read what the parser found; amounts come in m³ and m²."""
    cubic = _CUBIC_METRES.get(units.get("volumeunit", "cubicmeter").casefold())
    stated: list[Stated] = []
    for quantity in found:
        if quantity["kind"] == "surf_volume":
            stated += _volumes(quantity, cubic)
        else:
            stated += _quantities(quantity)
    return tuple(stated)


def _volumes(said: Mapping[str, str], cubic: float | None) -> list[Stated]:
    """Read ``SurfVolume``: its surfBase is compared with its surfCompare."""
    names = {"cut": "volcut", "fill": "volfill", "total": "voltotal"}
    return [
        Stated(
            said.get("surfcompare", ""),
            said.get("surfbase", ""),
            what,
            _amount(said[name], cubic),
            said[name],
            "",
            "",
            said.get("desc", "") or said.get("name", ""),
        )
        for what, name in names.items()
        if name in said
    ]


def _quantities(said: Mapping[str, str]) -> list[Stated]:
    """Read ``IM_quantity``, whose amounts are metric by definition."""
    names = {"volume": "volumequantity", "area": "areaquantity"}
    return [
        Stated(
            said["surface"],
            said.get("surfaceref", ""),
            what,
            _amount(said[name], 1.0),
            said[name],
            said.get("quantitycoding", ""),
            said.get("quantitycodingsource", ""),
            said.get("description", "") or said.get("quantitycodingdescription", ""),
        )
        for what, name in names.items()
        if name in said
    ]


def _amount(text: str, factor: float | None) -> float | None:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value * factor if factor is not None and isfinite(value) else None
