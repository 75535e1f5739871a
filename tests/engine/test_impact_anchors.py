# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Helsinki's published totals follow from its published litres and tonnes, within their rounding.

Each published figure stands for the interval it was rounded from: 1.4 million litres for 1.35 to
1.45. Two figures agree when what one gives overlaps what the other stands for.
"""

from dataclasses import dataclass

import numpy as np
import pytest

from kotipesa.impact import (
    LORRIES,
    Interval,
    haul_litres,
    kgco2e_of_litres,
    litres_per_tonne,
)


def rounded(value, step):
    """Give what a figure rounded to a step may stand for."""
    return Interval(value, value - step / 2, value + step / 2)


def overlap(one, other):
    return one.low <= other.high and other.low <= one.high


@dataclass(frozen=True)
class Anchor:
    """What Helsinki published of one stretch of time or one site."""

    what: str
    litres: Interval
    kgco2e: Interval


ANCHORS = (
    Anchor("2016", rounded(1.4e6, 0.1e6), rounded(3_519e3, 1e3)),
    Anchor("2014-2018", rounded(5.3e6, 0.1e6), rounded(13_400e3, 100e3)),
    Anchor("to the end of 2019", rounded(6.9e6, 0.1e6), rounded(17_100e3, 100e3)),
    Anchor("2014-2018 a year", rounded(1.06e6, 0.02e6), rounded(2_680e3, 20e3)),
    Anchor("2019 alone", rounded(1.6e6, 0.2e6), rounded(3_700e3, 200e3)),
    Anchor("Alakivenpuisto", rounded(400e3, 100e3), rounded(1_000e3, 100e3)),
)


@pytest.mark.parametrize("anchor", ANCHORS, ids=lambda anchor: anchor.what)
def test_published_litres_give_the_published_emission_within_rounding(anchor):
    assert overlap(kgco2e_of_litres(anchor.litres), anchor.kgco2e)


def test_emission_at_two_and_a_half_kilograms_per_litre_is_within_the_litres_rounding():
    """3 519 t is 1.41 million litres at 2.5 kg per litre, which rounds to the published 1.4."""
    exactly_1_408 = kgco2e_of_litres(Interval(1.4076e6, 1.4076e6, 1.4076e6))
    assert exactly_1_408.value == pytest.approx(3_519e3)
    assert kgco2e_of_litres(rounded(1.4e6, 0.1e6)).value == pytest.approx(3_500e3)


def test_litres_and_emission_per_tonne_of_2016_are_those_derived_in_the_literature():
    tonnes = rounded(759_560, 1)
    litres = rounded(1.4e6, 0.1e6)
    per_tonne = litres_per_tonne(litres, tonnes)
    assert per_tonne.value == pytest.approx(1.84, abs=0.005)
    assert overlap(kgco2e_of_litres(per_tonne), rounded(4.6, 0.1))


def test_alakivenpuisto_saves_what_was_published_per_cubic_metre():
    """35 000 m³ of sediment and 25 000 m³ of topsoil, 400 000 litres, 1 000 t CO2."""
    per_m3 = litres_per_tonne(rounded(400e3, 100e3), rounded(60e3, 5e3))
    assert per_m3.value == pytest.approx(6.7, abs=0.05)
    assert overlap(kgco2e_of_litres(per_m3), rounded(16.7, 0.1))


def test_a_city_lorry_burns_what_helsinki_saved_per_tonne_at_the_published_fifty_kilometres():
    """Nearest receivers lay about 50 km away; 1.4 million litres were saved on 759 560 t."""
    tonnes, km = np.array([100_000.0]), np.array([50.0])
    saved = litres_per_tonne(rounded(1.4e6, 0.1e6), rounded(759_560, 1))
    city, sixty = (haul_litres(tonnes, km, (lorry,)) for lorry in LORRIES[:2])
    per_tonne = [litres_per_tonne(burnt, rounded(100_000, 0)) for burnt in (city, sixty)]
    assert overlap(per_tonne[0], saved)
    assert per_tonne[1].high < saved.low


@pytest.mark.parametrize(
    ("lorry", "litres_per_tkm"), [("60t", 0.0118), ("68t", 0.0112), ("74t", 0.0109)]
)
def test_laden_litres_per_tonne_km_are_the_published_ones(lorry, litres_per_tkm):
    """Full loads, laden way only: a full lorry's litres less its empty return."""
    known = next(one for one in LORRIES if one.id == lorry)
    payload = known.payload_t().value
    both_ways = known.litres_per_load_km().value / payload
    empty_way = {"60t": 18.4, "68t": 19.4, "74t": 19.45}[lorry] / 100 / payload
    assert both_ways - empty_way == pytest.approx(litres_per_tkm, abs=0.00005)
