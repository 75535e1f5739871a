# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the reading of lists of coming projects: what is not told is not guessed."""

import numpy as np
import pytest
from estimate_sample import MIDDLE, NORTH, investment_row, street_row, write_list

from kotipesa.errors import InputError
from kotipesa.lots.estimate.coefficients import coefficient_rows
from kotipesa.sources.programme import Period, profiles, read_programme
from kotipesa.sources.programme.times import months_to_periods, year_values, years_to_periods

JANUARY = 12 * 2023


def read(folder, rows):
    return read_programme(write_list(folder, "list.csv", rows))


def test_a_list_is_recognised_by_its_header(tmp_path):
    street = read(tmp_path, [street_row(1, "Keksikatu")])
    investment = read(tmp_path, [investment_row(1, "Keksikatu")])
    assert [street.profile.id, investment.profile.id] == [
        "helsinki-street-2023",
        "helsinki-investment-2023-2032",
    ]


def test_an_unknown_list_is_refused_and_the_known_ones_are_named(tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("name,length\nKeksikatu,100\n", encoding="utf-8")
    with pytest.raises(InputError) as refusal:
        read_programme(path)
    (problem,) = refusal.value.problems
    known = "helsinki-investment-2023-2032, helsinki-street-2023"
    assert (problem.code, problem.params) == ("programme_unknown", (("known", known),))


def test_a_missing_list_is_refused(tmp_path):
    with pytest.raises(InputError) as refusal:
        read_programme(tmp_path / "nowhere.csv")
    assert [p.code for p in refusal.value.problems] == ["programme_missing"]


def test_months_are_runs_of_ones_and_share_the_work_by_their_length():
    cells = [(JANUARY, "000111001110"), (JANUARY + 12, "00")]
    first, second = Period(JANUARY + 3, JANUARY + 5, 0.5), Period(JANUARY + 8, JANUARY + 10, 0.5)
    assert months_to_periods(cells) == (first, second)


def test_a_run_of_months_may_go_over_the_new_year():
    cells = [(JANUARY, "000000000011"), (JANUARY + 12, "10")]
    assert months_to_periods(cells) == (Period(JANUARY + 10, JANUARY + 12, 1.0),)


def test_months_with_another_mark_are_not_read():
    assert months_to_periods([(JANUARY, "00x1")]) is None


def test_years_keep_their_shares_and_past_years_fall_out():
    shares = year_values("2022:0.1|2023:0.6|2024:0.3")
    assert years_to_periods(shares, {}, JANUARY) == (
        Period(JANUARY, JANUARY + 11, 0.6),
        Period(JANUARY + 12, JANUARY + 23, 0.3),
    )


def test_shares_beyond_the_whole_are_scaled_down_to_it():
    shares = year_values("2024:0.5|2025:0.5|2026:1.0")
    periods = years_to_periods(shares, {}, JANUARY)
    assert [period.share for period in periods] == [0.25, 0.25, 0.5]


def test_money_by_year_tells_the_shares_where_nothing_else_does():
    periods = years_to_periods({}, year_values("2023:300|2024:100"), JANUARY)
    assert [period.share for period in periods] == [0.75, 0.25]


@pytest.mark.parametrize(
    "cell", ["soon:0.5", "2023:half", "2023:-1", "2023", "²:1", "99999999999:1"]
)
def test_years_that_are_not_years_and_numbers_are_not_read(cell):
    assert year_values(cell) is None


def test_only_rows_of_the_projects_kind_are_projects(tmp_path):
    rows = [street_row(1, MIDDLE, kind="major_district"), street_row(2, "Keksikatu")]
    assert list(read(tmp_path, rows).projects.name) == ["Keksikatu"]


def test_letters_tell_whether_masses_move_and_in_which_phase(tmp_path):
    cells = ["s", "m p k v", "s m p", "p v", "t p", "", "asiantunt."]
    rows = [street_row(i, f"Keksikatu {i}", phases=cell) for i, cell in enumerate(cells)]
    rows.append(street_row(9, "Keksisilta", phases="t p"))
    found = read(tmp_path, rows)
    design, building = "katu- ja puistosuunnittelu", "rakentaminen"
    assert list(found.projects.digs) == [False, True, True, False, False, True, True, True]
    assert list(found.projects.phase) == [
        design,
        building,
        design,
        building,
        building,
        design,
        design,
        building,
    ]
    assert [(n.code, n.where.value) for n in found.notes] == [
        ("programme_letters_unknown", "asiantunt.")
    ]


def test_a_ditto_mark_repeats_the_letters_above(tmp_path):
    rows = [street_row(1, "Keksikatu", phases="s"), street_row(2, "Keksitie", phases='"')]
    assert list(read(tmp_path, rows).projects.letters) == ["s", "s"]


@pytest.mark.parametrize(
    ("name", "structure_type"),
    [
        ("Keksikatu", "street_new"),
        ("Keksikadun silta", "structure"),
        ("Keksisillankatu", "street_new"),
        ("Keksikatu v. Keksipolku-Keksisilta", "street_new"),
        ("Keksikatu (-polku ja -porras)", "street_new"),
        ("Keksiaukio", "square"),
        ("Keksibaana", "cycle_route"),
        ("Keksipadontie", "street_new"),
        ("Keksipolku (tason korotus)", "embankment"),
        ("Hulevesiallas Keksilään", "stormwater"),
        ("Päällysteiden uusiminen, Keksilä", "paving"),
        ("Katuvihreän takuuajan hoito", "none"),
        ("Keksikadun liikennevalot", "none"),
        ("Nimeämättömät kohteet", "unnamed"),
        ("VARAUS (pienet kohteet)", "unnamed"),
    ],
)
def test_the_name_tells_the_type_of_structure(tmp_path, name, structure_type):
    assert list(read(tmp_path, [street_row(1, name)]).projects.structure_type) == [structure_type]


def test_the_category_tells_the_type_where_the_name_does_not(tmp_path):
    rows = [
        investment_row(1, "Keksikatu", category="K5.1."),
        investment_row(2, "Keksitie", category="K4"),
        investment_row(3, "Keksikuja"),
    ]
    found = read(tmp_path, rows).projects
    assert list(found.structure_type) == ["street_new", "street_renewal", "street_renewal"]
    assert list(found.category) == ["K5.1", "K4", ""]


def test_every_structure_type_of_a_profile_has_coefficients():
    told = {rule.structure_type for profile in profiles() for rule in profile.structures}
    known = {row["structure_type"] for row in coefficient_rows("structures")}
    assert told - known == set()


def test_an_unclear_cell_loses_only_itself(tmp_path):
    rows = [
        investment_row(1, "Keksikatu", area_m2="about 500", cost_estimate_keur="300"),
        investment_row(2, "Keksitie", area_m2="1 250,5", pct_complete_by_year="soon"),
    ]
    found = read(tmp_path, rows)
    assert np.array_equal(found.projects.area_m2, [np.nan, 1250.5], equal_nan=True)
    assert found.projects.budget_keur[0] == 300
    assert [(n.code, n.where.row, n.where.column) for n in found.notes] == [
        ("programme_cell_unclear", 3, "pct_complete_by_year"),
        ("programme_cell_unclear", 2, "area_m2"),
    ]


def test_a_budget_without_months_means_the_year_of_the_money(tmp_path):
    rows = [
        street_row(1, "Keksikatu", ts2023_keur="300"),
        street_row(2, "Keksitie"),
        street_row(3, "Keksikuja", ts2023_keur="100", months_2023="000011000000"),
    ]
    found = read(tmp_path, rows).projects
    assert list(found.periods) == [
        (Period(JANUARY, JANUARY + 11, 1.0),),
        (),
        (Period(JANUARY + 4, JANUARY + 5, 1.0),),
    ]
    assert list(found.year_only) == [True, False, False]


def test_kilometres_count_for_cycle_routes_and_metres_in_a_name_for_all(tmp_path):
    rows = [
        street_row(1, "Keksibaana", bike_km="0.9"),
        street_row(2, "Keksikatu", bike_km="0.4"),
        street_row(3, "Keksibaana itään, n.250 m", bike_km="1.5"),
    ]
    lengths = read(tmp_path, rows).projects.length_m
    assert np.array_equal(lengths, [900, np.nan, 250], equal_nan=True)


def test_a_heading_whose_rows_have_its_money_between_them_is_not_counted(tmp_path):
    rows = [
        street_row(1, "Keksilän alue (AM)", ts2023_keur="300"),
        street_row(2, "Keksikatu", ts2023_keur="200"),
        street_row(3, "Keksikuja", ts2023_keur="100"),
        street_row(5, "Keksitie", ts2023_keur="300"),
    ]
    found = read(tmp_path, rows).projects
    assert list(found.is_heading) == [True, False, False, False]
    assert list(found.part_of) == [-1, -1, -1, -1]


def test_rows_without_money_are_parts_of_the_heading_that_has_it(tmp_path):
    rows = [
        street_row(1, "Keksilän ranta", sap_project="2814I00001", ts2023_keur="300"),
        street_row(2, "Keksikatu"),
        street_row(3, "Keksikuja"),
        street_row(5, "Keksitie"),
    ]
    found = read(tmp_path, rows).projects
    assert list(found.is_heading) == [False, False, False, False]
    assert list(found.part_of) == [-1, 0, 0, -1]


def test_rows_with_other_money_stand_beside_the_heading(tmp_path):
    rows = [
        street_row(1, "Keksilän ranta", sap_project="2814I00001", ts2023_keur="300"),
        street_row(2, "Keksikatu", ts2023_keur="20"),
    ]
    found = read(tmp_path, rows).projects
    assert (list(found.is_heading), list(found.part_of)) == ([False, False], [-1, -1])


def test_a_district_filled_down_past_its_end_is_not_believed(tmp_path):
    rows = [
        street_row(1, MIDDLE, kind="major_district", district_no=""),
        street_row(2, "Keksikatu"),
        street_row(3, "VARAUS (pienet kohteet)", kind="group_or_other"),
        street_row(4, "Keksitie"),
        street_row(5, "12. KEKSILÄ", kind="district", district_no="12"),
        street_row(6, "Keksikuja", district_no="12"),
        street_row(7, "Sillat", kind="group_or_other", district_no="12", ta2023_keur="800"),
        street_row(8, "Keksisilta", district_no="12"),
        street_row(9, NORTH, kind="major_district", district_no="", major_district=NORTH),
        street_row(10, "Keksipolku", district_no="", major_district=NORTH),
        street_row(11, "Keksipolut (kaikki suurpiirit)", district_no="", major_district=NORTH),
    ]
    found = read(tmp_path, rows).projects
    middle, north = ("Keskinen",), ("Pohjoinen",)
    assert list(found.district) == [11, -1, 12, -1, -1, -1]
    assert list(found.majors) == [middle, middle, middle, (), north, ()]


@pytest.mark.parametrize("text", ["111100000000", "²", "9" * 5_000, "-1", "1.5"])
def test_a_district_that_is_no_number_of_one_is_unknown_and_told(tmp_path, text):
    found = read(tmp_path, [street_row(1, "Keksikatu", district_no=text)])
    assert list(found.projects.district) == [-1]
    assert [(n.code, n.where.column) for n in found.notes] == [
        ("programme_cell_unclear", "district_no")
    ]


def test_a_sheet_that_starts_over_forgets_its_district_until_it_changes(tmp_path):
    rows = [
        investment_row(1, "Keksikatu"),
        investment_row(2, "TAE&TSE raamit"),
        investment_row(3, "Keksitie"),
        investment_row(4, "Keksikuja", district_no="12"),
    ]
    found = read(tmp_path, rows).projects
    assert list(found.district) == [11, -1, -1, 12]
    assert set(found.majors) == {("Keskinen",)}
