# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""List plans, and say how good each is and what it saves."""

from collections.abc import Iterable, Mapping

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from kotipesa_web.plans.choices import PlanStatus
from kotipesa_web.plans.models import Plan
from kotipesa_web.ui.formats import code_text
from kotipesa_web.ui.tables import Column, Interval, Link, Status, Table

ROWS_OF_A_PAGE = 50
SUMS = ("haul_eur", "unmet_t")
SIGNS: Mapping[str, str] = {
    PlanStatus.OPTIMAL: "good",
    PlanStatus.GAP_REACHED: "good",
    PlanStatus.TIME_LIMIT: "attention",
}


def plans_table(plans: Iterable[Plan], page: str | None) -> Table:
    """List plans; sums that would tell on somebody stay out."""
    listed = Paginator(list(plans), ROWS_OF_A_PAGE).get_page(page)
    rows = [
        {
            "name": Link(plan.name, reverse("plans:plan", args=[plan.pk])),
            "made_at": plan.made_at,
            "made_by": plan.made_by.name,
            "status": status_of(plan),
            **(_sums(plan) if plan.is_shown else {}),
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


def _sums(plan: Plan) -> Mapping[str, Interval]:
    known = {name: getattr(plan, name) for name in SUMS}
    return {name: Interval.about(sum_) for name, sum_ in known.items() if sum_ is not None}


def status_of(plan: Plan) -> Status:
    """Say how good a plan is."""
    return Status(SIGNS[plan.status], code_text("status", plan.status))  # type: ignore[arg-type]


def saved_share(plan: Plan) -> float | None:
    """Give what is saved against each alone as a share; None where that was not worked out."""
    alone = plan.alone_eur
    return (alone - plan.objective_eur) / alone if alone else None
