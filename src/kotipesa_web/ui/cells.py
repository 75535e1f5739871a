# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write the cells of tables, and the small marks around figures, as safe HTML."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from kotipesa_web.ui.formats import (
    NOTHING,
    band_text,
    carried,
    code_text,
    date_text,
    interval_text,
    month_words,
    number_text,
)
from kotipesa_web.ui.tables import Column, Interval, Link, Row, Status, value_of

SIGNS: Mapping[str, str] = {
    "good": "●",
    "attention": "▲",
    "bad": "■",
    "info": "◆",
    "quiet": "○",
    "sealed": "◼",
    "partners": "◐",
    "public": "○",
}
RETURNING = frozenset({str, Status})
ARROWS: Mapping[str, str] = {"ascending": "↑", "descending": "↓"}


def escaped(value: Any) -> SafeString:
    """Make a text safe in HTML, unless it says it is; Django takes thrice as long."""
    if hasattr(value, "__html__"):
        return SafeString(value.__html__())
    return SafeString(escape(str(value)))


def cell(column: Column, row: Row) -> SafeString:
    """Write what stands in one cell."""
    return _written(column, value_of(row, column.name))


def head_mark(column: Column, order: str, href: str) -> SafeString:
    """Write the head of a column: ascending, descending or neither, a link where it sorts."""
    title, unit = escaped(column.title), escaped(column.shown_unit)
    number = ' class="number"' if column.is_numeric else ""
    told = f'data-column="{column.name}" data-title="{title}"{number}'
    in_order = f' aria-sort="{order}"' if order else ""
    arrow = f'<span aria-hidden="true"> {ARROWS[order]}</span>' if order else ""
    text = f'<a class="sort" href="{escaped(href)}">{title}{arrow}</a>' if href else title
    behind = f' <span class="unit">{unit}</span>' if unit else ""
    mark = f'<th scope="col" {told}{in_order}>{text}{behind}</th>'
    return mark_safe(mark)  # noqa: S308 - title, unit and href are escaped, the rest is ours


def body_mark(columns: Sequence[Column], rows: Iterable[Row]) -> SafeString:
    """Write rows, each headed by its first cell; what returns in a column is written once.

    A template takes five times as long.
    """
    written: list[dict[str | Status, str]] = [{} for _column in columns]
    lines = []
    for row in rows:
        cells = []
        for place, (column, known) in enumerate(zip(columns, written, strict=True)):
            value = value_of(row, column.name)
            if type(value) not in RETURNING:
                cells.append(_cell_mark(column, value, is_head=place == 0))
            elif value in known:
                cells.append(known[value])
            else:
                known[value] = _cell_mark(column, value, is_head=place == 0)
                cells.append(known[value])
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return mark_safe("\n".join(lines))  # noqa: S308 - cells are escaped


def raw(column: Column, row: Row) -> str:
    """Give a cell as charts read it: a plain number, a month or nothing."""
    return _plain(column, value_of(row, column.name))


def status_mark(kind: str, text: Any) -> SafeString:
    """Write a state as a sign and a word."""
    sign = f'<span aria-hidden="true">{SIGNS[kind]}</span>'
    told = f'<span class="status status-{kind}">{sign} {escaped(text)}</span>'
    return mark_safe(told)  # noqa: S308 - the kind is one of ours, the text is escaped


def interval_mark(value: Interval, unit: str = "", decimals: int | None = None) -> SafeString:
    """Write an estimate with what it may vary between beneath or beside it; a band by its ends."""
    if value.mid is None:
        return escaped(band_text(value.low, value.high, decimals))
    estimate = carried(value.mid, value.low, value.high)
    mid = number_text(estimate[0], decimals)
    between = interval_text(*estimate[1:], decimals)
    likely = f"{mid}\xa0{unit}" if unit else mid
    if not between or value.low == value.high:
        return escaped(likely)
    told = f'{escaped(likely)} <span class="between">({escaped(between)})</span>'
    return mark_safe(told)  # noqa: S308 - both parts are escaped


def _cell_mark(column: Column, value: Any, *, is_head: bool) -> str:
    tag = "th" if is_head else "td"
    scope = ' scope="row"' if is_head else ""
    worn = "number" if column.is_numeric else column.kind if column.kind == "words" else ""
    dress = f' class="{worn}"' if worn and not is_head else ""
    plain = _plain(column, value)
    told = f' data-value="{escaped(plain)}"' if plain else ""
    return f"<{tag}{scope}{dress}{told}>{_written(column, value)}</{tag}>"


def _written(column: Column, value: Any) -> SafeString:
    return escaped(NOTHING) if value is None else WRITERS[column.kind](column, value)


def _plain(column: Column, value: Any) -> str:
    if isinstance(value, Interval):
        value = value.mid
    if value is None or not (column.is_numeric or column.kind == "month"):
        return ""
    return str(value * 100 if column.kind == "percent" else value)


def _number(column: Column, value: Any) -> SafeString:
    decimals = (
        0 if column.kind in {"tonnes", "eur"} and column.decimals is None else column.decimals
    )
    shown = value * 100 if column.kind == "percent" else value
    return escaped(number_text(shown, decimals))


def _interval(column: Column, value: Any) -> SafeString:
    return interval_mark(value, decimals=column.decimals)


def _month(_column: Column, value: Any) -> SafeString:
    return format_html('<span class="month">{}</span>', month_words(value, short=True))


def _date(_column: Column, value: Any) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), date_text(value))


def _code(column: Column, value: Any) -> SafeString:
    return escaped(code_text(column.list, value))


def _link(_column: Column, value: Link) -> SafeString:
    link = f'<a href="{escaped(value.href)}">{escaped(value.text)}</a>'
    return mark_safe(link)  # noqa: S308 - both parts are escaped


def _status(_column: Column, value: Status) -> SafeString:
    return status_mark(value.kind, value.text)


def _text(_column: Column, value: Any) -> SafeString:
    """Write a text; an address in it may be broken after its slashes: tables stay narrow."""
    told = escaped(value if value != "" else NOTHING)
    if "://" not in told:
        return told
    return mark_safe(told.replace("/", "/<wbr>"))  # noqa: S308 - it is escaped


WRITERS: Mapping[str, Callable[[Column, Any], SafeString]] = {
    "text": _text,
    "words": _text,
    "number": _number,
    "tonnes": _number,
    "eur": _number,
    "km": _number,
    "percent": _number,
    "interval": _interval,
    "month": _month,
    "date": _date,
    "code": _code,
    "link": _link,
    "status": _status,
}
