# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Answer what plans there are, and how good each is."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from kotipesa_web.api.schemas import ProblemDocument
from kotipesa_web.plans.models import Plan
from kotipesa_web.plans.queries import plan_for, plans_for

plans_router = Router(tags=["plans"])


SUMS = ("objective_eur", "lower_bound_eur", "gap", "unmet_t", "kgco2e", "tonne_km", "virgin_t")


class PlanFigures(Schema):
    """One plan: what it costs, how well it is proven, what it rests on.

    Sums of the region are left out where they would tell on somebody.
    """

    id: int
    name: str
    made_at: datetime
    status: str
    objective_eur: float | None
    lower_bound_eur: float | None
    gap: float | None
    unmet_t: float | None
    kgco2e: float | None
    tonne_km: float | None
    virgin_t: float | None
    members: int
    known_share: float | None
    input_sha256: str
    engine_version: str
    vocab_version: str


@plans_router.get("", response=list[PlanFigures], url_name="plans")
def list_plans(request: HttpRequest) -> Any:
    """List the plans of your region, the newest first."""
    return [_told(plan) for plan in plans_for(request.viewer)[:100]]  # type: ignore[attr-defined]


@plans_router.get(
    "/{int:pk}", response={200: PlanFigures, 404: ProblemDocument}, url_name="plans-one"
)
def get_plan(request: HttpRequest, pk: int) -> Any:
    """Give one plan."""
    return _told(plan_for(request.viewer, pk))  # type: ignore[attr-defined]


def _told(plan: Plan) -> dict[str, Any]:
    open_fields = [name for name in PlanFigures.model_fields if name not in SUMS]
    told = {name: getattr(plan, name) for name in open_fields}
    return told | {name: getattr(plan, name) if plan.is_shown else None for name in SUMS}
