# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""An impact is what its formulas say, with intervals that hold and factors that are named."""

import math

import numpy as np
import pytest

from kotipesa.arrays import take, texts
from kotipesa.impact import LORRIES, Saving, assess, haul_litres, loads, savings
from kotipesa.impact.interval import Interval, exactly, falling, widened
from kotipesa.plan.tables import Moves
from kotipesa.region import from_rows
from kotipesa.vocab import factor

SIXTY = tuple(lorry for lorry in LORRIES if lorry.id == "60t")


def moves(*rows):
    """Make moves of (from_kind, from_id, to_kind, to_id, tonnes, km, eur, kgco2e)."""
    columns = list(zip(*rows, strict=True)) or [()] * 8
    nothing = texts([""] * len(rows))
    return Moves(
        from_kind=texts(columns[0]),
        from_id=texts(columns[1]),
        to_kind=texts(columns[2]),
        to_id=texts(columns[3]),
        part=nothing,
        material=nothing,
        fitness=nothing,
        contamination=nothing,
        sulphide=nothing,
        month=np.zeros(len(rows), dtype=np.int32),
        tonnes=np.array(columns[4], dtype=float),
        km=np.array(columns[5], dtype=float),
        eur=np.array(columns[6], dtype=float),
        kgco2e=np.array(columns[7], dtype=float),
    )


def lot(lot_id, direction, material):
    return {
        "id": lot_id,
        "direction": direction,
        "material": material,
        "amount": 1000,
        "unit": "t",
        "site": "s",
        "from": "2026-01",
        "to": "2026-02",
    }


REGION = from_rows(
    {
        "lots": [
            lot("rock", "have", "louhe"),
            lot("clay", "have", "savi"),
            lot("street", "need", "kalliomurske"),
            lot("beach", "need", "hiekka"),
            lot("wall", "need", "savi"),
        ],
        "sites": [{"id": "s", "x": 385_000, "y": 6_690_000, "crs": "EPSG:3067"}],
        "facilities": [
            {"id": "k", "role": "store", "site": "s", "eur_per_t": 1, "kgco2e_per_t": 0.5},
            {"id": "p", "role": "process", "site": "s", "eur_per_t": 3, "kgco2e_per_t": 2}
            | {"to_material": "kalliomurske", "yield": 0.9},
            {"id": "r", "role": "outlet", "site": "s", "eur_per_t": 5, "outcome": "recovery"},
            {"id": "w", "role": "outlet", "site": "s", "eur_per_t": 10, "kgco2e_per_t": 1},
            {"id": "q", "role": "source", "site": "s", "eur_per_t": 8, "kgco2e_per_t": 6},
            {"id": "c", "role": "source", "site": "s", "eur_per_t": 4, "origin": "recycled"},
        ],
    },
    {"start": "2026-01", "haul_eur_per_t": 1.5, "haul_eur_per_tkm": 0.12},
)
"""The region sets its own prices of hauling, and leaves the emission to the vocabulary."""
MOVES = moves(
    ("lot", "rock", "process", "p", 100, 10, 270, 90),
    ("process", "p", "lot", "street", 90, 20, 351, 162),
    ("lot", "clay", "store", "k", 50, 10, 135, 45),
    ("store", "k", "lot", "wall", 50, 10, 135, 45),
    ("lot", "clay", "outlet", "r", 20, 0, 30, 0),
    ("lot", "clay", "outlet", "w", 30, 10, 81, 27),
    ("source", "q", "lot", "beach", 40, 10, 108, 36),
    ("source", "c", "lot", "street", 10, 10, 27, 9),
)


def test_an_impact_by_hand():
    """Facilities: 100×3 + 50×1 + 20×5 + 30×10 + 40×8 + 10×4 and 100×2 + 50×0.5 + 30×1 + 40×6."""
    found = assess(REGION, MOVES, SIXTY).values()
    litres = found.pop("litres")
    by_litres = found.pop("haul_litres_kgco2e")
    assert litres == pytest.approx((3 * 10 + 3 * 20 + 4 * 10 + 10 + 20 + 10) * 0.634)
    assert by_litres == pytest.approx(litres * 2.5)
    assert found == pytest.approx(
        {
            "moved_t": 390,
            "tonne_km": 4600,
            "loads": 3 + 3 + 2 + 2 + 1 + 1 + 2 + 1,
            "haul_kgco2e": 414,
            "facility_kgco2e": 495,
            "kgco2e": 909,
            "haul_eur": 1137,
            "facility_eur": 1110,
            "virgin_t": 40,
            "recycled_t": 10,
            "reused_t": 140,
            "recovered_t": 20,
            "disposed_t": 30,
            "avoided_virgin_t": 140,
            "avoided_virgin_kgco2e": 90 * 6,
        }
    )


