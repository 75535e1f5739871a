# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the default materials: physics first, and no substitution that nobody asked for."""

import numpy as np
import pytest

from kotipesa.vocab import codes, default_materials, factor

ROCK = {"louhe", "kivi", "lohkare", "kalliomurske"}
MATERIALS = default_materials()
ROW = MATERIALS.index()


def column(name: str) -> dict[str, float]:
    return dict(zip(MATERIALS.code, getattr(MATERIALS, name).tolist(), strict=True))


def known(name: str) -> dict[str, float]:
    return {code: value for code, value in column(name).items() if not np.isnan(value)}


def test_the_materials_are_those_of_the_code_list_in_its_order():
    entries = codes("material")
    assert MATERIALS.code.tolist() == [entry.code for entry in entries]
    assert MATERIALS.group.tolist() == [entry.parent for entry in entries]
    assert len(MATERIALS.code) == len(ROW) == 27


def test_soils_shrink_and_rock_swells_when_compacted():
    compacted = known("rtr_per_ktr")
    assert set(compacted) >= ROCK | {"savi", "siltti", "hiekka", "sora", "täyttömaa", "moreeni"}
    assert all((factor > 1) == (code in ROCK) for code, factor in compacted.items())
    assert all(0.7 < factor < 1.5 and factor != 1 for factor in compacted.values())


def test_everything_swells_when_dug_and_rock_most():
    loose = known("itd_per_ktr")
    assert min(loose.values()) > 1
    soils = {code: factor for code, factor in loose.items() if code not in ROCK}
    assert max(soils.values()) < min(loose[code] for code in ROCK) < 1.8


def test_nothing_is_denser_in_the_structure_than_solid_rock():
    bank, compacted = known("t_per_m3ktr"), known("rtr_per_ktr")
    in_structure = {code: bank[code] / compacted[code] for code in compacted}
    assert max(bank.values()) == 2.67
    assert all(1.5 < density < 2.67 for density in in_structure.values())


@pytest.mark.parametrize(
    ("supplier", "materials"),
    [
        ("fill", ["savi", "siltti", "silttimoreeni", "hiekkamoreeni", "moreeni", "täyttömaa"]),
        ("filter_sand", ["hiekka"]),
        ("natural_gravel", ["sora"]),
        ("topsoil", ["multa"]),
    ],
)
def test_loose_densities_agree_with_a_finnish_supplier(supplier, materials):
    said = factor(f"loose_density_{supplier}_t_per_m3itd")
    rows = [ROW[code] for code in materials]
    loose = MATERIALS.t_per_m3ktr[rows] / MATERIALS.itd_per_ktr[rows]
    assert ((said.low <= loose) & (loose <= said.high)).all()


def test_peat_mud_and_recycled_materials_have_no_density_until_somebody_gives_one():
    unknown = {code for code, density in column("t_per_m3ktr").items() if np.isnan(density)}
    recycled = {e.code for e in codes("material") if e.parent == "uusiomateriaalit"}
    assert unknown == recycled | {"turve", "lieju", "stabiloitu savi"}
    assert {MATERIALS.source[ROW[c]] for c in unknown} == {"no public source; user parameter"}


def test_foreign_handbook_figures_are_not_verified():
    assert not MATERIALS.verified.any()
    assert all(MATERIALS.source)


def test_by_default_only_a_till_stands_for_till_and_crushed_rock_for_gravel():
    given = {c: r for c, r in zip(MATERIALS.code, MATERIALS.replaces, strict=True) if r}
    assert given == {
        "silttimoreeni": ("moreeni",),
        "hiekkamoreeni": ("moreeni",),
        "soramoreeni": ("moreeni",),
        "kalliomurske": ("sora",),
    }


def test_two_kinds_of_seutumassa_never_replace_each_other_unasked():
    theirs = {entry.code for entry in codes("material") if entry.seutumassa_id}
    pairs = {(c, r) for c, rs in zip(MATERIALS.code, MATERIALS.replaces, strict=True) for r in rs}
    assert {(code, other) for code, other in pairs if {code, other} <= theirs} == set()
