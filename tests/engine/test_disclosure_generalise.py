# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold what is shown roughly: places by grid, windows by quarter, amounts by band."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotipesa.disclosure import band, grid_centre, quarter
from kotipesa.disclosure.generalise import BAND_LIMITS_T
from kotipesa.periods import month_number, month_text

METRES = st.floats(-1e7, 1e7)
MONTHS = st.integers(0, 12 * 9_999)


def test_a_point_becomes_the_centre_of_its_cell():
    x_m, y_m = grid_centre(np.array([385_000.0, 389_999.9]), np.array([6_672_123.0, 6_670_000.0]))
    assert (x_m.tolist(), y_m.tolist()) == ([387_500.0, 387_500.0], [6_672_500.0, 6_672_500.0])


def test_a_place_nobody_knows_stays_unknown():
    assert np.isnan(grid_centre(np.array([np.nan]), np.array([1.0]), size_m=10.0)[0]).all()


def test_a_month_becomes_its_quarter_and_a_window_the_quarters_it_touches():
    months = np.array([month_number("2026-03"), month_number("2026-12")])
    first, last = quarter(months, months + 1)
    assert [month_text(month) for month in first] == ["2026-01", "2026-10"]
    assert [month_text(month) for month in last] == ["2026-06", "2027-03"]


def test_an_amount_becomes_the_band_it_lies_in():
    found = band(np.array([0.0, 99.9, 100.0, 9_999.0, 60_000.0, np.nan]))
    assert found.code.tolist() == [0, 0, 1, 3, 5, -1]
    assert found.low_t[:5].tolist() == [0.0, 0.0, 100.0, 2_000.0, 50_000.0]
    assert found.high_t[:5].tolist() == [100.0, 100.0, 500.0, 10_000.0, np.inf]
    assert np.isnan([found.low_t[5], found.high_t[5]]).all()


def test_an_amount_below_zero_has_no_band():
    with pytest.raises(ValueError, match="below zero"):
        band(np.array([-1.0]))


@given(METRES, METRES, st.sampled_from([100.0, 1_000.0, 5_000.0]))
def test_what_is_rough_does_not_get_rougher(x_m, y_m, size_m):
    once = grid_centre(np.array([x_m]), np.array([y_m]), size_m=size_m)
    assert np.array_equal(grid_centre(*once, size_m=size_m), once)
    assert max(abs(once[0][0] - x_m), abs(once[1][0] - y_m)) <= size_m / 2 * (1 + 1e-9)


@given(MONTHS, st.integers(0, 100))
def test_quarters_of_quarters_are_the_same(first, length):
    once = quarter(np.array([first]), np.array([first + length]))
    assert np.array_equal(quarter(*once), once)
    assert once[0][0] <= first
    assert first + length <= once[1][0]


@given(st.floats(0, 1e9))
def test_every_amount_lies_in_one_band_and_so_does_its_lower_end(amount_t):
    found = band(np.array([amount_t]))
    assert found.low_t[0] <= amount_t < found.high_t[0]
    assert band(found.low_t).code == found.code
    assert found.low_t[0] in BAND_LIMITS_T
