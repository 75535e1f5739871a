# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""The imaginary region is as large as promised, the same every time, and honest about itself."""

from collections import Counter

import numpy as np
import pytest
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from kotipesa.balance import coverage
from kotipesa.region.scope import scope
from kotipesa.testing import region, region_tables
from kotipesa.vocab import municipalities

DRAFT = region_tables()
TABLES = DRAFT.tables
UUSIMAA = {m.code: m for m in municipalities() if m.region == "Uusimaa"}


def test_there_is_as_much_of_everything_as_promised():
    roles = Counter(row["role"] for row in TABLES["facilities"])
    assert {name: len(TABLES[name]) for name in ("lots", "projects", "sites")} == {
        "lots": 2000,
        "projects": 150,
        "sites": 600,
    }
    assert roles == {"store": 17, "process": 8, "outlet": 15, "source": 10}
    assert (DRAFT.settings["start"], DRAFT.settings["months"]) == ("2026-01", 36)
    assert 1500 <= len(TABLES["nodes"]) <= 3000


def test_it_reads_as_any_region_and_without_a_remark():
    assert region().notes == ()


@pytest.mark.parametrize("table", ["sites", "projects"])
def test_every_municipality_of_uusimaa_occurs(table):
    assert {row["municipality"] for row in TABLES[table]} == set(UUSIMAA)


def test_every_municipality_has_lots_and_some_projects_are_silent():
    known = coverage(region())
    assert known.municipalities.municipality.tolist() == sorted(UUSIMAA)
    assert known.municipalities.has_data.all()
    assert 0.9 < known.known_share < 1.0


def test_sites_lie_near_the_true_centre_of_their_municipality():
    far = [
        row["id"]
        for row in TABLES["sites"]
        for centre in [UUSIMAA[row["municipality"]]]
        if np.hypot(float(row["x"]) - centre.x_m, float(row["y"]) - centre.y_m) > 20_000
    ]
    assert far == []


def test_the_road_graph_holds_together():
    place = {row["id"]: n for n, row in enumerate(TABLES["nodes"])}
    ends = np.array([[place[r["from_node"]], place[r["to_node"]]] for r in TABLES["roads"]])
    size = len(place)
    graph = coo_array((np.ones(len(ends)), ends.T), shape=(size, size))
    assert connected_components(graph, directed=False, return_labels=False) == 1


def test_no_road_is_shorter_than_the_crow_flies():
    at = {row["id"]: np.array([float(row["x"]), float(row["y"])]) for row in TABLES["nodes"]}
    short = [
        row
        for row in TABLES["roads"]
        if float(row["metres"]) < np.linalg.norm(at[row["from_node"]] - at[row["to_node"]])
    ]
    assert short == []


def test_it_has_what_makes_a_plan_worth_reading():
    """Alternatives, doubt, shifts, dirt, sulphide, invaders, secrets, unbuilt stores."""
    lots, projects = TABLES["lots"], TABLES["projects"]
    reasons = Counter(scope(region()))
    assert {"alternative", "outside_horizon", ""} == set(reasons)
    assert reasons[""] > 1800
    assert {row["probability"] for row in projects} == {"1", "0.9", "0.6"}
    assert any(int(row["shift_later"]) for row in projects)
    for column, rare in (
        ("contamination", {"threshold", "lower", "upper", "hazardous"}),
        ("sulphide", {"potential", "actual"}),
        ("invasive", {"yes"}),
        ("sensitivity", {"sealed", "partners", "public"}),
        ("unit", {"m3ktr", "m3rtr", "t"}),
        ("reliability", {"A", "B", "C"}),
    ):
        assert rare <= {row[column] for row in lots}, column
    assert sum(bool(row["fixed_eur"]) for row in TABLES["facilities"]) == 4


def test_surplus_is_about_a_third_more_than_need():
    lots = region().lots
    surplus, need = (lots.amount_t[lots.is_need == side].sum() for side in (False, True))
    assert 1.2 < surplus / need < 1.4


def test_the_same_seed_gives_the_same_texts_and_another_another():
    assert region_tables(1) == DRAFT
    assert region_tables(2).tables["lots"] != TABLES["lots"]
    assert region_tables(2).region().notes == ()


def test_names_are_unique_and_every_lot_says_that_it_is_invented():
    names = [row["name"] for row in TABLES["sites"]]
    assert len(set(names)) == len(names)
    assert {row["note"] for row in TABLES["lots"]} == {"kuvitteellinen / påhittad / invented"}


def test_a_written_folder_holds_every_table(tmp_path):
    folder = DRAFT.write(tmp_path / "region")
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        [f"{name}.csv" for name in TABLES] + ["settings.toml"]
    )
