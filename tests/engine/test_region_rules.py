# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold what the tables of a region say about each other to the contract, rule by rule."""

import numpy as np
import pytest
from region_written import lot, places, site

from kotipesa.errors import InputError
from kotipesa.periods import month_number
from kotipesa.region import from_rows
from kotipesa.vocab import default_materials

STORE = {"id": "v", "role": "store", "site": "s"}
PROCESS = {"id": "m", "role": "process", "site": "s", "to_material": "sora"}
PAIR = {"from_site": "s", "to_site": "t"}
LOCK = {"from_kind": "lot", "from_id": "a", "to_kind": "store", "to_id": "v"}
LOCK |= {"month": "2026-02", "tonnes": 5}


def region(lots=None, settings=None, **tables):
    whole = {"lots": lots or [lot()], "sites": [site(), site(id="t")], **tables}
    return from_rows(whole, settings)


def refused(lots=None, settings=None, **tables):
    """Give the errors of a region that must not be read."""
    with pytest.raises(InputError) as fault:
        region(lots, settings, **tables)
    return places(fault.value.problems)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"id": ""}, ("missing_value", 2, "id")),
        ({"id": "a|b"}, ("bad_id", 2, "id")),
        ({"amount": 0}, ("not_positive", 2, "amount")),
        ({"amount": -5}, ("not_positive", 2, "amount")),
        ({"amount": "paljon"}, ("bad_number", 2, "amount")),
        ({"amount": "=A1*2"}, ("formula_cell", 2, "amount")),
        ({"name": "=cmd|' /C calc'!A0"}, ("formula_cell", 2, "name")),
        ({"name": "bell \x07"}, ("control_character", 2, "name")),
        ({"note": "x" * 40_000}, ("cell_too_long", 2, "note")),
        ({"unit": "m3"}, ("unknown_code", 2, "unit")),
        ({"direction": "sivuun"}, ("unknown_code", 2, "direction")),
        ({"material": "lohue"}, ("unknown_material", 2, "material")),
        ({"accepts": "sora|kulta"}, ("unknown_material", 2, "accepts")),
        ({"site": "x"}, ("unknown_reference", 2, "site")),
        ({"first": "2026-13"}, ("bad_month", 2, "from")),
        ({"first": "2026-07"}, ("month_backwards", 2, "from")),
        (
            {"realised_from": "2026-03", "realised_to": "2026-02"},
            ("month_backwards", 2, "realised_from"),
        ),
        ({"amount_low": 101}, ("estimate_upside_down", 2, "amount_low")),
        ({"amount_high": 99}, ("estimate_upside_down", 2, "amount_high")),
        ({"amount_low": -1}, ("negative_number", 2, "amount_low")),
        ({"fitness": "s9"}, ("unknown_code", 2, "fitness")),
        ({"contamination": "lika"}, ("unknown_code", 2, "contamination")),
        ({"accepts_contamination": "clean|lika"}, ("unknown_code", 2, "accepts_contamination")),
        ({"invasive": "ehkä"}, ("bad_yesno", 2, "invasive")),
        ({"level_m": "ylhäällä"}, ("bad_number", 2, "level_m")),
        ({"material": "turve", "unit": "m3ktr"}, ("missing_density", 2, "material")),
    ],
)
def test_a_lot_that_breaks_a_rule_is_refused_with_its_place(changes, error):
    assert refused([lot(**changes)]) == [error]


def test_lots_of_other_planners_need_no_density():
    lots = [
        lot(material="turve", unit="pcs"),
        lot(id="b", material="turve", unit="m3ktr", kind="parts"),
        lot(id="c", material="turve", unit="m3itd", kind="food"),
    ]
    assert np.isnan(region(lots).lots.amount_t).all()


