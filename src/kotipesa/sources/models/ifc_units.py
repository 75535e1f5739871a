# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Turn the units of an IFC file into cubic metres and kilograms, by name; unknown ones never."""

from collections.abc import Mapping
from math import isclose
from typing import Any

_PREFIXES: Mapping[str, float] = {
    "": 1.0,
    "MICRO": 1e-6,
    "MILLI": 1e-3,
    "CENTI": 1e-2,
    "DECI": 1e-1,
    "DECA": 1e1,
    "HECTO": 1e2,
    "KILO": 1e3,
    "MEGA": 1e6,
    "GIGA": 1e9,
}
_SI = {"volume": "CUBIC_METRE", "mass": "GRAM"}
_KG_PER_G = 1e-3
_FOOT_M, _POUND_KG = 0.3048, 0.45359237
_NAMED: Mapping[str, Mapping[str, float]] = {
    "volume": {
        "litre": 1e-3,
        "cubic millimetre": 1e-9,
        "cubic centimetre": 1e-6,
        "cubic decimetre": 1e-3,
        "cubic metre": 1.0,
        "cubic inch": (_FOOT_M / 12) ** 3,
        "cubic foot": _FOOT_M**3,
        "cubic yard": (3 * _FOOT_M) ** 3,
    },
    "mass": {
        "gram": 1e-3,
        "kilogram": 1.0,
        "tonne": 1e3,
        "pound": _POUND_KG,
        "ton uk": 2_240 * _POUND_KG,
        "ton us": 2_000 * _POUND_KG,
    },
}
"""m³ or kg in each named unit: the foot and the pound of the treaty of 1959."""
_NEAR = 1e-3
"""How far the factor a file gives may be from that of the name: programs round it."""


class UnitError(ValueError):
    """A unit nobody told or nobody knows: the code of a problem, and its parameters."""

    def __init__(self, code: str, **params: str) -> None:
        """Keep the code and the parameters."""
        self.code, self.params = code, params
        super().__init__(code)


def si_factor(unit: Mapping[str, Any] | None, measures: str) -> float:
    """Give m³ or kg in a unit as ``ifc_parse`` tells it; measures: volume or mass.

    A prefix of a cubic metre goes with the metre, as IFC has it: a milli cubic metre is 1 mm³.
    Raises UnitError.
    """
    if unit is None:
        raise UnitError("ifc_without_unit", measures=measures)
    if "cube_of" in unit:
        return float(unit["cube_of"]) ** 3
    name = str(unit["name"])
    if name == _SI[measures] and unit["prefix"] in _PREFIXES:
        prefix = _PREFIXES[unit["prefix"]]
        return prefix**3 if measures == "volume" else prefix * _KG_PER_G
    factor = _NAMED[measures].get(_plain(name))
    if factor is None or unit["prefix"]:
        raise UnitError("ifc_unit_unknown", unit=f"{unit['prefix']} {name}".strip()[:40])
    if "of" in unit:
        told = float(unit["factor"]) * si_factor(unit["of"], measures)
        if not isclose(told, factor, rel_tol=_NEAR):
            raise UnitError("ifc_unit_differs", unit=name[:40], told=f"{told:g}", si=f"{factor:g}")
    return factor


def _plain(name: str) -> str:
    """Spell a name in one way: CUBIC_FOOT, Cubic Foot and cubic-feet are one unit."""
    words = " ".join(name.casefold().replace("_", " ").replace("-", " ").split())
    return words.replace("feet", "foot").replace("meter", "metre").removesuffix("s")
