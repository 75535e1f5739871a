# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the method of early estimates: what it computes, how sure it is, and where it comes from."""

import csv
import math

import numpy as np
import pytest

from kotipesa.arrays import texts
from kotipesa.errors import InputError
from kotipesa.lots.estimate import (
    Works,
    default_coefficients,
    estimate,
    quantities,
    read_coefficients,
)
from kotipesa.lots.estimate.coefficients import NEVER_ESTIMATED, coefficient_rows
from kotipesa.lots.estimate.intervals import Interval, interval_columns, product
from kotipesa.vocab import codes, default_materials

COEFFICIENTS = default_coefficients()
TABLES = ("coefficients", "layers", "spreads", "structures")


def works(**columns):
    """Make works; a street of 1,000 m2 unless told otherwise."""
    given = {
        "structure_type": ["street_new"],
        "ground_class": ["any"],
        "category": [""],
        "area_m2": [1000.0],
        "length_m": [np.nan],
        "floor_area_m2": [np.nan],
        "budget_keur": [np.nan],
        "share": [1.0],
        "phase": ["rakentaminen"],
        "reliability": ["B"],
        **columns,
    }
    size = max(map(len, given.values()))
    filled = {
        name: list(column) * (size if len(column) == 1 else 1) for name, column in given.items()
    }
    told = {n: texts(c) if isinstance(c[0], str) else np.array(c) for n, c in filled.items()}
    months = np.full(size, 12 * 2023, dtype=np.int32)
    ids = texts([f"p{row}" for row in range(size)])
    place = texts(["s"] * size)
    return Works(project=ids, name=ids, first_month=months, last_month=months, site=place, **told)


def layer(found, name, column="amount"):
    return float(getattr(found, column)[found.layer == name].sum())


def rate(rate_id):
    return next(r for r in COEFFICIENTS.rates if r.id == rate_id).per_m2


def test_the_amount_is_area_times_rate_times_share_of_the_material():
    found = estimate(works(), COEFFICIENTS)
    rows = (found.layer == "ground") & (found.material == "savi")
    share = next(
        m.share.mid
        for m in COEFFICIENTS.layers
        if (m.layer, m.ground_class, m.material) == ("ground", "any", "savi")
    )
    expected = 1000 * rate("cut-street-new-ground-any").mid * share
    assert found.amount[rows].tolist() == pytest.approx([expected])


def test_what_is_dug_is_in_bank_and_what_is_needed_in_compacted_cubic_metres():
    found = estimate(works(), COEFFICIENTS)
    by_direction = {
        is_need: sorted(set(found.unit[found.is_need == is_need])) for is_need in (False, True)
    }
    assert by_direction == {False: ["m3ktr"], True: ["m3rtr", "t"]}


def test_a_part_of_the_work_is_that_part_of_the_masses():
    whole, part = (estimate(works(share=[s]), COEFFICIENTS) for s in (1.0, 0.3))
    assert part.amount == pytest.approx(0.3 * whole.amount)
    assert part.amount_high == pytest.approx(0.3 * whole.amount_high)


def test_an_area_is_believed_before_a_length_and_a_length_before_money():
    given = works(
        area_m2=[1000.0, np.nan, np.nan, np.nan],
        length_m=[50.0, 50.0, np.nan, np.nan],
        budget_keur=[40.0, 40.0, 40.0, np.nan],
    )
    built = quantities(given, COEFFICIENTS)
    width = COEFFICIENTS.width_m["street_new"].mid
    cost = COEFFICIENTS.cost_eur_m2["street_new"].mid
    expected = [1000, 50 * width, 40_000 / cost, np.nan]
    assert built.area_m2.mid.tolist() == pytest.approx(expected, nan_ok=True)
    assert list(built.basis) == ["area", "length", "money", "money"]


def test_dear_square_metres_mean_few_of_them():
    built = quantities(works(area_m2=[np.nan], budget_keur=[40.0]), COEFFICIENTS).area_m2
    cost = COEFFICIENTS.cost_eur_m2["street_new"]
    low = built.mid[0] * math.exp(-built.log_low[0])
    high = built.mid[0] * math.exp(built.log_high[0])
    assert (low, high) == pytest.approx((40_000 / cost.high, 40_000 / cost.low))


def test_a_work_that_tells_no_quantity_gives_no_masses():
    found = estimate(works(area_m2=[np.nan, 10.0]), COEFFICIENTS)
    assert set(found.work.tolist()) == {1}


def test_a_building_is_measured_by_its_floors():
    given = works(structure_type=["building"], area_m2=[100.0], floor_area_m2=[3000.0])
    assert quantities(given, COEFFICIENTS).area_m2.mid.tolist() == [3000.0]