def test_a_volume_needs_the_factors_of_its_own_state():
    materials = [{"code": "u", "t_per_m3ktr": 2}]
    lots = [lot(id=unit, material="u", unit=unit) for unit in ("t", "kg", "m3ktr")]
    tonnes = region(lots, materials=materials).lots.amount_t
    assert tonnes.tolist() == pytest.approx([100, 0.1, 200])
    for unit, factor in (("m3itd", "itd_per_ktr"), ("m3rtr", "rtr_per_ktr")):
        with pytest.raises(InputError) as fault:
            region([lot(material="u", unit=unit)], materials=materials)
        (problem,) = fault.value.problems
        assert dict(problem.params) == {"factor": factor, "material": "u"}


@pytest.mark.parametrize(
    ("table", "rows", "error"),
    [
        ("projects", [{"id": "p", "probability": 1.1}], ("out_of_range", 2, "probability")),
        ("projects", [{"id": "p", "shift_later": 1.5}], ("not_whole", 2, "shift_later")),
        ("projects", [{"id": "p", "shift_later": -1}], ("negative_number", 2, "shift_later")),
        ("projects", [{"id": "p"}, {"id": "p"}], ("duplicate_id", 3, "id")),
        (
            "projects",
            [{"id": "p", "alternative_of": "p"}],
            ("refers_to_itself", 2, "alternative_of"),
        ),
        (
            "projects",
            [{"id": "p", "alternative_of": "q"}],
            ("unknown_reference", 2, "alternative_of"),
        ),
        ("facilities", [STORE | {"role": "shop"}], ("unknown_code", 2, "role")),
        ("facilities", [STORE | {"site": "x"}], ("unknown_reference", 2, "site")),
        ("facilities", [STORE | {"capacity_t": -1}], ("negative_number", 2, "capacity_t")),
        ("facilities", [STORE | {"eur_per_t": -1}], ("negative_number", 2, "eur_per_t")),
        ("facilities", [STORE | {"materials": "kulta"}], ("unknown_material", 2, "materials")),
        (
            "facilities",
            [STORE | {"open_from": "2026-05", "open_to": "2026-04"}],
            ("month_backwards", 2, "open_from"),
        ),
        ("facilities", [PROCESS | {"yield": 1.2}], ("out_of_range", 2, "yield")),
        (
            "facilities",
            [PROCESS | {"to_material": ""}],
            ("process_without_product", 2, "to_material"),
        ),
        ("distances", [PAIR | {"km": "", "eur_per_t": ""}], ("distance_says_nothing", 2, "km")),
        ("distances", [PAIR | {"km": -1}], ("negative_number", 2, "km")),
        ("distances", [PAIR | {"km": 1}, PAIR | {"km": 2}], ("duplicate_pair", 3, "from_site")),
        ("distances", [PAIR | {"to_site": "x", "km": 1}], ("unknown_reference", 2, "to_site")),
        ("materials", [{"code": "u", "t_per_m3ktr": 0}], ("not_positive", 2, "t_per_m3ktr")),
        ("materials", [{"code": "u", "replaces": "kulta"}], ("unknown_material", 2, "replaces")),
        ("materials", [{"code": "Louhe"}, {"code": "louhe"}], ("duplicate_id", 3, "code")),
        ("locked", [LOCK | {"tonnes": 0}], ("not_positive", 2, "tonnes")),
        ("locked", [LOCK | {"from_kind": "site"}], ("unknown_code", 2, "from_kind")),
        ("locked", [LOCK | {"from_id": "x"}], ("unknown_reference", 2, "from_id")),
        ("locked", [LOCK | {"to_kind": "outlet"}], ("unknown_reference", 2, "to_id")),
    ],
)
def test_a_row_of_another_table_that_breaks_a_rule_is_refused(table, rows, error):
    tables = {"facilities": [STORE]} | {table: rows}
    assert refused(**tables) == [error]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"x": 60.17, "y": 24.94}, ("axes_swapped", 2, "x")),
        ({"x": 6_672_000, "y": 385_000, "crs": "EPSG:3067"}, ("axes_swapped", 2, "x")),
        ({"x": 2.35, "y": 48.85}, ("site_off_map", 2, "x")),
        ({"x": 25_496_000, "y": 6_672_000}, ("site_off_map", 2, "x")),
        ({"crs": "EPSG:999999"}, ("crs_unknown", 2, "crs")),
        ({"crs": "ETRS"}, ("crs_unknown", 2, "crs")),
        ({"x": ""}, ("missing_value", 2, "x")),
        ({"x": "24,94.1"}, ("bad_number", 2, "x")),
    ],
)
def test_a_site_must_lie_in_finland_in_a_known_system(changes, error):
    with pytest.raises(InputError) as fault:
        from_rows({"lots": [lot()], "sites": [site(**changes)]})
    assert places(fault.value.problems) == [("refers_to_bad_row", 2, "site"), error]


