# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Put what a viewer may see of a plan into tables and charts."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from kotipesa_web.plans.choices import PlanStatus
from kotipesa_web.plans.contents import Contents, Left
from kotipesa_web.plans.engine import unit_word, word
from kotipesa_web.plans.models import Plan
from kotipesa_web.plans.moves import Rough, Shown, months_of, municipality_text, role_text
from kotipesa_web.plans.published import MIDWAY, REST, Published
from kotipesa_web.ui.charts import Chart
from kotipesa_web.ui.formats import NOTHING, code_text, language
from kotipesa_web.ui.tables import Column, Interval, Link, Status, Table

ROWS_OF_A_PAGE = 50
FLOWS_SHOWN = 100
FEWEST_PROJECTS = 3
PAID = ("haul_eur", "facility_eur", "storage_eur", "fixed_eur", "carbon_eur", "unmet_eur")
SIGNS: Mapping[str, str] = {
    PlanStatus.OPTIMAL: "good",
    PlanStatus.GAP_REACHED: "good",
    PlanStatus.TIME_LIMIT: "attention",
}


def status_of(plan: Plan) -> Status:
    """Say how good a plan is."""
    return Status(SIGNS[plan.status], code_text("status", plan.status))  # type: ignore[arg-type]


def plans_table(plans: Iterable[Plan], page: str | None) -> Table:
    """List plans; sums that would tell on somebody stay out."""
    listed = Paginator(list(plans), ROWS_OF_A_PAGE).get_page(page)
    rows = [
        {
            "name": Link(plan.name, reverse("plans:plan", args=[plan.pk])),
            "made_at": plan.made_at,
            "made_by": plan.made_by.name,
            "status": status_of(plan),
            **({f: estimate(getattr(plan, f)) for f in PLAN_SUMS} if plan.is_shown else {}),
            "saved": saved_share(plan) if plan.is_shown else None,
        }
        for plan in listed
    ]
    columns = (
        Column("name", _("Plan"), "link"),
        Column("made_at", _("Made"), "date"),
        Column("made_by", _("Made by")),
        Column("status", _("Proof"), "status"),
        Column("haul_eur", _("Haulage"), "interval", unit="€"),
        Column("unmet_t", _("Without a solution"), "interval", unit="t"),
        Column("saved", _("Saved against each alone"), "percent", decimals=1),
    )
    return Table(
        "plans", _("Plans of the region"), columns, rows, page=listed, empty=_("No plans yet.")
    )


PLAN_SUMS = ("haul_eur", "unmet_t")


def estimate(value: float) -> Interval:
    """Show a sum with the figures it carries; files have it exactly."""
    return Interval(None, value, None)


def saved_share(plan: Plan) -> float | None:
    """Give what is saved against each alone as a share; None where that was not worked out."""
    alone = plan.alone_eur
    return (alone - plan.objective_eur) / alone if alone else None


def costs_table(contents: Contents) -> Table:
    """Take what the plan costs apart, and set other ways of working beside it."""
    record = contents.record
    rows = [{"what": word(key), "eur": estimate(record[key])} for key in PAID if record[key]]
    whole = {"what": word("objective_eur"), "eur": estimate(record["objective_eur"])}
    columns = (
        Column("what", _("Part of the cost")),
        Column("eur", _("Cost"), "interval", unit="€"),
    )
    return Table("costs", _("What the plan costs"), columns, rows, total=whole)


def savings_table(plan: Plan) -> Table:
    """Set the plan beside what the same would cost without it."""
    ways = (
        (_("This plan"), plan.objective_eur),
        (_("Each organisation alone"), plan.alone_eur),
        (_("The cheapest move first"), plan.greedy_eur),
    )
    rows = [
        {
            "way": way,
            "eur": estimate(eur),
            "saved": estimate(eur - plan.objective_eur),
            "share": (eur - plan.objective_eur) / eur if eur else None,
        }
        for way, eur in ways
        if eur is not None
    ]
    columns = (
        Column("way", _("Way of working")),
        Column("eur", _("Cost"), "interval", unit="€"),
        Column("saved", _("The plan saves"), "interval", unit="€"),
        Column("share", _("Share"), "percent", decimals=1),
    )
    return Table("savings", _("What planning together saves"), columns, rows)


def impact_table(contents: Contents) -> Table:
    """List every effect with its interval and the factors it rests on."""
    names = {row["id"]: row[language()] for row in contents.record["factors"]}
    rows = [
        {
            "what": word(f"impact_{row['id']}", row["id"]),
            "value": Interval(row["low"], row["value"], row["high"]),
            "unit": unit_word(row["unit"]),
            "factors": "; ".join(names.get(factor, factor) for factor in row["factors"]) or NOTHING,
        }
        for row in contents.record["impact"]
    ]
    columns = (
        Column("what", _("Effect")),
        Column("value", _("Value"), "interval", decimals=0),
        Column("unit", _("Unit")),
        Column("factors", _("Rests on the factors")),
    )
    return Table("impact", _("Effects with their intervals"), columns, rows)


def factors_table(contents: Contents) -> Table:
    """List the factors the figures rest on, with sources; those nobody has verified are marked."""
    rows = [
        {
            "what": row[language()],
            "value": Interval(row["low"], row["value"], row["high"]),
            "unit": unit_word(row["unit"]),
            "source": f"{row['source']} ({row['year']})" if row["year"] else row["source"],
            "verified": Status("good", _("Verified"))
            if row["verified"]
            else Status("attention", _("Not verified")),
        }
        for row in contents.record["factors"]
    ]
    columns = (
        Column("what", _("Factor")),
        Column("value", _("Value"), "interval"),
        Column("unit", _("Unit")),
        Column("source", _("Source")),
        Column("verified", _("State"), "status"),
    )
    return Table("factors", _("Factors the figures rest on"), columns, rows)


