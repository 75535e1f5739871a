# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read the many ways people write an amount: plain, about, a range, with its unit behind."""

import re
from typing import NamedTuple

from kotipesa.sources.cells import clean_text, read_number
from kotipesa.vocab import find_code

LONGEST = 80
"""What is longer is no number, and no time."""
_ABOUT = re.compile(
    r"(?:n\.?|noin|ca\.?|c:a|cirka|arviolta|arvio|est\.?|about|approx\.?|~|≈)\s*(?=\d)",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(\d[\d\s.,'’]*?)\s*(?:[\u2013\u2014-]|\.\.\.?|\u2026)\s*(\d[\d\s.,'’]*)")
_UNIT_BEHIND = re.compile(r"(.*?\d)\s*(%|[^\W\d_][\w³().\s/-]*)")
VAGUE_VOLUMES = ("m3", "m³", "kuutio", "kuutiota")
"""They do not say in which state the volume is."""
PERCENT = "%"
_UNITS = (*VAGUE_VOLUMES, "km", "m", "€", "eur", PERCENT)


class Amount(NamedTuple):
    """A number with its ends, which are itself unless a range was written; how it was written."""

    low: float
    middle: float
    high: float
    is_range: bool = False
    is_about: bool = False
    unit: str = ""


def read_amount(text: str) -> Amount | None:
    """Read a number, ``n. 500``, ``1 200–1 500`` (its middle is halfway), ``500 m3``; else None."""
    if len(text) > LONGEST:
        return None
    text = clean_text(text)
    bare, unit = _without_unit(text)
    said = _ABOUT.sub("", bare, count=1) if _ABOUT.match(bare) else bare
    is_about = said != bare
    if (value := read_number(said)) is not None:
        return Amount(value, value, value, is_about=is_about, unit=unit)
    found = _RANGE.fullmatch(said)
    if found is None:
        return None
    low, high = read_number(found[1].strip()), read_number(found[2].strip())
    if low is None or high is None or low > high:
        return None
    return Amount(low, (low + high) / 2, high, is_range=True, is_about=is_about, unit=unit)


def _without_unit(text: str) -> tuple[str, str]:
    """Part a unit we know from the number before it; a text without one stays whole."""
    found = _UNIT_BEHIND.fullmatch(text)
    if found is None:
        return text, ""
    unit = found[2].strip()
    is_unit = find_code("unit", unit) is not None or unit.casefold() in _UNITS
    return (found[1].strip(), unit) if is_unit else (text, "")
