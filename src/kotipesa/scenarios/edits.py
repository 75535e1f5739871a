# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Make the region of a scenario: an edit of the region it was drawn of."""

from dataclasses import replace

import numpy as np

from kotipesa.arrays import take
from kotipesa.plan.problem.haulage import Haulage
from kotipesa.region import Region
from kotipesa.scenarios.drawing import Draw


def edited(region: Region, draw: Draw) -> Region:
    """Edit a region as drawn."""
    lots, facilities, settings = region.lots, region.facilities, region.settings
    factor = np.divide(
        draw.amount_t, lots.amount_t, where=lots.amount_t > 0, out=np.ones(len(lots))
    )
    lots = replace(
        lots,
        amount=lots.amount * factor,
        amount_t=draw.amount_t,
        first_month=lots.first_month + draw.late_months,
        last_month=lots.last_month + draw.late_months,
    )
    return region.replace(
        lots=take(lots, draw.happens),
        facilities=replace(
            facilities,
            open_last=np.minimum(facilities.open_last, draw.closes - 1).astype(np.int32),
            eur_per_t=facilities.eur_per_t * draw.gate,
        ),
        distances=replace(region.distances, eur_per_t=region.distances.eur_per_t * draw.haul),
        haul_eur_per_t=settings.haul_eur_per_t * draw.haul,
        haul_eur_per_tkm=settings.haul_eur_per_tkm * draw.haul,
        alternatives=draw.alternatives,
        sha256="",
    )


def repriced(haul: Haulage, draw: Draw) -> Haulage:
    """Give the haulage of a region's sites the prices of a scenario."""
    own = haul.own_eur_per_t
    return replace(
        haul,
        loading_eur_per_t=haul.loading_eur_per_t * draw.haul,
        driving_eur_per_tkm=haul.driving_eur_per_tkm * draw.haul,
        own_eur_per_t=None if own is None else own * draw.haul,
    )
