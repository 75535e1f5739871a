# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold how closed projects are read, what a calibration file holds, and what is done with it."""

from dataclasses import replace

import numpy as np
import pytest
from calibration_worlds import BUILDING, WORLD, closed_projects, write_closed
from estimate_sample import street_row, write_districts, write_list
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from kotipesa.errors import InputError, UsageError
from kotipesa.lots.estimate import estimate_programmes
from kotipesa.lots.estimate.calibration import (
    Calibration,
    GroupTeaching,
    Shift,
    calibrate,
    calibration_text,
    closed_columns,
    read_calibration,
    read_closed,
)
from kotipesa.lots.estimate.intervals import Interval
from kotipesa.workflow.calibrating import calibrate_from

SHA = "0123456789abcdef" * 4
FULL = (
    "project,owner,structure_type,phase,amount,amount_low,amount_high,unit,from,to,"
    "realised_amount,realised_unit,realised_from,realised_to,cancelled"
)
GROUP = GroupTeaching("", "", 20, 0.1, Interval(0.5, 1.25, 2.5), "all", 20, Shift(-1, 2, 6), None)
SMALL = Calibration(
    0.8, 20, SHA, (GROUP, replace(GROUP, structure_type="street_new", phase="rakentaminen"))
)


def found_in(path):
    """Read a table; give its rows and, of each problem, its code, row and column."""
    closed, problems = read_closed(path)
    return closed, [(p.code, p.where.row, p.where.column) for p in problems]


def test_a_row_is_read_with_what_was_forecast_and_what_came(tmp_path):
    told = "1000,800,1300,m3ktr,2024-01,2024-03,1200,,2024-02,2024-06,"
    row = f"h1,Kaupunki,street_new,{BUILDING},{told}"
    closed, problems = found_in(write_closed(tmp_path, row, header=FULL))
    assert problems == []
    assert {name: getattr(closed, name).tolist() for name in closed.__slots__} == {
        "project": ["h1"],
        "owner": ["Kaupunki"],
        "structure_type": ["street_new"],
        "phase": [BUILDING],
        "reliability": [""],
        "forecast": [1000.0],
        "low": [800.0],
        "high": [1300.0],
        "realised": [1200.0],
        "first": [24288.0],
        "last": [24290.0],
        "realised_first": [24289.0],
        "realised_last": [24293.0],
    }


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_headers_and_structure_types_are_understood_in_three_languages(tmp_path, language):
    labels = {column.name: column.label[language] for column in closed_columns()}
    names = ("project", "structure_type", "phase", "amount", "unit", "realised_amount")
    header = ";".join(labels[name] for name in names)
    kind = {"fi": "Kadun perusparannus", "sv": "ombyggnad av gata", "en": "Street renewal"}
    row = f"h1;{kind[language]};{BUILDING};1 000,5;m³ktr;900"
    closed, problems = found_in(write_closed(tmp_path, row, header=header))
    assert problems == []
    assert (closed.structure_type.tolist(), closed.forecast.tolist()) == (
        ["street_renewal"],
        [1000.5],
    )


