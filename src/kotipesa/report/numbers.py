# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write numbers, units, intervals and months the way each language does."""

from dataclasses import dataclass
from math import floor, isfinite, log10
from typing import TypeGuard

from kotipesa.errors import Language

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
DASH = "\N{EN DASH}"
NOTHING = "\N{EN DASH}"
"""What a cell shows when a figure is not known: never 0."""

MONTHS: dict[Language, tuple[str, ...]] = {
    "fi": (
        *("tammikuu", "helmikuu", "maaliskuu", "huhtikuu", "toukokuu", "kesäkuu"),
        *("heinäkuu", "elokuu", "syyskuu", "lokakuu", "marraskuu", "joulukuu"),
    ),
    "sv": (
        *("januari", "februari", "mars", "april", "maj", "juni"),
        *("juli", "augusti", "september", "oktober", "november", "december"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
MILLION: dict[Language, str] = {"fi": "milj.", "sv": "milj.", "en": "million"}
_SIGNS = (
    ("EUR", "€"),
    ("eur", "€"),
    ("kgCO2e", "kg CO₂e"),
    ("kgco2e", "kg CO₂e"),
    ("tCO2e", "t CO₂e"),
    ("CO2e", "CO₂e"),
    ("m3", "m³"),
)
"""How data write parts of units, and how people read them."""


def shown_unit(unit: str) -> str:
    """Write a unit with the signs people know."""
    for written, read in _SIGNS:
        unit = unit.replace(written, read)
    return unit


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """The habits of one language; every method returns text and takes None or nan as 'unknown'."""

    language: Language

    def number(self, value: float | None, decimals: int | None = None) -> str:
        """Write a number; without ``decimals``, as many as its size deserves."""
        if not known(value):
            return NOTHING
        places = _decimals(value) if decimals is None else decimals
        text = f"{abs(value):,.{places}f}"
        if decimals is None and places:
            text = text.rstrip("0").rstrip(".")
        if self.language != "en":
            text = text.replace(",", NBSP).replace(".", ",")
        is_negative = value < 0 and text.strip("0,." + NBSP) != ""
        return MINUS + text if is_negative else text

    def cell(self, value: float | None) -> str:
        """Write whole tonnes, euros or kilometres for a column whose head has the unit."""
        if known(value) and 0 < abs(value) < 0.5:
            return f"<{NBSP}1" if value > 0 else f">{NBSP}{MINUS}1"
        return self.number(value, 0)

    def quantity(self, value: float | None, unit: str, decimals: int | None = None) -> str:
        """Write a number with its unit; from a million on in millions."""
        if not known(value):
            return NOTHING
        shown = shown_unit(unit)
        if shown == "%":
            return self.percent(value, decimals)
        if abs(value) < 999_950:
            return self._with_unit(self.number(value, decimals), shown)
        millions = value / 1e6
        places = 2 if abs(millions) < 100 else 0
        return self._with_unit(
            f"{self.number(millions, places)}{NBSP}{MILLION[self.language]}", shown
        )

    def exact(self, value: float | None, unit: str) -> str:
        """Write a whole number with its unit and every digit."""
        shown = shown_unit(unit)
        return self._with_unit(self.number(value, 0), shown) if known(value) else NOTHING

    def interval(self, low: float | None, high: float | None, unit: str) -> str:
        """Write an interval with one unit; '' when an end is unknown or both look the same."""
        if not known(low) or not known(high):
            return ""
        shown = shown_unit(unit)
        scale, word = (1e6, NBSP + MILLION[self.language]) if abs(high) >= 999_950 else (1.0, "")
        places = 2 if scale > 1 else None
        ends = [self.number(end / scale, places) for end in (low, high)]
        if ends[0] == ends[1]:
            return ""
        joint = f"{NBSP}{DASH}{NBSP}" if NBSP in "".join(ends) or low < 0 else DASH
        return self._with_unit(joint.join(ends) + word, shown)

    def percent(self, value: float | None, decimals: int | None = None) -> str:
        """Write a share given in per cent."""
        if not known(value):
            return NOTHING
        places = _percent_decimals(value) if decimals is None else decimals
        space = "" if self.language == "en" else NBSP
        return f"{self.number(value, places)}{space}%"

    def share(self, value: float | None, decimals: int | None = None) -> str:
        """Write a share given as a part of one."""
        return self.percent(None if not known(value) else 100 * value, decimals)

    def month(self, number: int | None) -> str:
        """Name a month in full: 'maaliskuu 2026'."""
        if number is None or number < 0:
            return NOTHING
        return f"{MONTHS[self.language][number % 12]} {number // 12}"

    def short_month(self, number: int | None) -> str:
        """Name a month in figures: '3/2026'."""
        if number is None or number < 0:
            return NOTHING
        return f"{number % 12 + 1}/{number // 12}"

    def _with_unit(self, number: str, unit: str) -> str:
        if not unit:
            return number
        if unit == "€" and self.language == "en":
            return f"{MINUS}€{number[1:]}" if number.startswith(MINUS) else f"€{number}"
        return f"{number}{NBSP}{unit}"


def known(value: float | None) -> TypeGuard[float]:
    """Tell a figure from one that is not known."""
    return value is not None and isfinite(value)


def _percent_decimals(value: float) -> int | None:
    """Show a tenth of a per cent below ten; a tiny share shows its first figures."""
    if value == 0 or abs(value) >= 9.95:
        return 0
    return 1 if abs(value) >= 0.05 else None


def _decimals(value: float) -> int:
    """Show three significant figures below 100, whole numbers above; a whole number stays whole."""
    size = abs(value)
    if size == 0 or size >= 100 or float(value).is_integer():
        return 0
    return min(9, max(0, 2 - floor(log10(size))))


def scaled(values: tuple[float | None, ...], unit: str) -> tuple[tuple[float | None, ...], str]:
    """Turn kilograms of emission into tonnes when any value reaches 1 000 kg; others stay."""
    shown = shown_unit(unit)
    if shown == "kg CO₂e" and any(known(value) and abs(value) >= 1000 for value in values):
        return tuple(value / 1000 if known(value) else None for value in values), "t CO₂e"
    return values, shown
