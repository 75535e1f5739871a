# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""A balance is what a person gets with paper and pencil, whatever it is divided by."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from kotipesa.arrays import take, texts
from kotipesa.balance import (
    KEYS,
    balance,
    balance_columns,
    expected_tonnes,
    lots_behind,
    residual_t,
    write_balance_csv,
)
from kotipesa.errors import UsageError
from kotipesa.geo import Areas
from kotipesa.region import from_rows
from kotipesa.testing import random_region, tiny

MEASURES = ("surplus_t", "need_t", "net_t", "cumulative_t")


def lot(lot_id, direction, material, amount, site, first, last, **more):
    cells = {"id": lot_id, "direction": direction, "material": material, "amount": amount}
    return {**cells, "unit": "t", "site": site, "from": first, "to": last, **more}


def small_region(lots, **tables):
    sites = [
        {"id": "north", "x": 385_000, "y": 6_690_000, "crs": "EPSG:3067", "municipality": "092"},
        {"id": "south", "x": 385_000, "y": 6_672_000, "crs": "EPSG:3067", "municipality": "091"},
    ]
    return from_rows({"lots": lots, "sites": sites, **tables}, {"start": "2026-01", "months": 3})


def rows(table):
    """Give each row of a balance as a tuple of its keys and middle measures."""
    columns = balance_columns(table)
    names = [*table.by, *MEASURES]
    return list(zip(*(columns[name].tolist() for name in names), strict=True))


BY_HAND = small_region(
    [
        lot("a", "have", "savi", 90, "north", "2026-01", "2026-03"),
        lot("b", "have", "savi", 40, "north", "2026-02", "2026-03"),
        lot("c", "need", "savi", 60, "north", "2026-03", "2026-04"),
        lot("d", "need", "hiekka", 10, "south", "2025-11", "2026-01"),
    ]
)


def test_lots_are_spread_evenly_over_their_months_within_the_horizon():
    """Lot a: 30 a month; b: 20 in two; c: 60 in March, as April is beyond; d: 10 in January."""
    assert rows(balance(BY_HAND)) == [
        ("091", "hiekka", "2026-01", 0.0, 10.0, -10.0, -10.0),
        ("091", "hiekka", "2026-02", 0.0, 0.0, 0.0, -10.0),
        ("091", "hiekka", "2026-03", 0.0, 0.0, 0.0, -10.0),
        ("092", "savi", "2026-01", 30.0, 0.0, 30.0, 30.0),
        ("092", "savi", "2026-02", 50.0, 0.0, 50.0, 80.0),
        ("092", "savi", "2026-03", 50.0, 60.0, -10.0, 70.0),
    ]


def test_rows_are_sorted_by_what_is_asked_for_and_need_no_month():
    assert rows(balance(BY_HAND, by=("month", "municipality"))) == [
        ("2026-01", "091", 0.0, 10.0, -10.0, -10.0),
        ("2026-01", "092", 30.0, 0.0, 30.0, 30.0),
        ("2026-02", "091", 0.0, 0.0, 0.0, -10.0),
        ("2026-02", "092", 50.0, 0.0, 50.0, 80.0),
        ("2026-03", "091", 0.0, 0.0, 0.0, -10.0),
        ("2026-03", "092", 50.0, 60.0, -10.0, 70.0),
    ]
    assert rows(balance(BY_HAND, by=("material",))) == [
        ("hiekka", 0.0, 10.0, -10.0, -10.0),
        ("savi", 130.0, 60.0, 70.0, 70.0),
    ]
    assert rows(balance(BY_HAND, by=())) == [(130.0, 70.0, 60.0, 60.0)]


def test_a_region_without_lots_in_the_plan_has_an_empty_balance():
    outside = small_region([lot("a", "have", "savi", 9, "north", "2020-01", "2020-02")])
    assert [rows(balance(outside, by=by)) for by in ((), ("month",), KEYS[:3])] == [[], [], []]


@pytest.mark.parametrize(
    ("by", "codes"),
    [
        (("colour",), ["unknown_balance_key"]),
        (("month", "month"), ["repeated_balance_key"]),
        (("area",), ["balance_without_areas"]),
    ],
)
def test_a_key_that_is_unknown_or_repeated_or_lacks_its_areas_is_refused(by, codes):
    with pytest.raises(UsageError) as refused:
        balance(BY_HAND, by=by)
    assert [p.code for p in refused.value.problems] == codes


UNSURE = small_region(
    [
        lot("a", "have", "savi", 100, "north", "2026-01", "2026-01", amount_low=80)
        | {"amount_high": 150, "project": "sure"},
        lot("b", "have", "savi", 60, "north", "2026-01", "2026-01", project="half"),
        lot("c", "have", "savi", 999, "north", "2026-01", "2026-01", project="other"),
        lot("d", "need", "savi", 50, "north", "2026-01", "2026-01", project="never"),
        lot("e", "need", "savi", 10, "north", "2026-01", "2026-01"),
    ],
    projects=[
        {"id": "sure"},
        {"id": "half", "probability": 0.5},
        {"id": "other", "alternative_of": "half"},
        {"id": "never", "probability": 0},
    ],
)


def test_probability_weighs_the_middle_and_widens_the_interval():
    """Lot b may not come (0) or come whole (60); c is an alternative not chosen; d never comes."""
    table = take_first(balance(UNSURE, by=("material",)))
    assert table == {
        "surplus_t": 130.0,
        "surplus_low_t": 80.0,
        "surplus_high_t": 210.0,
        "need_t": 10.0,
        "need_low_t": 10.0,
        "need_high_t": 10.0,
        "net_t": 120.0,
        "net_low_t": 70.0,
        "net_high_t": 200.0,
        "cumulative_t": 120.0,
        "cumulative_low_t": 70.0,
        "cumulative_high_t": 200.0,
        "ranged_t": 100.0,
    }