def test_a_site_off_the_map_hints_at_the_system_it_may_be_in():
    with pytest.raises(InputError) as fault:
        from_rows({"lots": [lot()], "sites": [site(x=25_496_000, y=6_672_000)]})
    (problem,) = [p for p in fault.value.problems if p.code == "site_off_map"]
    assert dict(problem.params)["guess"] == "EPSG:3879"


@pytest.mark.parametrize(
    ("settings", "error"),
    [
        ({"month": 3}, ("unknown_setting", 0, "month")),
        ({"start": "soon"}, ("bad_month", 0, "start")),
        ({"months": 0}, ("out_of_range", 0, "months")),
        ({"months": 1.5}, ("not_whole", 0, "months")),
        ({"haul_eur_per_t": -1}, ("negative_number", 0, "haul_eur_per_t")),
        ({"haul_eur_per_t": "kallis"}, ("bad_number", 0, "haul_eur_per_t")),
        ({"haul_eur_per_t": True}, ("bad_number", 0, "haul_eur_per_t")),
        ({"detour": 0}, ("not_positive", 0, "detour")),
        ({"min_recovery_share": 70}, ("out_of_range", 0, "min_recovery_share")),
        ({"distances": "lentäen"}, ("unknown_code", 0, "distances")),
        ({"distances": "roads"}, ("roads_missing", 0, "distances")),
        ({"alternatives": ["x"]}, ("unknown_reference", 0, "alternatives")),
    ],
)
def test_a_setting_that_breaks_a_rule_is_refused(settings, error):
    assert refused(settings=settings) == [error]


def test_settings_have_the_defaults_of_the_contract():
    settings = region(lots=[lot(), lot(id="b", first="2025-11")]).settings
    assert settings.start == month_number("2025-11")
    assert (settings.months, settings.gap, settings.detour, settings.max_km) == (
        36,
        1e-6,
        1.3,
        np.inf,
    )
    assert (settings.haul_eur_per_tkm, settings.haul_eur_per_t) == (0.12, 1.5)
    assert (settings.haul_kgco2e_per_tkm, settings.unmet_eur_per_t) == (0.09, 1000)
    assert (settings.distance_rule, settings.min_recovery_share) == ("crow", None)
    assert settings.defaulted == (
        "carbon_eur_per_t",
        "haul_eur_per_tkm",
        "haul_eur_per_t",
        "haul_kgco2e_per_tkm",
        "unmet_eur_per_t",
        "storage_eur_per_t_month",
        "end_stock_eur_per_t",
    )


def test_chains_of_alternatives_are_kept_and_fall_together():
    chain = [{"id": "p"}, {"id": "q", "alternative_of": "p"}, {"id": "r", "alternative_of": "q"}]
    assert region(projects=chain).projects.alternative_of.tolist() == [-1, 0, 1]
    broken = [chain[0] | {"probability": 2}, *chain[1:]]
    assert refused(projects=broken) == [
        ("out_of_range", 2, "probability"),
        ("refers_to_bad_row", 3, "alternative_of"),
        ("refers_to_bad_row", 4, "alternative_of"),
    ]


