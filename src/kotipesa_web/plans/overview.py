# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Gather what the page of a plan shows, of the region and of the viewer's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kotipesa_web.accounts.models import Organisation
from kotipesa_web.plans.contents import LOT, Contents, contents_of
from kotipesa_web.plans.engine import FEWEST, word
from kotipesa_web.plans.forms import month_choices
from kotipesa_web.plans.models import Plan
from kotipesa_web.plans.moves import months_of
from kotipesa_web.plans.published import Published, published
from kotipesa_web.plans.secrecy import Eyes
from kotipesa_web.plans.tables import figures, listed, regional
from kotipesa_web.ui.charts import Chart
from kotipesa_web.ui.formats import code_text, language

KG_OF_T = 1_000.0


@dataclass(frozen=True, slots=True)
class Mine:
    """What a plan does for the viewer's organisation, in tonnes and euros.

    benefit: what it would pay alone less its share of the plan; None where either is not known.
    """

    moves: int
    leaving_t: float
    coming_t: float
    staying_t: float
    alone_eur: float | None
    share_eur: float | None

    @property
    def benefit_eur(self) -> float | None:
        """Give what the organisation gains by planning together."""
        if self.alone_eur is None or self.share_eur is None:
            return None
        return self.alone_eur - self.share_eur


def my_result(eyes: Eyes, plan: Plan) -> Mine | None:
    """Add up what a plan does for the viewer's own lots; None where it read none of theirs."""
    contents = contents_of(plan)
    if not any(eyes.owns(end) for end in contents.ends.values()):
        return None
    mine = [move for move in contents.moves if eyes.is_mine(move)]
    member = _member(eyes, plan, contents)
    return Mine(
        moves=len(mine),
        leaving_t=sum(m.tonnes for m in mine if m.start.role == LOT and eyes.owns(m.start)),
        coming_t=sum(m.tonnes for m in mine if m.finish.role == LOT and eyes.owns(m.finish)),
        staying_t=sum(left.tonnes for left in contents.left if eyes.owns(left.end)),
        alone_eur=member.get("alone_eur"),
        share_eur=member.get("share_eur"),
    )


def _member(eyes: Eyes, plan: Plan, contents: Contents) -> Mapping[str, Any]:
    """Find what the plan knows of the viewer's organisation, by its short name in the rows."""
    own = Organisation.objects.filter(pk=eyes.viewer.organisation_id or 0, region_id=plan.region_id)
    code = own.values_list("code", flat=True).first()
    return next((member for member in contents.members if member["owner"] == code), {})


def overview(plan: Plan, month: str) -> dict[str, Any]:
    """Give what the page shows of the region; figures that would tell on somebody stay out."""
    contents = contents_of(plan)
    rests_on = contents.record["rests_on"]
    shown: dict[str, Any] = {
        "status": listed.status_of(plan),
        "members": [member["owner"] for member in rests_on["members"]],
        "unverified": _unverified(contents),
        "parameters": _parameters(plan),
    }
    return shown | _of_region(plan, contents, month) if plan.is_shown else shown


def _of_region(plan: Plan, contents: Contents, month: str) -> dict[str, Any]:
    told = published(plan)
    impact = {row["id"]: row for row in contents.record["impact"]}
    saved = listed.saved_share(plan)
    wanted = ("haul_eur", "litres", "kgco2e", "avoided_virgin_t")
    return {
        "figures": {name: _in_tonnes(impact[name]) for name in wanted if name in impact},
        "savings": figures.savings_table(plan),
        "saved_percent": None if saved is None else 100 * saved,
        "costs": figures.costs_table(plan, contents),
        "months": month_choices(contents),
        "month": month if month in months_of(contents) else "",
        "flows": regional.flows_table(told, month),
        "hides_all": hides_all(told, month),
        "fewest": FEWEST,
        "sankey": regional.sankey(told),
        "staying": regional.staying_table(told),
        "stocks": regional.stocks_chart(told, months_of(contents)),
    }


def hides_all(told: Published, month: str) -> bool:
    """Tell whether there are flows in a month of which none may be shown."""
    tonnes = [flow.tonnes for flow in told.flows if flow.month == month]
    return bool(tonnes) and all(one is None for one in tonnes)


def _in_tonnes(row: Mapping[str, Any]) -> dict[str, float | None]:
    """Give a figure of kilograms of CO2e in tonnes, others as they are; no interval of nothing."""
    scale = KG_OF_T if row["unit"] == "kgCO2e" else 1.0
    is_sure = row["low"] == row["high"]
    ends = {name: None if is_sure else row[name] / scale for name in ("low", "high")}
    return {"value": row["value"] / scale, **ends}


def stock_charts(eyes: Eyes, plan: Plan) -> list[Chart]:
    """Draw the stock of each of the viewer's own stores that the plan uses."""
    contents = contents_of(plan)
    own = (contents.ends.get(("store", code)) for code in sorted(contents.stocks))
    return [
        regional.store_chart(contents, end.code, end.name)
        for end in own
        if end is not None and eyes.owns(end)
    ]


def _parameters(plan: Plan) -> list[tuple[str, Any]]:
    """Name what the plan was told apart from the region's settings."""
    return [(word(f"setting_{name}", name), value) for name, value in plan.parameters.items()]


def _unverified(contents: Contents) -> list[str]:
    names = {row["id"]: row[language()] for row in contents.record["factors"]}
    found = []
    for name in contents.record["unverified"]:
        kind, _sign, material = name.partition(":")
        is_density = kind == "density"
        text = code_text("material", material) if is_density else names.get(name)
        found.append(text or word(f"setting_{name}", name))
    return found
