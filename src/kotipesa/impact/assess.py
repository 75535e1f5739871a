# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Assess moves: tonnes and kilometres, litres, CO2e, euros, virgin material used and avoided."""

from collections.abc import Sequence

import numpy as np

from kotipesa.impact.charges import facility_totals, haul_eur, haul_kgco2e
from kotipesa.impact.figures import Figure, Impact, figure
from kotipesa.impact.fuel import (
    KGCO2E_PER_LITRE,
    LORRIES,
    Lorry,
    haul_litres,
    kgco2e_of_litres,
    loads,
)
from kotipesa.impact.interval import exactly
from kotipesa.impact.reuse import VIRGIN_FACTORS, follow_reuse
from kotipesa.plan.tables import Moves
from kotipesa.region import Region


def assess(region: Region, moves: Moves, lorries: Sequence[Lorry] = LORRIES) -> Impact:
    """Reckon the figures of moves; caused and avoided ones stand apart and are never netted.

    ``litres`` and ``kgco2e`` (haul by the region's factor per tonne-km, and facilities) are those
    of ``plan.json``; ``haul_litres_kgco2e`` shows the same haul by its fuel, and is no part of a
    sum. ``lorries``: the first gives the value, the interval spans them all.
    """
    return Impact((*_haul(region, moves, lorries), *_money(region, moves), *_reuse(region, moves)))


def _haul(region: Region, moves: Moves, lorries: Sequence[Lorry]) -> tuple[Figure, ...]:
    """Reckon what moving takes and emits."""
    payloads = tuple(dict.fromkeys(name for lorry in lorries for name in lorry.payload))
    fuels = tuple(dict.fromkeys(name for lorry in lorries for name in lorry.factors))
    litres = haul_litres(moves.tonnes, moves.km, lorries)
    haul, haul_factors = haul_kgco2e(region, moves)
    _, facility = facility_totals(region, moves)
    return (
        figure("moved_t", exactly(moves.tonnes.sum()), "t", "fact", "Σ t"),
        figure("tonne_km", exactly(np.sum(moves.tonnes * moves.km)), "tkm", "fact", "Σ t × km"),
        figure(
            "loads",
            loads(moves.tonnes, lorries),
            *("loads", "fact", "Σ ceil(t / payload)", payloads),
        ),
        figure(
            "litres",
            litres,
            *("l", "caused", "Σ loads × km × (full + empty_return_share × empty) / 100", fuels),
        ),
        figure(
            "haul_kgco2e",
            haul,
            *("kgCO2e", "caused", "Σ t × km × haul_kgco2e_per_tkm", haul_factors),
        ),
        figure(
            "haul_litres_kgco2e",
            kgco2e_of_litres(litres),
            *("kgCO2e", "caused", f"litres × {KGCO2E_PER_LITRE}", (*fuels, KGCO2E_PER_LITRE)),
        ),
        figure("facility_kgco2e", facility, "kgCO2e", "caused", "Σ t × kgco2e_per_t"),
        figure(
            "kgco2e",
            haul + facility,
            *("kgCO2e", "caused", "haul_kgco2e + facility_kgco2e", haul_factors),
        ),
    )


def _money(region: Region, moves: Moves) -> tuple[Figure, ...]:
    """Reckon what hauling and facilities cost."""
    haul, factors = haul_eur(region, moves)
    facility, _ = facility_totals(region, moves)
    formula = "Σ t × (haul_eur_per_t + haul_eur_per_tkm × km)"
    return (
        figure("haul_eur", haul, "EUR", "caused", formula, factors),
        figure("facility_eur", facility, "EUR", "caused", "Σ t × eur_per_t"),
    )


def _reuse(region: Region, moves: Moves) -> tuple[Figure, ...]:
    """Follow what was used, recovered and disposed of, and what that avoided."""
    reuse = follow_reuse(region, moves)
    facts = {
        "virgin_t": (reuse.virgin_t, "Σ t, virgin source → need"),
        "recycled_t": (reuse.recycled_t, "Σ t, recycled source → need"),
        "reused_t": (reuse.reused_t, "Σ t, lot | store | process → need"),
        "recovered_t": (reuse.recovered_t, "Σ t → outlet, recovery"),
        "disposed_t": (reuse.disposed_t, "Σ t → outlet, disposal"),
    }
    factors = tuple(VIRGIN_FACTORS.values())
    return (
        *(figure(name, exactly(t), "t", "fact", formula) for name, (t, formula) in facts.items()),
        figure("avoided_virgin_t", reuse.avoided_virgin_t, "t", "avoided", "reused_t"),
        figure(
            "avoided_virgin_kgco2e",
            reuse.avoided_kgco2e,
            *("kgCO2e", "avoided", "Σ reused t × production of the needed material", factors),
        ),
    )
