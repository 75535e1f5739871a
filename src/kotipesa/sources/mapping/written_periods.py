# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read the many ways people write a time as its first and last month."""

import re
from typing import TypeAlias

from kotipesa.sources.cells import read_month
from kotipesa.sources.mapping.written_amounts import LONGEST

_YEAR = re.compile(r"(?:vuosi |år |year )?((?:19|20)\d\d)")
_QUARTER = re.compile(
    r"(?:(?:q|kv|kvartaali |kvartal )([1-4])|([1-4])[.]?\s*(?:q|kv|neljännes|kvartaali|kvartalet))"
    r"[.]?[\s/.-]*((?:19|20)\d\d)"
)
_YEAR_QUARTER = re.compile(r"((?:19|20)\d\d)[\s/.-]*(?:q|kv)\s*([1-4])")
_NAMED = re.compile(r"([^\W\d_]+)[.]?[\s/.-]*((?:19|20)\d\d)")
_YEAR_NAMED = re.compile(r"((?:19|20)\d\d)[\s/.-]*([^\W\d_]+)[.]?")
_TO = r"\s*(?:[\u2013\u2014-]|\.\.\.?|\u2026)\s*"
_BOTH = re.compile(rf"(.+?){_TO}(.+)")
_MONTHS_OF_ONE_YEAR = re.compile(rf"(\d{{1,2}})[.]?{_TO}(\d{{1,2}})[./]\s*((?:19|20)\d\d)")
_DAY = re.compile(r"(?:(\d{1,2})\.(\d{1,2})\.(\d{4})|(\d{4})-(\d{2})-(\d{2}))(?:[ T]\d{1,2}:.*)?")

_STEMS = (
    ("tammi", "januari", "january", "jan"),
    ("helmi", "februari", "february", "feb"),
    ("maalis", "mars", "march", "mar"),
    ("huhti", "april", "apr"),
    ("touko", "maj", "may"),
    ("kesä", "juni", "june", "jun"),
    ("heinä", "juli", "july", "jul"),
    ("elo", "augusti", "august", "aug"),
    ("syys", "september", "sep", "sept"),
    ("loka", "oktober", "october", "okt", "oct"),
    ("marras", "november", "nov"),
    ("joulu", "december", "dec"),
)
_NAMES = {
    name: month
    for month, stems in enumerate(_STEMS, start=1)
    for stem in stems
    for name in (stem, f"{stem}kuu")
    if name != "kesä"
}
Period: TypeAlias = tuple[int, int]
"""First and last month, as month numbers."""


def read_period(text: str) -> Period | None:
    """Read a time as its first and last month (month numbers); None when it is not clear.

    A year is its twelve months, a quarter three; ``kesäkuu 2026``, ``6/2026``, ``1.6.2026`` one;
    ``3-6/2026`` and ``2026–2027`` all from the first to the last. Seasons are not months.
    """
    if len(text) > LONGEST:
        return None
    plain = " ".join(text.casefold().split())
    return _single(plain) or _several(plain)


def _single(text: str) -> Period | None:
    if (day := _DAY.fullmatch(text)) is not None:
        text = "-".join(day.group(4, 5, 6)) if day[4] else ".".join(day.group(1, 2, 3))
    month = read_month(text)
    if month is not None:
        return month, month
    if found := _YEAR.fullmatch(text):
        return _span(int(found[1]), 1, 12)
    if found := _QUARTER.fullmatch(text):
        return _quarter(int(found[3]), int(found[1] or found[2]))
    if found := _YEAR_QUARTER.fullmatch(text):
        return _quarter(int(found[1]), int(found[2]))
    if found := _NAMED.fullmatch(text):
        return _named(int(found[2]), found[1])
    found = _YEAR_NAMED.fullmatch(text)
    return _named(int(found[1]), found[2]) if found else None


def _several(text: str) -> Period | None:
    if found := _MONTHS_OF_ONE_YEAR.fullmatch(text):
        first, last, year = int(found[1]), int(found[2]), int(found[3])
        return _span(year, first, last) if 1 <= first <= last <= 12 else None
    found = _BOTH.fullmatch(text)
    if found is None:
        return None
    start, end = _single(found[1]), _single(found[2])
    if start is None or end is None or start[0] > end[1]:
        return None
    return start[0], end[1]


def _named(year: int, name: str) -> Period | None:
    month = _NAMES.get(name.removesuffix("ta").removesuffix("ssa"))
    return _span(year, month, month) if month else None


def _quarter(year: int, quarter: int) -> Period:
    return _span(year, 3 * quarter - 2, 3 * quarter)


def _span(year: int, first: int, last: int) -> Period:
    return 12 * year + first - 1, 12 * year + last - 1