def test_what_is_not_told_is_not_known(tmp_path):
    closed, problems = found_in(write_closed(tmp_path, f"h1,park,{BUILDING},10,t,12"))
    unknown = ("low", "high", "first", "last", "realised_first", "realised_last")
    assert problems == []
    assert all(np.isnan(getattr(closed, name)).all() for name in unknown)
    assert closed.owner.tolist() == ["-"]


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ("100,,,t,,,,,,,", "calibration_not_closed", "realised_amount"),
        ("100,,,t,,,90,,,,yes", "calibration_cancelled_realised", "cancelled"),
        ("100,,,m3ktr,,,90,m3itd,,,", "calibration_units_differ", "realised_unit"),
        ("100,,,t,,,90,kg,,,", "calibration_units_differ", "realised_unit"),
        ("100,120,150,t,,,90,,,,", "estimate_upside_down", "amount"),
        ("100,,,t,2024-05,2024-03,90,,,,", "calibration_backwards", "to"),
        ("100,,,t,,,90,,2024-05,2024-03,", "calibration_backwards", "realised_to"),
        ("-1,,,t,,,90,,,,", "negative_number", "amount"),
        ("100,,,m3,,,90,,,,", "unknown_code", "unit"),
        ("100,,,t,,,nan,,,,", "bad_number", "realised_amount"),
        ("100,,,t,2024-13,,90,,,,", "bad_month", "from"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(tmp_path, cells, code, column):
    good = f"h0,-,park,{BUILDING},100,,,t,,,90,,,,"
    path = write_closed(tmp_path, good, f"h1,-,park,{BUILDING},{cells}", header=FULL)
    closed, problems = found_in(path)
    assert (problems, closed.project.tolist()) == ([(code, 3, column)], ["h0"])


def test_an_unknown_structure_type_is_refused_with_the_nearest(tmp_path):
    _, problems = read_closed(write_closed(tmp_path, f"h1,street_neww,{BUILDING},10,t,12"))
    (found,) = problems
    assert (found.code, found.where.value) == ("unknown_code", "street_neww")
    assert "street_new" in dict(found.params)["nearest"]


def test_a_slip_of_the_decimal_point_is_remarked_on_and_kept(tmp_path):
    rows = [f"h{n},park,{BUILDING},100,t,{came}" for n, came in enumerate((90, 100_000, 1))]
    closed, problems = found_in(write_closed(tmp_path, *rows))
    assert problems == [
        ("calibration_far_off", 3, "realised_amount"),
        ("calibration_far_off", 4, "realised_amount"),
    ]
    assert len(closed) == 3


def test_a_sheet_of_a_workbook_is_read_like_a_csv_file(tmp_path):
    book = Workbook()
    book.active.title = "Toteutuneet"
    book.active.append(["project", "structure_type", "phase", "amount", "unit", "realised_amount"])
    book.active.append(["h1", "park", BUILDING, 100, "t", 120.5])
    book.save(tmp_path / "closed.xlsx")
    closed, problems = found_in(tmp_path / "closed.xlsx")
    assert (problems, closed.realised.tolist()) == ([], [120.5])
    book.active.title = "muu"
    book.save(tmp_path / "other.xlsx")
    closed, problems = found_in(tmp_path / "other.xlsx")
    assert closed is None
    assert ("calibration_sheet_missing", 0, "") in problems


def test_a_file_that_is_not_there_is_a_problem(tmp_path):
    assert found_in(tmp_path / "none.csv") == (None, [("path_not_found", 0, "")])


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.integers(10, 60))
def test_a_calibration_is_the_same_after_it_is_written_and_read(tmp_path_factory, seed, count):
    learnt = calibrate(closed_projects(np.random.default_rng(seed), count), SHA)
    path = tmp_path_factory.mktemp("calibration") / "calibration.toml"
    path.write_text(calibration_text(learnt), encoding="utf-8")
    assert read_calibration(path) == learnt


def test_a_calibration_file_is_a_small_readable_text(golden):
    golden("calibration/calibration.toml", calibration_text(SMALL))


