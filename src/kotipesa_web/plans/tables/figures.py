# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Put what a plan costs, saves, brings about and rests on into tables."""

from django.utils.translation import gettext as _

from kotipesa_web.plans.contents import Contents
from kotipesa_web.plans.engine import unit_word, word
from kotipesa_web.plans.models import Plan
from kotipesa_web.plans.moves import municipality_text
from kotipesa_web.ui.formats import NOTHING, language
from kotipesa_web.ui.tables import Column, Interval, Status, Table

FEWEST_PROJECTS = 3
NOT_APART = ("storage_eur", "unmet_eur")
PAID = ("haul_eur", "facility_eur", "storage_eur", "fixed_eur", "carbon_eur", "unmet_eur")


def costs_table(plan: Plan, contents: Contents) -> Table:
    """Take what the plan costs apart, but not what stays where its tonnes may not be told.

    The price of a tonne is known, so the cost would tell them.
    """
    record = contents.record
    costs = {key: (word(key), record[key]) for key in PAID}
    if plan.unmet_t is None:
        names, sums = zip(*(costs.pop(key) for key in NOT_APART), strict=True)
        costs["together"] = "; ".join(names), sum(sums)
    rows = [{"what": name, "eur": Interval.about(eur)} for name, eur in costs.values() if eur]
    whole = {"what": word("objective_eur"), "eur": Interval.about(record["objective_eur"])}
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
            "eur": Interval.about(eur),
            "saved": Interval.about(eur - plan.objective_eur),
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
