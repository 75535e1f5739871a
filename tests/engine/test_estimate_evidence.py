# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold what holes say of the ground of a place, and what they do not."""

import math

import numpy as np
import pytest
from boreholes_written import EAST, NORTH, hole, tek_file
from cli_run import said, said_json
from estimate_sample import street_row, write_districts, write_list
from hypothesis import given, settings
from hypothesis import strategies as st

from kotipesa.arrays import texts
from kotipesa.geo import to_etrs
from kotipesa.lots.estimate import estimate_programmes
from kotipesa.lots.estimate.evidence import (
    Investigations,
    default_looking,
    evidence_at,
    looking_of,
)
from kotipesa.sources.boreholes.parse import parse
from kotipesa.sources.boreholes.reading import holes_of

CLAY = "1.0 100 3 Hm/6.0 50 0 Sa/7.0 100 30 Mr"
TILL = "0.5 100 3 Mr/1.2 100 60"
DRILLED = "1.0 3 Mr/2.0 60 Ka/5.0 70"
X_M, Y_M = (float(v[0]) for v in to_etrs(np.array([EAST]), np.array([NORTH]), texts(["EPSG:3879"])))


def evidence(tmp_path, *rows, looking=None, **words):
    written = [
        hole(text, east=EAST + 10 * place, number=place, **words) for place, text in enumerate(rows)
    ]
    path = tek_file(tmp_path, *written)
    return evidence_at(holes_of(parse(path), path.name)[0], X_M, Y_M, looking)


def test_clay_and_mud_are_soft_ground_by_their_median_thickness(tmp_path):
    found = evidence(tmp_path, CLAY, CLAY, TILL)
    assert (found.ground_class, found.basis, found.places) == ("soft", "soft", 3)
    assert found.soft_m == (3, 0.0, 5.0, 5.0)
    assert found.shares == {
        "clay": pytest.approx(4 / 9),
        "topsoil": pytest.approx(2 / 9),
        "till": pytest.approx(1.2 / 9),
        "below_stop": pytest.approx(1.8 / 9),
    }


def test_a_stop_makes_ground_firm_but_never_rock(tmp_path):
    found = evidence(tmp_path, TILL, TILL, TILL)
    assert (found.ground_class, found.rock_m.holes, found.stop_m.mid) == ("firm", 0, 1.2)


def test_only_rock_that_was_drilled_into_is_rock(tmp_path):
    found = evidence(tmp_path, DRILLED, DRILLED, DRILLED, method="PO", end="-1 KA")
    assert (found.ground_class, found.rock_m) == ("rock", (3, 1.0, 1.0, 1.0))
    assert found.shares == {"rock": pytest.approx(2 / 3), "till": pytest.approx(1 / 3)}


def test_fill_is_told_by_its_share_of_the_dig(tmp_path):
    found = evidence(tmp_path, *["AL 0.5 - Tä/2.0 100 3 Tä/6.0 100 9 Hk"] * 3)
    assert found.ground_class == "filled"


def test_unnamed_soil_and_unreached_depth_choose_no_class(tmp_path):
    found = evidence(tmp_path, *["1.0 100 3"] * 3, end="-1 MS")
    assert (found.ground_class, found.basis) == ("any", "unclear")
    assert found.shares == {
        "unnamed": pytest.approx(1 / 3),
        "not_reached": pytest.approx(2 / 3),
    }


@pytest.mark.parametrize("rows", [[], [CLAY], [CLAY, CLAY]])
def test_too_few_holes_say_nothing(tmp_path, rows):
    found = evidence(tmp_path, TILL, *rows, looking=looking_of(within_m=5.0))
    assert (found.ground_class, found.basis, found.holes) == ("any", "few", 1)


def test_two_investigations_in_one_place_count_as_one_place(tmp_path):
    path = tek_file(tmp_path, *[hole(CLAY, number=number) for number in range(5)])
    found = evidence_at(holes_of(parse(path), path.name)[0], X_M, Y_M)
    assert (found.holes, found.places, found.basis) == (5, 1, "few")


