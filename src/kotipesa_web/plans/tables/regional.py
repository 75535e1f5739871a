# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Put what everybody may see of where masses go, stay and lie into tables and charts."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from kotipesa_web.plans.contents import Contents
from kotipesa_web.plans.engine import word
from kotipesa_web.plans.links import MIDWAY, NEEDS, REST
from kotipesa_web.plans.moves import months_of, municipality_text, role_text
from kotipesa_web.plans.published import Published
from kotipesa_web.ui.charts import Chart
from kotipesa_web.ui.formats import code_text
from kotipesa_web.ui.tables import Column, Table

FLOWS_SHOWN = 100


def flows_table(told: Published, month: str) -> Table:
    """List the flows between municipalities in a month, '' for all of them; the biggest first."""
    chosen = [flow for flow in told.flows if flow.month == month]
    shown = sorted(
        (flow for flow in chosen if flow.tonnes is not None), key=lambda flow: -(flow.tonnes or 0)
    )
    rows = [
        {
            "start": municipality_text(flow.start),
            "finish": municipality_text(flow.finish),
            "tonnes": flow.tonnes,
        }
        for flow in shown[:FLOWS_SHOWN]
    ]
    note = _("Flows that rest on so few that they would tell on somebody are not shown: %(count)s.")
    return Table(
        "flows",
        _("Flows between municipalities"),
        _amounts_between(),
        rows,
        note=note % {"count": len(chosen) - len(shown)} if len(chosen) > len(shown) else "",
        empty=_("No flows that may be shown."),
    )


def sankey(told: Published) -> Chart:
    """Draw where masses go; what goes both ways between two stops is drawn as the difference."""
    tonnes = {(link.start, link.finish): link.tonnes for link in told.links if link.tonnes}
    rows = [
        {
            "start": _stop_text(start),
            "finish": _stop_text(finish),
            "tonnes": amount - (tonnes.get((finish, start)) or 0.0),
        }
        for (start, finish), amount in tonnes.items()
        if amount > (tonnes.get((finish, start)) or 0.0)
    ]
    note = _(
        "What would tell on few owners is told together with others. "
        "What goes both ways between stores and processes is shown as the difference."
    )
    table = Table("masses", _("Where masses go"), _amounts_between(), rows, note=note)
    return Chart("sankey", _("Where masses go"), table, "start finish", "tonnes", unit="t")


def _amounts_between() -> tuple[Column, ...]:
    return (
        Column("start", _("From")),
        Column("finish", _("To")),
        Column("tonnes", _("Amount"), "tonnes"),
    )


def _stop_text(stop: str) -> str:
    kind, _sign, material = stop.partition(":")
    if kind == MIDWAY:
        return _("Stores and processing")
    if kind == NEEDS:
        return _("Needs of projects")
    if kind == "source":
        return word("sankey_virgin" if material == "virgin" else "sankey_recycled")
    if not material:
        return word(f"sankey_{kind}")
    name = word("other_materials") if material == REST else code_text("material", material)
    # A material that is both had and needed would else be one stop of the diagram.
    return f"{role_text(kind)}: {name}"


def staying_table(told: Published) -> Table:
    """Say what stays where it is, and why."""
    rows = [
        {
            "reason": code_text("reason", one.reason),
            "have_t": one.have_t,
            "need_t": one.need_t,
            "both_t": one.both_t,
        }
        for one in sorted(told.staying, key=lambda one: -(one.both_t or 0.0))
    ]
    columns = (
        Column("reason", _("Why")),
        Column("have_t", _("Surplus"), "tonnes"),
        Column("need_t", _("Need"), "tonnes"),
        Column("both_t", _("Together"), "tonnes"),
    )
    note = _("A dash stands for an amount that would tell on somebody.") if rows else ""
    few = _("Something stays, of so few owners that it would tell on them why.")
    empty = _("Nothing stays without a solution.") if told.unmet_t == 0 else few
    return Table(
        "staying", _("What stays without a solution"), columns, rows, note=note, empty=empty
    )


def stocks_chart(told: Published, months: Sequence[str]) -> Chart:
    """Draw what lies in all the stores together at the end of each month."""
    rows = [{"month": month, "tonnes": told.stocks.get(month, 0.0)} for month in months]
    return _stock_chart("stocks", _("In all stores at the end of the month"), rows)


def store_chart(contents: Contents, code: str, name: str) -> Chart:
    """Draw the stock of one store."""
    held = contents.stocks.get(code, {})
    rows = [{"month": month, "tonnes": held.get(month, 0.0)} for month in months_of(contents)]
    title = _("Stock of %(name)s at the end of the month") % {"name": name}
    return _stock_chart(f"store-{code}", title, rows)


def _stock_chart(table_id: str, title: str, rows: Sequence[Mapping[str, Any]]) -> Chart:
    columns = (Column("month", _("Month"), "month"), Column("tonnes", _("Stock"), "tonnes"))
    return Chart("line", title, Table(table_id, title, columns, rows), "month", "tonnes", unit="t")
