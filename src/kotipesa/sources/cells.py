# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read the text of one cell: number, month, yes or no, list; None when it says nothing clear."""

import re
import unicodedata
from datetime import date

from kotipesa.periods import month_number, month_text
from kotipesa.vocab import find_code

_PLAIN = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d{1,3})?")
_SPACES = re.compile(r"(?<=\d)[ \u00a0\u2007\u2009\u202f'’](?=\d)")
_GROUPED_BY_SPACE = re.compile(r"[+-]?\d{1,3}([ \u00a0\u2007\u2009\u202f'’]\d{3})+([.,]\d+)?")
_GROUPED_BY_MARK = re.compile(r"[+-]?\d{1,3}(?:(\.\d{3})+(?:,\d+)|(,\d{3})+(?:\.\d+))")
_GROUPED_TWICE = re.compile(r"[+-]?\d{1,3}(?:(\.\d{3}){2,}|(,\d{3}){2,})")
_COMMA_DECIMAL = re.compile(r"[+-]?\d+,\d+([eE][+-]?\d{1,3})?")
_MAYBE_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}([.,])\d{3}")
_YEAR_FIRST = re.compile(r"(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?")
_MONTH_FIRST = re.compile(r"(\d{1,2})[/.](\d{4})")
_FINNISH_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_CLOCK = re.compile(
    r"(?:[ T]|,? klo |,? kl\.? )[ ]?([01]?\d|2[0-3])[:.][0-5]\d(?:[:.][0-5]\d(?:[.,]\d+)?)?"
    r"(?:\+0[23]:?00)?"
)
_SIGNED_NUMBER = re.compile(r"[+-](?:[\d\s().,/’'%+-]|(?<=\d)[eE](?=[+-]?\d))*")
_FORMULA_SIGNS = "=@\uff1d\uff20\uff0b\uff0d"
"""The wide ones run too, in some languages of Excel."""
_MAY_HOLD_FORMULA = re.compile(r"(?:\A|[;\t\r\n])[+\-=@\uff1d\uff20\uff0b\uff0d]")
_SPLITS = re.compile(r"[;\t\r\n]")
"""Where a spreadsheet with other settings may begin a new cell within a text."""
_BULLET = re.compile(r"^-(?=[^\S\n])", re.MULTILINE)
_LINE_BREAK = re.compile(r"\r\n?")
_UNSEEN = re.compile(r"[\xad\u061c\u200b\u200e\u200f\u2060-\u2064\ufeff]")
"""Signs without width or meaning, as they come along when people copy from pages."""
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""Signs that are no text, and those that turn the order of others round."""
_ERROR_VALUES = re.compile(
    r"#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|GETTING_DATA|SPILL!|CALC!|FIELD!|BLOCKED!"
    r"|TYHJÄ!|JAKO/0!|ARVO!|VIITTAUS!|NIMI\?|LUKU!|PUUTTUU!"
    r"|SKÄRNING!|DIVISION/0!|VÄRDEFEL!|REFERENS!|NAMN\?|OGILTIGT!|SAKNAS!)",
    re.IGNORECASE,
)
"""What Excel shows for errors in English, Finnish and Swedish."""


def clean_text(text: str) -> str:
    """Strip white space at the ends and compose letters, so that equal names are equal texts.

    Signs that nobody sees fall out. Lines end in one way, and the dash of a list becomes an en
    dash, which no spreadsheet runs.
    """
    text = text.strip() if text.isascii() else _UNSEEN.sub("", text).strip()
    if "\r" in text:
        text = _LINE_BREAK.sub("\n", text)
    if "-" in text:
        text = _BULLET.sub("\u2013", text)
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def read_number(text: str) -> float | None:
    """Read a number with decimal point or comma and thousands in spaces or apostrophes.

    Thousands in points or commas are read only where the decimals or a second group show them.
    """
    if _PLAIN.fullmatch(text):
        return float(text)
    text = text.replace("\u2212", "-")
    if _GROUPED_BY_SPACE.fullmatch(text):
        text = _SPACES.sub("", text)
    if _GROUPED_BY_MARK.fullmatch(text):
        thousands = "." if text.rindex(",") > text.rindex(".") else ","
        text = text.replace(thousands, "")
    elif _GROUPED_TWICE.fullmatch(text):
        text = text.replace(".", "").replace(",", "")
    if _COMMA_DECIMAL.fullmatch(text):
        text = text.replace(",", ".")
    return float(text) if _PLAIN.fullmatch(text) else None


def decimal_mark(text: str) -> str:
    """Tell which mark a number surely uses for decimals: ``.``, ``,`` or '' when it does not show.

    ``1.234`` and ``1,234`` do not show it: it may be a thousand.
    """
    if _GROUPED_TWICE.fullmatch(text):
        return "," if "." in text else "."
    if is_maybe_grouped(text) or not ("." in text or "," in text):
        return ""
    return "," if text.rfind(",") > text.rfind(".") else "."


def is_maybe_grouped(text: str) -> bool:
    """Tell whether a number may be a thousand with a mark or three decimals: ``1.234``."""
    return _MAYBE_GROUPED.fullmatch(text) is not None


def read_month(text: str) -> int | None:
    """Read ``YYYY-MM`` and what else means one month only: 2026-05-01, 5/2026, 1.5.2026.

    ``1/5/2026`` may be January or May, ``2026.1`` may have been October: both are refused.
    """
    number = month_number(text)
    if number is not None:
        return number
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = found[1], found[2], found[3] or "1"
    elif found := _MONTH_FIRST.fullmatch(text):
        year, month, day = found[2], found[1], "1"
    elif found := _FINNISH_DAY.fullmatch(text):
        year, month, day = found[3], found[2], found[1]
    else:
        return None
    if not 1 <= int(day) <= 31:
        return None
    return month_number(f"{year}-{int(month):02d}")


def read_date(text: str) -> str | None:
    """Read a day, with a time of day or without, or a month: as ``YYYY-MM-DD`` or ``YYYY-MM``.

    A time with another offset than Finland's is refused: its day may be another one here.
    """
    day_text = _CLOCK.sub("", text) if len(text) > 10 else text
    if found := _FINNISH_DAY.fullmatch(day_text):
        year, month, day = found[3], found[2], found[1]
    elif (found := _YEAR_FIRST.fullmatch(day_text)) and found[3]:
        year, month, day = found[1], found[2], found[3]
    else:
        number = read_month(day_text)
        return None if number is None else month_text(number)
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def read_yes(text: str) -> bool | None:
    """Read yes or no in Finnish, Swedish, English or as a mark."""
    answer = find_code("answer", text)
    return None if answer is None else answer == "yes"


def list_parts(text: str) -> tuple[str, ...]:
    """Split a list at ``|``; empty parts fall out, doubles too, the order stays."""
    parts = (clean_text(part) for part in text.split("|"))
    return tuple(dict.fromkeys(part for part in parts if part))


def is_formula(text: str) -> bool:
    """Tell whether a spreadsheet would run a text, or a part of it, as a formula.

    It would where the text, one of its lines or what follows a semicolon begins with ``= @ + -``;
    signed numbers, phone numbers and a lone dash are plain text.
    """
    return may_hold_formula(text) and any(map(_runs, _SPLITS.split(text)))


def may_hold_formula(text: str) -> bool:
    """Tell fast whether a formula may stand in a text, or in several joined by line breaks."""
    return _MAY_HOLD_FORMULA.search(text) is not None


def _runs(part: str) -> bool:
    first = part[:1]
    if first and first in _FORMULA_SIGNS:
        return True
    return first in ("+", "-") and not _SIGNED_NUMBER.fullmatch(part)


def is_error_value(text: str) -> bool:
    """Tell whether a text is what a spreadsheet shows where it cannot compute."""
    return text.startswith("#") and _ERROR_VALUES.fullmatch(text) is not None


def has_control(text: str) -> bool:
    """Tell whether a text hides what is no character; line breaks and tabs are allowed."""
    return not text.isprintable() and _CONTROL.search(text) is not None
