# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Kilometres between sites: the way, both snap lines, and where each figure comes from."""

import subprocess
import sys

import numpy as np
from roads_drawn import at_random, drawn

from kotipesa.roads import (
    CROW,
    ROAD,
    SAME_SITE,
    UNREACHABLE,
    build,
    crow_kilometres,
    crow_kilometres_between,
    kilometres,
    kilometres_between,
)

TWO_ROADS = drawn(
    [(0, 0), (1000, 0), (2000, 0), (9000, 0), (9500, 0)],
    [(0, 1, 1200), (1, 2, 1300), (3, 4, 600)],
)
X_M = np.array([0.0, 2000.0, 2000.0, 9000.0])
Y_M = np.array([30.0, 0.0, -40.0, 0.0])
FAR = np.inf


def test_a_distance_is_the_shortest_way_and_both_snap_lines():
    found = kilometres(build(TWO_ROADS), X_M, Y_M)
    assert found.km.tolist() == [
        [0, 2.53, 2.57, FAR],
        [2.53, 0, 0.04, FAR],
        [2.57, 0.04, 0, FAR],
        [FAR, FAR, FAR, 0],
    ]
    assert found.rule.tolist() == [
        [SAME_SITE, ROAD, ROAD, UNREACHABLE],
        [ROAD, SAME_SITE, ROAD, UNREACHABLE],
        [ROAD, ROAD, SAME_SITE, UNREACHABLE],
        [UNREACHABLE, UNREACHABLE, UNREACHABLE, SAME_SITE],
    ]
    assert found.from_snap_m.tolist() == [30, 0, 40, 0]
    assert found.to_snap_m.tolist() == [30, 0, 40, 0]
    assert found.engine == "cch"


def test_two_sites_of_one_node_are_their_snap_lines_apart_even_at_one_point():
    found = kilometres(build(TWO_ROADS), np.array([0.0, 0.0]), np.array([50.0, 50.0]))
    assert found.km.tolist() == [[0, 0.1], [0.1, 0]]
    assert found.rule.tolist() == [[SAME_SITE, ROAD], [ROAD, SAME_SITE]]


def test_one_way_roads_make_distances_that_differ_by_direction():
    links = [(0, 1, 1000), (1, 2, 1100), (2, 0, 1500)]
    circle = drawn([(0, 0), (1000, 0), (1000, 1000)], links, one_way=[0, 1, 2])
    found = kilometres(build(circle), circle.x_m, circle.y_m)
    assert found.km.tolist() == [[0, 1.0, 2.1], [2.6, 0, 1.1], [1.5, 2.5, 0]]


def test_any_rows_to_any_rows_is_the_same_as_picking_from_the_whole():
    graph = build(at_random(7, one_way_share=0.3))
    chance = np.random.default_rng(7)
    x_m, y_m = chance.uniform(0, 10_000, (2, 40))
    whole = kilometres(graph, x_m, y_m)
    for rows, columns in [(np.array([3]), np.arange(40)), (np.arange(40), np.array([5, 3, 5]))]:
        some = kilometres_between(graph, x_m, y_m, rows, columns)
        np.testing.assert_array_equal(some.km, whole.km[np.ix_(rows, columns)])
        np.testing.assert_array_equal(some.rule, whole.rule[np.ix_(rows, columns)])


def test_from_no_sites_there_are_no_distances():
    none = np.array([], dtype=np.int32)
    assert kilometres(build(TWO_ROADS), X_M[none], Y_M[none]).km.shape == (0, 0)
    assert kilometres_between(build(TWO_ROADS), X_M, Y_M, none, np.arange(4)).km.shape == (0, 4)


def test_only_a_site_to_itself_is_nought():
    chance = np.random.default_rng(11)
    x_m, y_m = chance.uniform(0, 10_000, (2, 200))
    found = kilometres(build(at_random(11, links=60)), x_m, y_m)
    np.testing.assert_array_equal(found.km == 0, np.eye(200, dtype=bool))
    np.testing.assert_array_equal(found.rule == UNREACHABLE, np.isinf(found.km))


def test_a_crow_flies_straight_times_the_detour_and_says_it_is_a_crow():
    found = crow_kilometres(np.array([0.0, 3000.0]), np.array([0.0, 4000.0]), detour=1.3)
    np.testing.assert_allclose(found.km, [[0, 6.5], [6.5, 0]], rtol=1e-15)
    assert found.rule.tolist() == [[SAME_SITE, CROW], [CROW, SAME_SITE]]
    assert found.from_snap_m.tolist() == [0, 0]
    assert found.engine == "crow"


def test_a_crow_flies_between_chosen_rows_too():
    some = crow_kilometres_between(X_M, Y_M, np.array([3, 1]), np.array([1]), detour=1.0)
    assert some.km.tolist() == [[7.0], [0.0]]
    assert some.rule.tolist() == [[CROW], [SAME_SITE]]


def test_without_the_wheel_dijkstra_measures_and_says_so():
    code = """
import sys
sys.modules["routingkit_cch"] = None
import numpy as np
from roads_drawn import drawn
from kotipesa.roads import build, kilometres
links = drawn([(0, 0), (1000, 0), (5000, 0)], [(0, 1, 1234.5)])
found = kilometres(build(links), np.array([0.0, 1000.0, 5000.0]), np.zeros(3))
print(found.engine, found.km.tolist())
"""
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(filter(None, sys.path))},
    )
    assert run.stdout == "dijkstra [[0.0, 1.2345, inf], [1.2345, 0.0, inf], [inf, inf, 0.0]]\n"
    assert "routingkit_cch is missing" in run.stderr
