# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write numbers, intervals, months and codes as people of the active language do."""

import math
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache, lru_cache

from django.db.models import TextChoices
from django.utils import formats, timezone
from django.utils.translation import get_language, pgettext

from kotipesa.errors import LANGUAGES, Language
from kotipesa.periods import month_number
from kotipesa.vocab import label, list_names

THIN = "\u202f"
MINUS = "−"
NOTHING = "\u2013"
UNIT_SIGNS = (("EUR", "€"), ("CO2e", "CO₂e"), ("m3", "m³"))
SPOKEN: Mapping[str, Language] = {known: known for known in LANGUAGES}
SHORT_MONTH = {"fi": "n/Y", "sv": "n/Y"}


def language() -> Language:
    """Tell the active language."""
    return SPOKEN.get((get_language() or "fi")[:2], "fi")


def number_text(value: float | None, decimals: int | None = None) -> str:
    """Write a number as the language does; without ``decimals`` it has as few as serve."""
    if value is None:
        return NOTHING
    places = _places(value) if decimals is None else decimals
    whole, _point, part = f"{round(value, places) + 0.0:,.{places}f}".partition(".")
    thousands, decimal = _separators(language())
    grouped = whole.replace(",", thousands).replace("-", MINUS)
    return f"{grouped}{decimal}{part}" if part else grouped


def carried(
    value: float | None, low: float | None = None, high: float | None = None
) -> tuple[float | None, float | None, float | None]:
    """Round an estimate to what it carries: a twentieth of its interval, else three figures."""
    told = [one for one in (value, low, high) if one is not None]
    width = high - low if low is not None and high is not None else 0.0
    if not told or not all(map(math.isfinite, told)):
        return value, low, high
    size = max(map(abs, told))
    step = width / 20 if width > 0 else size / 100
    places = -math.floor(math.log10(step)) if step > 0 else 0
    mid, least, most = (None if v is None else round(v, places) for v in (value, low, high))
    return mid, least, most


def interval_text(low: float | None, high: float | None, decimals: int | None = None) -> str:
    """Write what lies between two numbers: ``900–1 600``."""
    if low is None or high is None:
        return ""
    return f"{number_text(low, decimals)}{NOTHING}{number_text(high, decimals)}"


def band_text(low: float | None, high: float | None, decimals: int | None = None) -> str:
    """Write a band of which only the ends are known: ``500–2 000``, ``≥ 50 000``."""
    if low is None:
        return NOTHING
    return interval_text(low, high, decimals) or f"≥ {number_text(low, decimals)}"


def month_words(text: str | None, *, short: bool = False) -> str:
    """Write ``2026-03`` as ``maaliskuu 2026`` or ``3/2026``; another text stays as it is."""
    number = month_number(text or "")
    if number is None:
        return text or NOTHING
    spoken = language()
    return _month(number, SHORT_MONTH.get(spoken, "M Y") if short else "F Y", spoken)


def date_text(value: date | datetime | None) -> str:
    """Write a day, or a day and a time in the time zone of the region."""
    if value is None:
        return NOTHING
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return formats.date_format(local, "SHORT_DATETIME_FORMAT")
    return formats.date_format(value, "SHORT_DATE_FORMAT")


def unit_text(unit: str) -> str:
    """Write a unit with the signs and words people know: ``EUR/t/month`` as ``€/t/kk``."""
    words = {"month": pgettext("unit", "month"), "pcs": pgettext("unit", "pcs")}
    for written, read in UNIT_SIGNS:
        unit = unit.replace(written, read)
    return "/".join(words.get(part, part) for part in unit.split("/"))


def choice_text(choices: type[TextChoices], value: str) -> str:
    """Write the label of a choice in the language."""
    return _choice(choices, value, language())


def code_text(list_name: str, code: str | None) -> str:
    """Write the word of a code in the language; a code the vocabulary lacks stays as it is."""
    if not code:
        return NOTHING
    if list_name not in list_names():
        return code
    try:
        return label(list_name, code, language())
    except KeyError:
        return code


@cache
def _separators(spoken: Language) -> tuple[str, str]:
    """Give what parts thousands, and decimals from the whole."""
    thousands, decimal = (
        str(formats.get_format(f"{name}_SEPARATOR", spoken)).replace("\xa0", THIN)
        for name in ("THOUSAND", "DECIMAL")
    )
    return thousands, decimal


@cache
def _choice(choices: type[TextChoices], value: str, _language: Language) -> str:
    return str(choices(value).label)


@lru_cache(maxsize=4_096)
def _month(number: int, form: str, _language: str) -> str:
    return formats.date_format(date(number // 12, number % 12 + 1, 1), form)


def _places(value: float) -> int:
    if float(value).is_integer() or abs(value) >= 100:
        return 0
    wanted = 1 if abs(value) >= 10 else 2
    text = f"{value:.{wanted}f}".rstrip("0")
    return len(text.partition(".")[2])