def test_samples_and_vane_tests_are_no_evidence_of_thickness(tmp_path):
    found = evidence(tmp_path, *["1.0 N1 1.5 Sa"] * 4, method="NO")
    assert (found.holes, math.isinf(found.nearest_m)) == (0, True)


SOILS = st.sampled_from(["Sa", "Hk", "Mr", "Tä", "Ka", "Xx", ""])
ROWS = st.lists(st.tuples(st.integers(1, 300), SOILS), min_size=1, max_size=6)


@settings(max_examples=50)
@given(st.lists(ROWS, min_size=1, max_size=4), st.floats(0.2, 20.0))
def test_shares_of_the_dig_are_a_whole_whatever_the_holes_say(tmp_path_factory, holes, depth_m):
    rows = []
    for steps in holes:
        depths = np.cumsum([step for step, _ in steps]) / 100
        rows.append("/".join(f"{d:.2f} 100 1 {s}" for d, (_, s) in zip(depths, steps, strict=True)))
    found = evidence(tmp_path_factory.mktemp("holes"), *rows, looking=looking_of(depth_m=depth_m))
    assert sum(found.shares.values()) == pytest.approx(1)
    assert all(share > 0 for share in found.shares.values())


def test_the_command_shows_holes_and_evidence(capsys, tmp_path):
    path = tek_file(tmp_path, *[hole(CLAY, east=EAST + 9 * n, number=n) for n in range(3)])
    near = ("--near", f"{EAST},{NORTH}", "--crs", "EPSG:3879")
    code, record = said_json(capsys, "boreholes", path, *near, "--depth", 2)
    assert (code, record["evidence"]["ground_class"], record["evidence"]["depth_m"]) == (
        0,
        "soft",
        2.0,
    )
    assert record["holes"][0]["layers"][1] == {
        "top_m": 1.0,
        "bottom_m": 6.0,
        "soil": "Sa",
        "material": "savi",
    }
    answer = said(capsys, "boreholes", path, *near)
    assert "Ground: soft" in answer.out
    assert "A stop is not ascertained rock" in answer.out
    assert "Mallikas" not in answer.out + str(record)


@pytest.mark.parametrize(
    ("near", "crs"),
    [("24.9", "EPSG:4326"), ("60.2,24.9", "EPSG:4326"), ("1,2", "EPSG:3879"), ("1,2", "GK99")],
)
def test_a_place_that_is_none_is_wrong_use(capsys, tmp_path, near, crs):
    path = tek_file(tmp_path, hole(CLAY))
    assert said(capsys, "boreholes", path, "--near", near, "--crs", crs).code == 2


def test_an_estimate_takes_the_ground_from_holes_near_its_place_and_says_so(tmp_path):
    lists = [write_list(tmp_path, "list.csv", [street(1, "Keksikatu"), street(3, "Tie", "12")])]
    districts = write_districts(tmp_path)
    plain = estimate_programmes(lists, districts=districts)
    point = next(s for s in plain.tables["sites"] if s["id"].endswith("-11"))
    holes = [hole(CLAY, north=point["y"], east=point["x"] + 9 * n, number=n) for n in range(3)]
    path = tek_file(tmp_path, *holes, head="KJ ETRS-TM35FIN N2000\n")
    told = estimate_programmes(
        lists, districts=districts, investigations=Investigations([path], default_looking())
    )
    notes = {lot["name"]: lot["note"] for lot in told.tables["lots"]}
    assert "street_new on ground soft" in notes["Keksikatu"]
    assert notes["Keksikatu"].endswith(
        "; ground told by 3 holes within 200 m of the site's point: soft, median soft soil 5.0 m"
    )
    assert notes["Tie"] == {lot["name"]: lot["note"] for lot in plain.tables["lots"]}["Tie"]
    said_of_holes = [p for p in told.problems if p.code == "estimate_by_holes"]
    assert [dict(p.params)["sites"] for p in said_of_holes] == ["1"]


def street(row, name, district="11"):
    months = "2023-01..2023-12"
    told = {"phases": "m p k v", "ts2023_keur": "300", "months_2023": months}
    return street_row(row, name, district_no=district, **told)


def test_the_shipped_parameters_are_read():
    assert default_looking() == (200.0, 3.0, 3.0, 1.0, 0.5)