def test_the_unit_costs_of_the_list_go_before_the_shipped_ones_where_they_may():
    shown = {"": Interval(200, 400, 500), "K4": Interval(90, 100, 110)}
    given = works(
        structure_type=["street_new", "street_new", "structure"],
        category=["K4", "K9", "K4"],
        area_m2=[np.nan],
        budget_keur=[40.0],
    )
    areas = quantities(given, COEFFICIENTS.with_category_costs(shown)).area_m2.mid
    own = 40_000 / COEFFICIENTS.cost_eur_m2["structure"].mid
    assert areas.tolist() == pytest.approx([400, 100, own])


def test_the_ground_decides_what_is_dug():
    found = estimate(works(ground_class=["soft", "rock", "any"]), COEFFICIENTS)
    dug = [
        dict.fromkeys(found.material[(found.work == work) & (found.layer == "ground")])
        for work in range(3)
    ]
    assert [next(iter(materials)) for materials in dug] == ["savi", "louhe", "savi"]
    assert list(dug[0]) == ["savi", "täyttömaa", "siltti"]


def test_a_layer_without_rates_for_the_ground_takes_those_of_any_ground():
    soft, anywhere = (estimate(works(ground_class=[g]), COEFFICIENTS) for g in ("soft", "any"))
    assert layer(soft, "base") == layer(anywhere, "base")
    assert layer(soft, "ground") > layer(anywhere, "ground")


def test_the_logarithms_of_independent_factors_add_in_squares():
    made = product(
        [interval_columns([Interval(50, 100, 400)]), interval_columns([Interval(1, 2, 4)])]
    )
    down = math.sqrt(math.log(2) ** 2 + math.log(2) ** 2)
    up = math.sqrt(math.log(4) ** 2 + math.log(2) ** 2)
    assert (made.mid[0], made.log_low[0], made.log_high[0]) == pytest.approx((200, down, up))


def test_the_interval_holds_the_middle_and_is_wider_than_that_of_the_rate_alone():
    found = estimate(works(), COEFFICIENTS)
    rows = found.layer == "base"
    base = rate("fill-street-new-base-any")
    assert (found.amount_low < found.amount).all()
    assert (found.amount < found.amount_high).all()
    assert found.amount_high[rows][0] / found.amount[rows][0] > base.high / base.mid


def test_the_earlier_the_phase_the_wider_the_interval():
    phases = ["rakentaminen", "katu- ja puistosuunnittelu", "esi- ja yleissuunnittelu"]
    phases += ["asemakaavoitus", "yleiskaavoitus"]
    found = estimate(works(phase=phases), COEFFICIENTS)
    spans = [layer(found, "base", "amount_high") for found in _by_work(found, len(phases))]
    assert spans == sorted(spans)
    assert len(set(spans)) == len(spans)


def test_the_less_reliable_the_wider_the_interval():
    found = estimate(works(reliability=["A", "B", "C"]), COEFFICIENTS)
    lows = [layer(found, "base", "amount_low") for found in _by_work(found, 3)]
    assert lows == sorted(lows, reverse=True)
    assert len(set(lows)) == 3


def test_the_order_of_works_changes_nothing():
    kinds = {
        "structure_type": ["park", "street_new", "shore"],
        "ground_class": ["any", "soft", "any"],
    }
    there = estimate(works(**kinds), COEFFICIENTS)
    back = estimate(works(**{name: column[::-1] for name, column in kinds.items()}), COEFFICIENTS)
    told = sorted(zip(there.work, there.rate_id, there.material, there.amount, strict=True))
    again = sorted(zip(2 - back.work, back.rate_id, back.material, back.amount, strict=True))
    assert told == again


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("structure_type", "castle"),
        ("ground_class", "jelly"),
        ("phase", "soon"),
        ("reliability", "D"),
        ("structure_type", "none"),
    ],
)
def test_a_code_without_coefficients_is_refused(column, value):
    with pytest.raises(InputError) as refusal:
        estimate(works(**{column: [value]}), COEFFICIENTS)
    (problem,) = refusal.value.problems
    assert problem.code == "estimate_code_unknown"
    assert problem.params == (("column", column), ("value", value))


def test_no_works_give_no_masses():
    one = works()
    none = Works(**{name: getattr(one, name)[:0] for name in Works.__slots__})
    assert len(estimate(none, COEFFICIENTS)) == 0


def test_every_phase_and_reliability_of_the_vocabulary_has_a_spread():
    assert set(COEFFICIENTS.phase) == {code.code for code in codes("phase")}
    assert set(COEFFICIENTS.reliability) == {code.code for code in codes("reliability")}