def take_first(table):
    """Give the measures of the only row."""
    columns = balance_columns(table)
    return {name: column.item() for name, column in columns.items() if name not in table.by}


def test_the_alternative_named_in_the_settings_is_balanced_instead():
    named = UNSURE.replace(alternatives=("other",))
    assert expected_tonnes(named).mid_t.tolist() == [100.0, 0.0, 999.0, 0.0, 10.0]


SQUARES = ((385_000, 6_680_000, 12_000), (385_000, 6_690_000, 100), (300_000, 6_800_000, 100))
"""Middle and half a side: one around both sites, one around the northern, one empty."""
DRAWN = Areas(
    id=texts(["wide", "north", "nowhere"]),
    name=texts(["Wide", "North", "Nowhere"]),
    polygon=np.array([shapely.box(x - r, y - r, x + r, y + r) for x, y, r in SQUARES]),
    source=texts([""] * 3),
    crs=texts(["EPSG:3067"] * 3),
)


def test_by_area_a_lot_counts_in_each_drawn_area_and_else_once():
    assert rows(balance(BY_HAND, by=("area",), areas=DRAWN)) == [
        ("north", 130.0, 60.0, 70.0, 70.0),
        ("wide", 130.0, 70.0, 60.0, 60.0),
    ]
    assert rows(balance(BY_HAND, by=(), areas=DRAWN)) == [(130.0, 70.0, 60.0, 60.0)]
    only_north = take(DRAWN, [1])
    assert rows(balance(BY_HAND, by=(), areas=only_north)) == [(130.0, 60.0, 70.0, 70.0)]


def test_a_row_opens_down_to_its_lots_and_their_shares():
    table = balance(BY_HAND)
    behind = lots_behind(BY_HAND, table, 4)
    assert behind.lot.tolist() == ["a", "b"]
    assert behind.share.tolist() == pytest.approx([1 / 3, 1 / 2])
    assert behind.tonnes.tolist() == pytest.approx([30.0, 20.0])
    in_area = balance(BY_HAND, by=("area",), areas=DRAWN)
    assert lots_behind(BY_HAND, in_area, 0, areas=DRAWN).lot.tolist() == ["a", "b", "c"]


@settings(max_examples=40)
@given(seed=st.integers(0, 10_000), by=st.permutations([k for k in KEYS if k != "area"]))
def test_no_tonne_is_lost_or_made_however_lots_are_divided(seed, by):
    region = random_region(seed)
    for keys in (by, by[:3], by[:1], []):
        table = balance(region, by=keys)
        assert residual_t(region, table) <= 1e-9 * max(1.0, expected_tonnes(region).mid_t.sum())


@settings(max_examples=25)
@given(seed=st.integers(0, 10_000))
def test_every_row_is_the_sum_of_the_lots_behind_it_and_lies_in_its_interval(seed):
    region = random_region(seed)
    table = balance(region)
    for row in range(0, len(table), 7):
        behind = lots_behind(region, table, row)
        for is_need, name in ((False, "surplus"), (True, "need")):
            side = take(behind, behind.is_need == is_need)
            for column, suffix in (("tonnes", "t"), ("low_t", "low_t"), ("high_t", "high_t")):
                total = getattr(side, column).sum()
                assert getattr(table, f"{name}_{suffix}")[row] == pytest.approx(total, abs=1e-9)
    assert (table.net_low_t <= table.net_t + 1e-9).all()
    assert (table.net_t <= table.net_high_t + 1e-9).all()


@settings(max_examples=25)
@given(seed=st.integers(0, 10_000))
def test_the_order_of_lots_changes_nothing(seed):
    region = random_region(seed)
    turned = region.replace(lots=take(region.lots, slice(None, None, -1)))
    ahead, back = balance_columns(balance(region)), balance_columns(balance(turned))
    for name, column in ahead.items():
        if column.dtype == object:
            assert column.tolist() == back[name].tolist()
        else:
            np.testing.assert_allclose(column, back[name], rtol=1e-12, atol=1e-9)


def test_the_file_starts_with_the_agreed_columns_and_writes_plain_numbers(tmp_path):
    path = tmp_path / "balance.csv"
    write_balance_csv(balance(BY_HAND), path)
    lines = [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()]
    assert lines[0][:7] == ["municipality", "material", "month", *MEASURES]
    assert [line[:7] for line in lines[1:4]] == [
        ["091", "hiekka", "2026-01", "0", "10", "-10", "-10"],
        ["091", "hiekka", "2026-02", "0", "0", "0", "-10"],
        ["091", "hiekka", "2026-03", "0", "0", "0", "-10"],
    ]


def test_what_cancels_is_written_as_zero_and_not_as_rounding(tmp_path):
    thirds = [lot(f"h{n}", "have", "savi", 0.1, "north", "2026-01", "2026-03") for n in range(3)]
    region = small_region([*thirds, lot("n", "need", "savi", 0.3, "north", "2026-01", "2026-03")])
    path = tmp_path / "balance.csv"
    write_balance_csv(balance(region), path)
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    assert [line.split(",")[5:7] for line in lines] == [["0", "0"]] * 3


def test_the_tiny_region_balances_as_its_lots_say():
    """Rock weighs 2.5 t/m3ktr: haves are 60 + 40 + 75 + 10 t, needs 50 + 70 + 30 t."""
    assert rows(balance(tiny(), by=())) == [(185.0, 150.0, 35.0, 35.0)]
