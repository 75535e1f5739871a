# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the figures: each within its interval, with a source, derived as its note tells."""

import math
import re
from dataclasses import fields

import pytest

from kotipesa.region.tables import Settings
from kotipesa.vocab import Factor, factor, factors, missing_factors, unverified
from kotipesa.vocab.tables import rows

PRICES_OF_A_REGION = (
    "haul_eur_per_tkm",
    "haul_eur_per_t",
    "haul_kgco2e_per_tkm",
    "carbon_eur_per_t",
    "unmet_eur_per_t",
    "storage_eur_per_t_month",
    "end_stock_eur_per_t",
    "detour",
)


def test_every_figure_lies_in_its_interval_and_is_not_negative():
    wrong = [f.id for f in factors().values() if not 0 <= f.low <= f.value <= f.high < math.inf]
    assert wrong == []


def test_a_figure_says_yes_or_no_to_being_verified_and_a_year_of_our_time():
    assert {row["verified"] for row in rows("factors")} == {"yes", "no"}
    assert [f.id for f in factors().values() if not 2000 <= f.year <= 2026] == []


def test_a_verified_figure_names_a_place_where_it_can_be_read():
    verified = [f for f in factors().values() if f.verified]
    assert [f.id for f in verified if not re.search(r"https?://\S+", f.source)] == []


def test_the_defaults_of_the_settings_are_the_unverified_placeholders():
    defaults = {f.name: f.default for f in fields(Settings)}
    assert {i: factor(i).value for i in PRICES_OF_A_REGION} == {
        i: defaults[i] for i in PRICES_OF_A_REGION
    }
    assert unverified(PRICES_OF_A_REGION) == PRICES_OF_A_REGION


def test_unverified_names_each_once_in_the_order_given():
    ids = ("detour", "kgco2e_per_litre_diesel", "haul_eur_per_t", "detour")
    assert unverified(ids) == ("detour", "haul_eur_per_t")


def test_an_unknown_figure_is_refused():
    with pytest.raises(KeyError):
        factor("price_of_nothing")


@pytest.mark.parametrize(
    ("factor_id", "derived", "digits"),
    [
        ("avoided_eur_per_t", 6e6 / 759_560, 1),
        ("avoided_litres_per_t", 1.4e6 / 759_560, 2),
        ("avoided_kgco2e_per_t", 3_519_000 / 759_560, 1),
        ("truck_fleet_kgco2e_per_litre", 0.799 / 0.374, 2),
        ("truck_60t_empty_litres_per_100km", 45 - 0.7 * 38, 2),
        ("truck_68t_empty_litres_per_100km", 51.6 - 0.7 * 46, 2),
        ("truck_74t_empty_litres_per_100km", 54.8 - 0.7 * 50.5, 2),
        ("truck_city_m3_per_load", 3_000_000 / 300_000, 2),
        ("avoided_alakivenpuisto_eur_per_m3", 3.8e6 / 60_000, 0),
        ("avoided_alakivenpuisto_litres_per_m3", 400_000 / 60_000, 1),
        ("avoided_alakivenpuisto_kgco2e_per_m3", 1_000_000 / 60_000, 1),
        ("surplus_cost_eur_per_m3", 25e6 / 800_000, 0),
        ("support_area_m3_per_ha_year", 3_000_000 / 20 / 10, 0),
        ("final_placement_t_per_ha", 320_000 / 12, -2),
        ("gate_vantaa_bearing_eur_per_t", 32 / 17.5, 2),
        ("gate_vantaa_clay_eur_per_t", 96 / 17.5, 2),
        ("gate_vantaa_mud_eur_per_t", 128 / 17.5, 2),
    ],
)
def test_a_derived_figure_is_the_arithmetic_of_its_note(factor_id, derived, digits):
    assert factor(factor_id).value == round(derived, digits)


def test_the_litre_of_diesel_spans_what_four_reports_imply():
    implied = [3_519 / 1_400, 13_400 / 5_300, 17_100 / 6_900, 1_000 / 400]
    diesel = factor("kgco2e_per_litre_diesel")
    assert (diesel.low, diesel.high) == (round(min(implied), 2), round(max(implied), 2))


def test_a_fuller_truck_emits_less_per_tonne_kilometre_and_a_city_more():
    for truck in ("earth", "semi", "delivery"):
        at = {
            (way, load): factor(f"truck_{truck}_{way}_{load}_kgco2e_per_tkm").value
            for way in ("highway", "urban")
            for load in ("50", "40")
        }
        assert at["highway", "50"] < at["highway", "40"] < at["urban", "50"] < at["urban", "40"]


def test_what_is_missing_is_not_given_elsewhere_and_has_a_reason():
    missing = missing_factors()
    ids = [m.id for m in missing]
    assert len(set(ids)) == len(ids) >= 20
    assert set(ids) & set(factors()) == set()
    assert all(m.why for m in missing)


def test_a_figure_is_a_frozen_value():
    assert factor("detour") == Factor(
        id="detour",
        fi="Tiematka linnuntiehen verrattuna",
        sv="Vägsträcka jämfört med fågelvägen",
        en="Road distance over straight line",
        value=1.3,
        low=1.2,
        high=1.5,
        unit="ratio",
        source="Kotipesä, placeholder (docs: formats)",
        year=2026,
        verified=False,
        note="placeholder: a road graph is better; the interval is a judgement",
    )