def test_who_refers_to_a_bad_row_is_told_once_for_all():
    lots = [lot(id=f"l{n}") for n in range(50)]
    with pytest.raises(InputError) as fault:
        from_rows({"lots": lots, "sites": [site(x="?")]})
    told = [p for p in fault.value.problems if p.code == "refers_to_bad_row"]
    assert [(p.where.row, dict(p.params)["count"]) for p in told] == [(2, "50")]


def test_the_same_fault_in_very_many_rows_is_counted_at_the_end():
    errors = refused([lot(id=f"l{n}", unit="m3") for n in range(1_500)])
    assert errors[-1] == ("same_in_more_rows", 1_002, "unit")
    assert len(errors) == 1_001


def test_empty_cells_of_materials_take_the_vocabularys_value():
    own = region(materials=[{"code": "louhe", "t_per_m3ktr": "2,5", "source": "punnittu"}])
    general, row = default_materials(), default_materials().index()["louhe"]
    assert own.materials.t_per_m3ktr[row] == 2.5
    assert own.materials.itd_per_ktr[row] == general.itd_per_ktr[row]
    assert own.materials.replaces[row] == general.replaces[row]
    assert (own.materials.source[row], own.materials.verified[row]) == ("punnittu", True)


def test_figures_without_a_source_are_unverified():
    own = region(materials=[{"code": "louhe", "t_per_m3ktr": 2.5}]).materials
    row = own.index()["louhe"]
    assert (own.source[row], bool(own.verified[row])) == ("", False)


def test_a_material_is_found_by_its_labels_unless_the_region_owns_the_word():
    lots = [lot(material="Sprängsten"), lot(id="b", material="mylla")]
    own = region(lots, materials=[{"code": "mylla"}])
    assert own.materials.code[own.lots.material].tolist() == ["louhe", "mylla"]


def test_columns_of_processes_are_noted_and_ignored_elsewhere():
    own = region(facilities=[STORE | {"to_material": "sora", "yield": 0.5}])
    assert places(own.notes, "note") == [
        ("process_column_ignored", 2, "to_material"),
        ("process_column_ignored", 2, "yield"),
    ]
    assert (own.facilities.to_material.tolist(), own.facilities.yield_share.tolist()) == ([-1], [1])


def test_a_column_with_two_decimal_marks_refuses_what_may_be_thousands():
    lots = [lot(amount="12,5"), lot(id="b", amount="1.234"), lot(id="c", amount="1.5")]
    assert refused(lots) == [("ambiguous_number", 3, "amount")]


def test_unknown_columns_are_noted_with_what_was_perhaps_meant():
    own = region([lot(amuont_low=3)])
    (note,) = own.notes
    assert (note.code, note.where.column) == ("unknown_column", "amuont_low")
    assert dict(note.params)["nearest"].startswith("amount_low")


def test_column_names_forgive_case_spaces_and_hyphens():
    changes = {"Amount Low": 90, " AMOUNT-HIGH ": 110}
    lots = region([lot(**changes)]).lots
    assert (lots.amount_low_t.tolist(), lots.amount_high_t.tolist()) == ([90], [110])


def test_a_missing_column_is_told_once_and_the_other_columns_are_still_checked():
    row = {key: value for key, value in lot(amount=-1).items() if key != "unit"}
    assert refused([row]) == [("missing_column", 1, "unit"), ("not_positive", 2, "amount")]


def test_two_columns_of_one_name_are_refused():
    assert refused([lot(Amount=5)]) == [("duplicate_column", 1, "Amount")]


def test_roads_need_their_nodes():
    roads = [{"from_node": "n", "to_node": "k", "metres": 5}]
    nodes = [{"id": "n", "x": 24.9, "y": 60.1}]
    assert refused(roads=roads) == [("roads_without_nodes", 0, "")]
    assert refused(roads=roads, nodes=nodes) == [("unknown_reference", 2, "to_node")]
    assert places(region(nodes=nodes).notes, "note") == [("nodes_without_roads", 0, "")]


def test_a_table_nobody_knows_is_refused():
    assert refused(lotz=[]) == [("unknown_table", 0, "")]
