# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Take chosen rows of an early estimate as lots of a project."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from kotipesa_web.core.commands import command
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.lots.commands import add_lot
from kotipesa_web.lots.early import Asked, EarlyEstimate, EstimatedLot
from kotipesa_web.lots.engine import early_estimate
from kotipesa_web.lots.models import Lot
from kotipesa_web.projects.models import Project
from kotipesa_web.projects.queries import editable

LONGEST = 300


@command
def accept_estimate(
    *, viewer: Viewer, project_pk: int, asked: Asked, chosen: Collection[str]
) -> list[Lot]:
    """Add the chosen rows of an estimate to a project of one's own; they say what they rest on.

    The estimate is made again, so that nothing but the coefficients decides the amounts. Raises
    InputError and ValidationError as add_lot does.
    """
    project = editable(viewer, project_pk)
    found = early_estimate(asked, viewer.language)
    return [
        add_lot(viewer=viewer, values=_values(project, found, lot, asked))
        for lot in found.lots
        if lot.key in chosen
    ]


def _values(
    project: Project, found: EarlyEstimate, lot: EstimatedLot, asked: Asked
) -> dict[str, Any]:
    return {
        "project_id": project.pk,
        "direction": lot.direction,
        "material": lot.material,
        "amount": lot.amount,
        "amount_low": lot.amount_low,
        "amount_high": lot.amount_high,
        "unit": lot.unit,
        "first_month": project.first_month,
        "last_month": project.last_month,
        "contamination": "clean" if lot.direction == "need" else "unknown",
        "reliability": asked.reliability,
        "phase": asked.phase,
        "accepts": list(lot.accepts),
        "min_fitness": lot.min_fitness,
        "rests_on": _rests_on(found, lot),
        "sensitivity": project.sensitivity,
        "publicity_ground": project.publicity_ground,
    }


def _rests_on(found: EarlyEstimate, lot: EstimatedLot) -> str:
    words = _("Early estimate: %(rate)s, %(per_m2)s, %(area)s m²; %(source)s; %(mark)s") % {
        "rate": lot.rate,
        "per_m2": lot.per_m2,
        "area": f"{found.built_m2:.3g}",
        "source": lot.source,
        "mark": _("verified") if lot.is_verified else _("not verified"),
    }
    return words[:LONGEST]