def test_caused_and_avoided_stand_apart():
    kinds = {figure.id: figure.kind for figure in assess(REGION, MOVES).figures}
    assert [name for name, kind in kinds.items() if kind == "avoided"] == [
        "avoided_virgin_t",
        "avoided_virgin_kgco2e",
    ]
    facts = "moved_t tonne_km loads virgin_t recycled_t reused_t recovered_t disposed_t"
    assert " ".join(name for name, kind in kinds.items() if kind == "fact") == facts


def test_clay_in_a_noise_wall_may_spare_no_quarry_so_its_interval_says_so():
    avoided = assess(REGION, MOVES)["avoided_virgin_t"]
    assert (avoided.low, avoided.value, avoided.high) == (90.0, 140.0, 140.0)


def test_settings_somebody_made_are_certain_and_placeholders_bring_their_interval():
    """The emission factor is the vocabulary's, 0.09 in 0.085 to 0.17 kg CO2e per tkm."""
    found = assess(REGION, MOVES)
    eur, kgco2e = found["haul_eur"], found["haul_kgco2e"]
    assert (eur.low, eur.high, eur.factors) == (1137.0, 1137.0, ())
    assert (kgco2e.low, kgco2e.high) == pytest.approx((4600 * 0.085, 4600 * 0.17))
    assert kgco2e.factors == ("haul_kgco2e_per_tkm",)
    assert "haul_kgco2e_per_tkm" in found.unverified


def test_hauls_with_a_price_of_their_own_keep_it_without_an_interval():
    own_price = moves(("lot", "clay", "outlet", "w", 10, 10, 99, 42))
    found = assess(REGION, own_price)
    assert [(found[name].low, found[name].high) for name in ("haul_eur", "haul_kgco2e")] == [
        (99.0, 99.0),
        (42.0, 42.0),
    ]
    assert found["haul_kgco2e"].factors == ()


def test_every_figure_lies_in_its_interval_and_every_factor_exists():
    found = assess(REGION, MOVES)
    assert [f.id for f in found.figures if not 0 <= f.low <= f.value <= f.high < math.inf] == []
    assert {factor(name).id for name in found.factors} == set(found.factors)


def test_rows_say_everything_of_every_figure():
    found = assess(REGION, MOVES)
    assert [row["id"] for row in found.rows()] == list(found.values())
    assert found.rows()[0] == {
        "id": "moved_t",
        "value": 390.0,
        "low": 390.0,
        "high": 390.0,
        "unit": "t",
        "kind": "fact",
        "factors": (),
        "formula": "Σ t",
    }


def test_no_moves_have_an_impact_of_nothing():
    assert set(assess(REGION, take(MOVES, [])).values().values()) == {0.0}


def test_a_load_is_whole_and_a_full_lorry_is_one_load():
    tonnes = np.array([38.0, 38.1, 76.0, 1.0, 0.0])
    assert loads(tonnes, SIXTY) == exactly(1 + 2 + 2 + 1 + 0)


def test_litres_span_every_lorry_that_may_do_the_work():
    tonnes, km = np.array([1000.0]), np.array([30.0])
    each = [haul_litres(tonnes, km, (lorry,)) for lorry in LORRIES]
    every = haul_litres(tonnes, km)
    assert every.value == each[0].value
    assert every.low == min(one.low for one in each)
    assert every.high == max(one.high for one in each)


def test_intervals_follow_the_ends_of_what_they_are_made_of():
    two, four = Interval(2, 1, 3), Interval(4, 4, 8)
    assert two + four == Interval(6, 5, 11)
    assert two * four == Interval(8, 4, 24)
    assert four / two == Interval(2, 4 / 3, 8)
    assert falling(lambda x: 12 / x, two) == Interval(6, 4, 12)
    assert widened(two, [four]) == Interval(2, 1, 8)


def test_a_saving_names_both_its_terms():
    found = savings({"objective_eur": 70.0, "litres": 5.0}, {"objective_eur": 100.0, "moves": 3.0})
    assert found == (Saving("objective_eur", baseline=100.0, planned=70.0),)
    assert (found[0].saved, found[0].share) == (30.0, pytest.approx(0.3))
    assert Saving("litres", baseline=0.0, planned=1.0).share is None