def test_every_structure_type_has_rates_a_width_or_floors_and_a_cost():
    types = set(COEFFICIENTS.structures) - set(NEVER_ESTIMATED)
    by_floor = {t for t in types if COEFFICIENTS.structures[t].measured_in == "floor_m2"}
    assert {r.structure_type for r in COEFFICIENTS.rates} == types
    assert set(COEFFICIENTS.cost_eur_m2) == types
    assert set(COEFFICIENTS.width_m) == types - by_floor


def test_every_layer_has_materials_whose_shares_add_up_to_the_whole():
    shares = {}
    for material in COEFFICIENTS.layers:
        key = (material.layer, material.ground_class)
        shares[key] = shares.get(key, 0) + material.share.mid
    assert {key: round(total, 6) for key, total in shares.items()} == dict.fromkeys(shares, 1)
    rates = {(r.layer, "any") for r in COEFFICIENTS.rates}
    assert rates - set(shares) == set()


def test_every_material_is_known_and_a_volume_of_it_can_be_weighed():
    known = default_materials()
    row = known.index()
    for rate_of_layer in COEFFICIENTS.rates:
        for part in COEFFICIENTS.layers:
            if part.layer != rate_of_layer.layer:
                continue
            place = row[part.material]
            needed = {
                "m3ktr": known.t_per_m3ktr[place],
                "m3rtr": known.rtr_per_ktr[place],
                "t": 1.0,
            }
            assert not math.isnan(needed[rate_of_layer.unit]), (rate_of_layer.id, part.material)
    accepted = {code for part in COEFFICIENTS.layers for code in part.accepts.split("|") if code}
    assert accepted - set(row) == set()


@pytest.mark.parametrize("table", TABLES)
def test_every_row_of_the_tables_is_whole_and_in_three_languages(table):
    rows = coefficient_rows(table)
    holes = [row for row in rows if not (row["fi"] and row["sv"] and row["en"])]
    untold = [row for row in rows if "source" in row and not (row["source"] and row["year"])]
    same = [row for row in rows if row["fi"] == row["en"] or row["sv"] == row["en"]]
    assert (holes, untold) == ([], [])
    assert [row["fi"] for row in same] in ([], ["puisto"])


def test_no_coefficient_claims_to_be_verified():
    claims = [row["verified"] for table in TABLES[:3] for row in coefficient_rows(table)]
    assert set(claims) == {"no"}


def test_every_coefficient_has_an_id_of_its_own():
    ids = [row["id"] for row in coefficient_rows("coefficients")]
    assert len(ids) == len(set(ids))


def test_a_table_of_a_folder_stands_in_for_the_shipped_one(tmp_path):
    rows = coefficient_rows("spreads")
    rows[0] = {**rows[0], "low": "0.9", "high": "1.1"}
    _write(tmp_path / "spreads.csv", rows)
    own = read_coefficients(tmp_path)
    assert own.phase[rows[0]["code"]] == Interval(0.9, 1.0, 1.1)
    assert own.rates == COEFFICIENTS.rates


def test_every_unclear_coefficient_is_told_at_once(tmp_path):
    rows = coefficient_rows("coefficients")
    rows[0] = {**rows[0], "low": "much"}
    rows[3] = {**rows[3], "low": "9"}
    _write(tmp_path / "coefficients.csv", rows)
    with pytest.raises(InputError) as refusal:
        read_coefficients(tmp_path)
    told = [(p.code, p.where.file, p.where.row) for p in refusal.value.problems]
    assert told == [
        ("coefficient_unclear", "coefficients.csv", 2),
        ("coefficient_unclear", "coefficients.csv", 5),
    ]


@pytest.mark.parametrize(
    "change", [{"structure_type": "castle"}, {"layer": "moat"}, {"ground_class": "rock"}]
)
def test_a_rate_that_leads_nowhere_is_refused(tmp_path, change):
    rows = coefficient_rows("coefficients")
    place = next(n for n, row in enumerate(rows) if row["id"] == "cut-path-ground-any")
    rows[place] = {**rows[place], **change}
    _write(tmp_path / "coefficients.csv", rows)
    with pytest.raises(InputError) as refusal:
        read_coefficients(tmp_path)
    told = [(p.code, p.where.value) for p in refusal.value.problems]
    assert told == [("coefficient_incomplete", "cut-path-ground-any")]


def _write(path, rows):
    lines = [list(rows[0]), *(list(row.values()) for row in rows)]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)


def _by_work(found, count):
    columns = {name: getattr(found, name) for name in type(found).__slots__}
    return [
        type(found)(**{name: column[found.work == work] for name, column in columns.items()})
        for work in range(count)
    ]