def coverage_table(contents: Contents) -> Table:
    """Say which municipalities the plan knows, and how many of their projects.

    A few projects are not told from none: one alone might be sealed.
    """
    rows = [
        {
            "name": municipality_text(row["municipality"]),
            "data": Status("good", _("Has data"))
            if row["projects_listed"] >= FEWEST_PROJECTS
            else Status("attention", _("Few data or none")),
            "known": row["projects_known"] if row["projects_listed"] >= FEWEST_PROJECTS else None,
            "listed": row["projects_listed"] if row["projects_listed"] >= FEWEST_PROJECTS else None,
        }
        for row in contents.record["rests_on"]["municipalities"]
    ]
    columns = (
        Column("name", _("Municipality")),
        Column("data", _("Data"), "status"),
        Column("known", _("Projects with lots"), "number"),
        Column("listed", _("Projects announced"), "number"),
    )
    return Table("coverage", _("What is known of each municipality"), columns, rows)


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
    columns = (
        Column("start", _("From")),
        Column("finish", _("To")),
        Column("tonnes", _("Amount"), "tonnes"),
    )
    note = _("Flows that rest on so few that they would tell on somebody are not shown: %(count)s.")
    return Table(
        "flows",
        _("Flows between municipalities"),
        columns,
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
    columns = (
        Column("start", _("From")),
        Column("finish", _("To")),
        Column("tonnes", _("Amount"), "tonnes"),
    )
    note = _(
        "Materials of few owners are among the others. "
        "What goes both ways between stores and processes is shown as the difference."
    )
    table = Table("masses", _("Where masses go"), columns, rows, note=note)
    return Chart("sankey", _("Where masses go"), table, "start finish", "tonnes", unit="t")


def _stop_text(stop: str) -> str:
    kind, _sign, material = stop.partition(":")
    if kind == MIDWAY:
        return _("Stores and processing")
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
    note = _("A dash stands for an amount that would tell on somebody.")
    empty = _("Nothing stays, or it would tell on somebody.")
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


def moves_table(
    plan: Plan,
    table_id: str,
    caption: str,
    moves: Sequence[Shown],
    page: str | None,
    *,
    rows: int = ROWS_OF_A_PAGE,
) -> Table:
    """List moves, each with a link to why it is so."""
    listed = Paginator(moves, rows).get_page(page)
    shown = [{**_move_row(move), "why": _why(plan, move)} for move in listed]
    columns = (
        Column("start", _("From")),
        Column("finish", _("To")),
        Column("material", _("Material"), "code", list="material"),
        Column("month", _("Month"), "month"),
        Column("tonnes", _("Amount"), "tonnes"),
        Column("km", _("Distance"), "km", decimals=1),
        Column("eur", _("Haulage"), "eur"),
        Column("kgco2e", _("Emissions"), "number", unit="kg CO₂e", decimals=0),
        Column("why", _("Why this"), "link"),
    )
    return Table(table_id, caption, columns, shown, page=listed, empty=_("No such moves."))


def my_moves_table(plan: Plan, moves: Sequence[Shown], page: str | None) -> Table:
    """List the viewer's own moves."""
    return moves_table(plan, "mine", _("Moves from and to us"), moves, page)


def others_table(plan: Plan, moves: Sequence[Shown], page: str | None) -> Table:
    """List the moves between others that the viewer may see."""
    return moves_table(plan, "others", _("Moves between others"), moves, page)


def _why(plan: Plan, move: Shown) -> Link:
    return Link(_("Why this"), reverse("plans:move", args=[plan.pk, move.number]))


def left_table(left: Sequence[Left], page: str | None) -> Table:
    """List lots of the viewer's own that stay, with the reason of each."""
    listed = Paginator(left, ROWS_OF_A_PAGE).get_page(page)
    rows = [
        {
            "name": one.end.name,
            "what": role_text(one.end.direction),
            "material": one.end.material,
            "tonnes": one.tonnes,
            "whole": one.end.amount_t,
            "reason": code_text("reason", one.reason),
        }
        for one in listed
    ]
    columns = (
        Column("name", _("Lot")),
        Column("what", _("What")),
        Column("material", _("Material"), "code", list="material"),
        Column("tonnes", _("Stays"), "tonnes"),
        Column("whole", _("Whole lot"), "tonnes"),
        Column("reason", _("Why")),
    )
    empty = _("None of our lots stays without a solution.")
    return Table("left", _("Our lots that stay"), columns, rows, page=listed, empty=empty)


def _move_row(move: Shown) -> dict[str, Any]:
    names = ("start", "finish", "material", "month", "tonnes", "km", "eur", "kgco2e")
    return {name: getattr(move, name) for name in names}


def rough_table(moves: Sequence[Rough], page: str | None) -> Table:
    """List moves of what is sealed, as far as they may be known."""
    listed = Paginator(moves, ROWS_OF_A_PAGE).get_page(page)
    columns = (
        Column("start", _("From")),
        Column("finish", _("To")),
        Column("material", _("Material"), "code", list="material"),
        Column("first_month", _("From month"), "month"),
        Column("last_month", _("To month"), "month"),
        Column("band", _("Amount"), unit="t"),
    )
    return Table(
        "rough",
        _("Moves of what is sealed, roughly"),
        columns,
        list(listed),
        page=listed,
        empty=_("No moves of what is sealed."),
    )
