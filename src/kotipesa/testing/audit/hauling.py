# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Measure every haul again: the way, its kilometres, its price and its emission."""

from collections.abc import Iterator

import numpy as np

from kotipesa.arrays import Flags, Numbers, Texts
from kotipesa.testing.audit.case import Case, at_moves
from kotipesa.testing.audit.fault import Fault
from kotipesa.testing.law import Places

ROAD_KM = 0.0011
"""Road kilometres agree to a metre."""


def wrong_hauls(case: Case) -> Iterator[Fault]:
    """Find ways that are not there or too long, and figures that do not follow from the way."""
    flows, settings = case.flows, case.law.region.settings
    from_site = _sites(case, flows.from_kind, flows.from_row)
    to_site = _sites(case, flows.to_kind, flows.to_row)
    legs = case.law.roads.between(from_site, to_site)
    exists = ~np.isnan(legs.km)
    yield from at_moves(case, ~exists, "no_way", "no way between the sites")
    near = ROAD_KM if settings.distance_rule == "roads" else 0.0
    too_far = legs.km > settings.max_km * (1 + 1e-9) + near
    yield from at_moves(case, too_far, "too_far", f"more than {settings.max_km:g} km")
    off = np.abs(flows.km - legs.km) > near + 1e-9 * (1 + np.abs(flows.km))
    yield from at_moves(case, exists & off, "wrong_km", "not the kilometres of the way")
    tariff = settings.haul_eur_per_t + settings.haul_eur_per_tkm * flows.km
    eur = flows.tonnes * np.where(legs.has_price, legs.eur_per_t, tariff)
    yield from at_moves(case, exists & _differ(flows.eur, eur), "wrong_eur", "not the price")
    burnt = np.where(legs.has_emission, legs.kgco2e_per_t, settings.haul_kgco2e_per_tkm * flows.km)
    wrong = _differ(flows.kgco2e, flows.tonnes * burnt)
    yield from at_moves(case, exists & wrong, "wrong_kgco2e", "not the emission of the haul")


def _differ(found: Numbers, derived: Numbers) -> Flags:
    return np.abs(found - derived) > 1e-6 + 1e-9 * np.abs(derived)


def _sites(case: Case, kind: Texts, row: Places) -> Places:
    region = case.law.region
    is_lot = kind == "lot"
    sites = np.zeros(len(row), dtype=np.int32)
    sites[is_lot] = region.lots.site[row[is_lot]]
    sites[~is_lot] = region.facilities.site[row[~is_lot]]
    return sites
