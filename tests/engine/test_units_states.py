# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the states of a cubic metre apart, and amounts to their tonnes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotipesa.arrays import texts
from kotipesa.units import (
    UNITS,
    Volume,
    VolumeState,
    VolumeStateError,
    bank_to_compacted,
    bank_to_loose,
    compacted_to_bank,
    loose_to_bank,
    rtr_per_ktr_from_cut_per_fill,
    rtr_per_ktr_from_shrinkage,
    to_tonnes,
)
from kotipesa.vocab import codes, default_materials

BANK, LOOSE, COMPACTED = VolumeState.BANK, VolumeState.LOOSE, VolumeState.COMPACTED
positive = st.floats(min_value=1e-3, max_value=1e9)
factors = st.floats(min_value=0.5, max_value=2.0)


def tonnes(amount, unit, density=1.8, loose=1.25, compacted=0.9):
    one = np.ones(len(amount))
    return to_tonnes(
        np.array(amount, dtype=float),
        texts(unit),
        one * density,
        one * loose,
        one * compacted,
    )


def test_each_unit_has_its_tonnes():
    got = tonnes([10, 10, 10, 12.5, 9], ["t", "kg", "m3ktr", "m3itd", "m3rtr"])
    np.testing.assert_allclose(got, [10, 0.01, 18, 18, 18], rtol=1e-15)


def test_what_has_no_tonnes_is_nan_and_never_zero():
    got = tonnes([10, 10, 10, 10], ["pcs", "m3", "", "tonnes"])
    assert np.isnan(got).all()


def test_a_volume_without_its_density_or_factor_is_nan_but_a_weight_is_a_weight():
    nan = np.nan
    got = to_tonnes(
        np.full(6, 10.0),
        texts(["t", "kg", "m3ktr", "m3itd", "m3rtr", "m3ktr"]),
        np.array([nan, nan, nan, 1.8, 1.8, 1.8]),
        np.array([nan, nan, 1.2, nan, 1.2, nan]),
        np.array([nan, nan, 0.9, 0.9, nan, nan]),
    )
    np.testing.assert_allclose(got, [10, 0.01, nan, nan, nan, 18], rtol=1e-15)


def test_no_rows_give_no_rows():
    assert tonnes([], []).shape == (0,)


def test_our_units_are_those_of_the_vocabulary():
    assert tuple(entry.code for entry in codes("unit")) == UNITS
    assert {state.value for state in VolumeState} <= set(UNITS)


@given(positive, factors, factors)
def test_the_same_mass_weighs_the_same_in_every_state(bank_m3, loose, compacted):
    got = tonnes(
        [bank_m3, bank_m3 * loose, bank_m3 * compacted],
        ["m3ktr", "m3itd", "m3rtr"],
        loose=loose,
        compacted=compacted,
    )
    np.testing.assert_allclose(got, bank_m3 * 1.8, rtol=1e-12)


def test_bulking_and_shrinkage_of_ten_per_cent_as_trimble_computes_them():
    """Known answer KA28: community.trimble.com/thread/9817, the vendor's answer re-solved."""
    bank = Volume(5, BANK)
    loose = bank_to_loose(bank, 1.10)
    compacted = bank_to_compacted(bank, rtr_per_ktr_from_shrinkage(0.10))
    assert loose == Volume(5.5, LOOSE)
    assert compacted == Volume(4.5, COMPACTED)
    assert 100 * (1 - compacted.m3 / loose.m3) == pytest.approx(18.1818, abs=1e-4)


def test_the_same_fifteen_per_cent_means_two_things_in_two_products():
    """Known answer KA28: Trimble states shrinkage on the cut, AGTEK the cut for a fill."""
    trimble = rtr_per_ktr_from_shrinkage(0.15)
    agtek = rtr_per_ktr_from_cut_per_fill(1.15)
    assert bank_to_compacted(Volume(100, BANK), trimble).m3 == pytest.approx(85)
    assert compacted_to_bank(Volume(100, COMPACTED), agtek).m3 == pytest.approx(115)
    assert 100 * (1 - agtek) == pytest.approx(13.0435, abs=1e-4)


def test_volumes_of_one_state_add_and_subtract():
    assert Volume(3, LOOSE) + Volume(2, LOOSE) == Volume(5, LOOSE)
    assert Volume(3, LOOSE) - Volume(2, LOOSE) == Volume(1, LOOSE)


def test_volumes_of_two_states_never_mix():
    with pytest.raises(VolumeStateError, match="cannot mix m3ktr with m3rtr"):
        Volume(3, BANK) + Volume(2, COMPACTED)
    with pytest.raises(VolumeStateError, match="cannot mix m3itd with m3ktr"):
        Volume(3, LOOSE) - Volume(2, BANK)


@pytest.mark.parametrize(
    ("convert", "wrong"),
    [
        (bank_to_loose, LOOSE),
        (bank_to_compacted, COMPACTED),
        (loose_to_bank, BANK),
        (compacted_to_bank, LOOSE),
    ],
)
def test_a_conversion_refuses_a_volume_in_another_state(convert, wrong):
    with pytest.raises(VolumeStateError, match=f"not from {wrong.value}"):
        convert(Volume(1, wrong), 1.2)


@given(positive, factors)
def test_there_and_back_is_where_we_started(m3, factor):
    volume = Volume(m3, BANK)
    assert loose_to_bank(bank_to_loose(volume, factor), factor).m3 == pytest.approx(m3)
    assert compacted_to_bank(bank_to_compacted(volume, factor), factor).m3 == pytest.approx(m3)


def test_a_need_in_the_structure_asks_for_more_soil_and_less_rock_than_its_volume():
    materials = default_materials()
    row = materials.index()
    need = Volume(100, COMPACTED)
    bank = {
        code: compacted_to_bank(need, materials.rtr_per_ktr[row[code]]).m3
        for code in ("savi", "hiekka", "louhe", "kalliomurske")
    }
    assert min(bank["savi"], bank["hiekka"]) > 100 > max(bank["louhe"], bank["kalliomurske"])
