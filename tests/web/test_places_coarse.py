# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show rows as roughly as the engine's disclosure does, by its own grid, quarters and bands."""

import math

import numpy as np
import pytest

from kotipesa.disclosure import BAND_LIMITS_T, band, grid_centre
from kotipesa_web.lots.coarse import coarse_of_lot
from kotipesa_web.places.engine import BANDS, band_of, coarse_of_site


@pytest.mark.parametrize("tonnes", [0.0, 99.9, 100.0, 1_999.0, 2_000.0, 49_999.0, 7e6])
def test_a_band_of_a_row_is_the_band_of_disclosure(tonnes):
    low, _dash, high = band_of(tonnes).partition("-")
    told = band(np.array([tonnes]))
    assert (float(low), float(high or math.inf)) == (told.low_t[0], told.high_t[0])


def test_what_is_not_known_has_no_band():
    assert [band_of(None), band_of(math.nan)] == ["", ""]
    assert len(BANDS) == len(BAND_LIMITS_T) - 1


def test_a_place_is_moved_to_the_middle_of_its_cell_of_disclosure():
    x_m, y_m = 385_001.0, 6_679_999.0
    kept = coarse_of_site(x_m, y_m)
    centre = grid_centre(np.array([x_m]), np.array([y_m]))
    assert [kept["grid_x_m"], kept["grid_y_m"]] == [float(one[0]) for one in centre]


def test_a_window_is_widened_to_whole_quarters_and_an_open_end_stays_open():
    lot = coarse_of_lot("2026-05", "", 600.0)
    assert lot == {"first_quarter": "2026-04", "last_quarter": "", "band": "500-2000"}
    assert coarse_of_lot("", "2026-11", None)["last_quarter"] == "2026-12"
