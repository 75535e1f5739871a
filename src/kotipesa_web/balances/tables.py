# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Put balances into tables and charts."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from kotipesa.periods import month_text
from kotipesa_web.balances.sums import Asked, Line, Sheet, Sum, by_material, by_month
from kotipesa_web.places.words import municipality_name
from kotipesa_web.ui.charts import Chart
from kotipesa_web.ui.formats import code_text, month_words
from kotipesa_web.ui.tables import Column, Interval, Link, Table

if TYPE_CHECKING:
    from django.core.paginator import Page

Query = Mapping[str, str]
FORMATS = (("CSV", "csv"), ("Excel", "xlsx"))
AMOUNTS = ("have", "need", "net")


def month_table(sheet: Sheet, asked: Asked, query: Query, *, is_file: bool = True) -> Table:
    """List haves and needs month by month, each with what it rests on."""
    rows = [
        {
            "month": month_text(month),
            **_amounts(line),
            "lots": Link(
                _("Lots of %(month)s") % {"month": month_words(month_text(month), short=True)},
                behind(query, first=month_text(month), last=month_text(month)),
            ),
        }
        for month, line, _gathered in by_month(sheet, asked)
    ]
    columns = (Column("month", _("Month"), "month"), *_amount_columns(), _lots_column())
    return _table("months", _("Haves and needs by month"), columns, rows, query, is_file=is_file)


def gathered_table(sheet: Sheet, asked: Asked) -> Table:
    """List what has gathered by each month."""
    rows = [
        {"month": month_text(month), **_ends(gathered)}
        for month, _line, gathered in by_month(sheet, asked)
    ]
    columns = (
        Column("month", _("Month"), "month"),
        Column("low", _("At least"), "tonnes"),
        Column("likely", _("Cumulative surplus"), "tonnes"),
        Column("high", _("At most"), "tonnes"),
    )
    return Table("gathered", _("Cumulative surplus by month"), columns, rows)


def gathered_chart(sheet: Sheet, asked: Asked) -> Chart:
    """Draw what gathers, with what it may vary between."""
    return Chart(
        "line",
        _("Cumulative surplus; below zero a need"),
        gathered_table(sheet, asked),
        along="month",
        series="likely",
        bands="low:high",
        unit="t",
    )


def month_chart(sheet: Sheet, asked: Asked, query: Query, *, is_file: bool = True) -> Chart:
    """Draw haves and needs month by month."""
    return Chart(
        "bars",
        _("Haves and needs by month"),
        month_table(sheet, asked, query, is_file=is_file),
        along="month",
        series="have need",
        unit="t",
    )


def material_table(sheet: Sheet, asked: Asked, query: Query, *, is_file: bool = True) -> Table:
    """List haves and needs of each material."""
    rows = [
        {
            "what": code_text("material", line.key),
            **_amounts(line),
            "lots": Link(
                _("Lots of %(material)s") % {"material": code_text("material", line.key)},
                behind(query, material=line.key),
            ),
        }
        for line in by_material(sheet, asked)
    ]
    columns = (Column("what", _("Material")), *_amount_columns(), _lots_column())
    caption = _("Haves and needs by material")
    return _table("materials", caption, columns, rows, query, is_file=is_file)


def municipality_table(lines: Iterable[Line], query: Query) -> Table:
    """List what is open in each municipality."""
    rows = [
        {
            "what": Link(
                municipality_name(line.key),
                f"{reverse('balances:balance')}?{urlencode({**query, 'municipality': line.key})}",
            ),
            **_amounts(line),
        }
        for line in lines
    ]
    columns = (Column("what", _("Municipality"), "link"), *_amount_columns())
    return _table("municipalities", _("Open to you, by municipality"), columns, rows, query)


def versions_table(told: Sequence[tuple[Any, Line]], page: "Page[Any]") -> Table:
    """List balances as they were made, the newest first, with their sums."""
    rows = [
        {
            "made": version.made_at,
            **_amounts(line),
            "members": len(version.members),
            "known": version.known_share,
        }
        for version, line in told
    ]
    columns = (
        Column("made", _("Computed"), "date"),
        *_amount_columns(),
        Column("members", _("Members"), "number", decimals=0),
        Column("known", _("Projects known"), "percent", decimals=0),
    )
    caption = _("Balances of the region")
    return Table("versions", caption, columns, rows, page=page, empty=_("None yet."))


def change_table(pairs: Iterable[tuple[str, Line, Line]]) -> Table:
    """Set two balances side by side, a row a material."""
    rows = [
        {
            "what": code_text("material", key) if key else _("All materials"),
            "have_before": _likely(before.have),
            "have_after": _likely(after.have),
            "have_change": _change(before.have, after.have),
            "need_before": _likely(before.need),
            "need_after": _likely(after.need),
            "need_change": _change(before.need, after.need),
        }
        for key, before, after in pairs
    ]
    columns = (
        Column("what", _("Material")),
        Column("have_before", _("Surplus before"), "tonnes"),
        Column("have_after", _("Surplus after"), "tonnes"),
        Column("have_change", _("Change of surplus"), "tonnes"),
        Column("need_before", _("Need before"), "tonnes"),
        Column("need_after", _("Need after"), "tonnes"),
        Column("need_change", _("Change of need"), "tonnes"),
    )
    note = _("A dash stands for a figure that is kept back in one of the two.")
    return Table("changes", _("What has changed"), columns, rows, note=note)


def behind(query: Query, **more: str) -> str:
    """Give the address of the lots behind a figure."""
    return f"{reverse('balances:behind')}?{urlencode({**query, **more})}"


def _table(
    table_id: str,
    caption: str,
    columns: tuple[Column, ...],
    rows: Sequence[Mapping[str, Any]],
    query: Query,
    *,
    is_file: bool = True,
) -> Table:
    address, asked = reverse("balances:download"), {**query, "table": table_id}
    downloads = tuple(
        Link(text, f"{address}?{urlencode({**asked, 'format': form})}") for text, form in FORMATS
    )
    return Table(
        table_id,
        caption,
        columns,
        rows,
        downloads=downloads if is_file else (),
        note=_withheld_note() if any(_is_withheld(row) for row in rows) else "",
        empty=_("Nothing is known for these filters."),
    )


def _withheld_note() -> str:
    """Say what the sign of a withheld figure means."""
    return _(
        "≥ and a dash: the rest of the figure is kept back, so that nobody's masses can be told "
        "from it."
    )


def _amounts(line: Line) -> dict[str, Any]:
    net = line.net
    return {
        "have": line.have.interval,
        "need": line.need.interval,
        "net": net.interval if net else None,
    }


def _amount_columns() -> tuple[Column, ...]:
    return (
        Column("have", _("Surplus"), "interval", unit="t", decimals=0),
        Column("need", _("Need"), "interval", unit="t", decimals=0),
        Column("net", _("Surplus less need"), "interval", unit="t", decimals=0),
    )


def _lots_column() -> Column:
    return Column("lots", _("Rests on"), "link")


def _is_withheld(row: Mapping[str, Any]) -> bool:
    return any(isinstance(row[name], Interval) and row[name].mid is None for name in AMOUNTS[:2])


def _ends(gathered: Sum | None) -> dict[str, float | None]:
    if gathered is None:
        return {"low": None, "likely": None, "high": None}
    told = gathered.interval
    return {"low": told.low, "likely": told.mid, "high": told.high}


def _likely(one: Sum) -> float | None:
    return one.mid if one.is_whole else None


def _change(before: Sum, after: Sum) -> float | None:
    return after.mid - before.mid if before.is_whole and after.is_whole else None