def test_a_calibration_file_holds_no_names_and_no_amounts(tmp_path):
    rows = [
        f"Salahanke {n},Yhtiö {n % 4},street_new,{BUILDING},{4321 + n},,,t,,,{5432 + 7 * n},,,,"
        for n in range(12)
    ]
    out = tmp_path / "calibration.toml"
    calibrate_from(write_closed(tmp_path, *rows, name="Yhtiön.csv", header=FULL), out=out)
    text = out.read_text(encoding="utf-8")
    assert [word for word in ("Salahanke", "Yhtiö", "432", "543") if word in text] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("coverage = 0.8", "coverage = 1.8"),
        ("coverage = 0.8", "coverage = nan"),
        ("coverage = 0.8", 'coverage = "0.8"'),
        ("coverage = 0.8", "owner = 1"),
        ("projects = 20", "projects = 20.5"),
        ("projects = 20", "projects = 2"),
        ("projects = 20", "projects = true"),
        (f'"{SHA}"', '"abc"'),
        ("[0.5, 1.25, 2.5]", "[1.5, 1.25, 2.5]"),
        ("[0.5, 1.25, 2.5]", "[0.5, 2.5]"),
        ("[0.5, 1.25, 2.5]", "[0, 1.25, 2.5]"),
        ("[0.5, 1.25, 2.5]", "[0.5, 1.25, inf]"),
        ("[0.5, 1.25, 2.5]", "1"),
        ("[-1, 2, 6]", "[-1, 2.5, 6]"),
        ('"street_new"', '"castle"'),
        ('"rakentaminen"', '"purku"'),
        ('"street_new"\nphase = "rakentaminen"', '""\nphase = ""'),
        ('"all"', '"some"'),
        ("[[group]]", "[group]"),
        ("[[group]]", "[[grupp]]"),
        ("coverage = 0.8", "coverage = = 0.8"),
        ("coverage = 0.8", "coverage = " + "[" * 9_000),
    ],
)
def test_a_calibration_file_that_makes_no_sense_is_refused(tmp_path, old, new):
    path = tmp_path / "calibration.toml"
    written = calibration_text(SMALL)
    assert old in written
    path.write_text(written.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_calibration(path)
    assert [p.code for p in refused.value.problems] == ["calibration_unclear"]


def test_with_few_projects_nothing_is_written_and_it_is_said(tmp_path):
    rows = [f"h{n},park,{BUILDING},100,t,{90 + n}" for n in range(9)]
    out = tmp_path / "calibration.toml"
    found = calibrate_from(write_closed(tmp_path, *rows), out=out)
    assert (found.calibration, out.exists()) == (None, False)
    assert [note.code for note in found.notes] == ["calibration_too_few", "calibration_not_written"]
    assert dict(found.notes[0].params) == {"projects": "9", "needed": "10", "coverage": "80%"}


def test_what_never_came_about_and_what_nobody_foresaw_is_told_apart(tmp_path):
    rows = [f"h{n},park,{BUILDING},100,t,{90 + n}" for n in range(12)]
    odd = [f"lost,park,{BUILDING},100,t,0", f"found,park,{BUILDING},0,t,50"]
    found = calibrate_from(write_closed(tmp_path, *rows, *odd))
    params = {note.code: dict(note.params) for note in found.notes}
    assert params["calibration_never_realised"] == {"rows": "1", "all_rows": "14"}
    assert params["calibration_unforeseen"] == {"rows": "1"}
    assert found.calibration.projects == 12


def test_groups_that_rest_on_wider_ones_are_named(tmp_path):
    rows = [f"h{n},park,{BUILDING},100,t,{90 + n}" for n in range(9)]
    rows += [f"s{n},square,{BUILDING},100,t,{120 + n}" for n in range(4)]
    rows += [f"x{n},shore,{BUILDING},100,t,{120 + n}" for n in range(2)]
    found = calibrate_from(write_closed(tmp_path, *rows))
    params = {note.code: dict(note.params) for note in found.notes}
    assert params["calibration_borrowed"]["names"] == f"square / {BUILDING}"
    assert params["calibration_pooled"] == {"groups": "1", "fewest": "3"}
    assert "calibration_months_too_few" in params


@pytest.mark.parametrize("coverage", [0.4, 0.99, float("nan")])
def test_a_coverage_nobody_can_keep_is_refused(tmp_path, coverage):
    with pytest.raises(UsageError) as refused:
        calibrate_from(tmp_path / "closed.csv", coverage=coverage)
    assert [p.code for p in refused.value.problems] == ["calibration_coverage"]


def test_the_narrowest_group_that_knows_the_work_is_used():
    learnt = calibrate(closed_projects(np.random.default_rng(1), 200), SHA)
    asked = [("park", BUILDING), ("shore", BUILDING), ("shore", "asemakaavoitus")]
    groups = [learnt.of(*kind) for kind in asked]
    assert ("park", BUILDING) in WORLD
    assert [(g.structure_type, g.phase) for g in groups] == [
        ("park", BUILDING),
        ("", BUILDING),
        ("", ""),
    ]


def test_estimates_are_corrected_and_say_so(tmp_path):
    row = street_row(
        1, "Keksikatu", phases="m p k v", ts2023_keur="300", months_2023="000011110000"
    )
    lists, districts = [write_list(tmp_path, "list.csv", [row])], write_districts(tmp_path)
    before = estimate_programmes(lists, districts=districts)
    after = estimate_programmes(lists, districts=districts, calibration=SMALL)
    for old, new in zip(before.tables["lots"], after.tables["lots"], strict=True):
        ends = [new[name] / old["amount"] for name in ("amount_low", "amount", "amount_high")]
        assert ends == pytest.approx([0.5, 1.25, 2.5], rel=0.01)
        assert (new["from"], new["to"]) == (old["from"], old["to"])
        assert new["note"] == (
            f"{old['note']}; calibrated 01234567 by 20 closed projects (street_new rakentaminen): "
            "amount ×1.25, 80% of them ×0.5…2.5; start +2 months (-1…+6)"
        )
    said = [problem for problem in after.problems if problem not in before.problems]
    assert [(p.code, dict(p.params)) for p in said] == [
        ("estimate_calibrated", {"lots": "9", "projects": "20", "sha256": "01234567"})
    ]
