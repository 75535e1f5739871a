# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""The road graph: what is kept of the links, what is refused, what is nearest, what is apart."""

import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from roads_drawn import at_random, drawn

from kotipesa.errors import InputError, Where, problem
from kotipesa.roads import build, check_links, islands, link_rows, node_rows, snap
from kotipesa.roads.graph import dijkstra_metres, shortest_metres, tell_islands

LINE = [(0, 0), (100, 0), (200, 0)]
EVERY = np.arange(3)


def arcs(graph):
    return list(zip(graph.tail.tolist(), graph.head.tolist(), graph.metres.tolist(), strict=True))


def test_a_link_goes_both_ways_unless_it_is_one_way():
    links = drawn(LINE, [(0, 1, 150), (1, 2, 120)], one_way=[1])
    assert arcs(build(links)) == [(0, 1, 150), (1, 0, 150), (1, 2, 120)]


def test_of_parallel_links_the_shortest_stays_and_loops_fall_away():
    links = drawn(LINE, [(0, 1, 150), (1, 0, 130), (0, 1, 170), (2, 2, 10)])
    assert arcs(build(links)) == [(0, 1, 130), (1, 0, 130)]


def test_a_one_way_link_shortens_only_its_own_direction():
    links = drawn(LINE, [(0, 1, 150), (0, 1, 110)], one_way=[1])
    assert arcs(build(links)) == [(0, 1, 110), (1, 0, 150)]


def test_the_same_links_give_the_same_graph_with_its_indexes():
    links = drawn(LINE, [(0, 1, 150)])
    assert build(links) is build(links)


@pytest.mark.parametrize("metres", [0.0, -5.0, np.nan, np.inf, 1_000_001.0])
def test_a_length_that_no_road_has_is_refused_with_its_place(metres):
    links = drawn(LINE, [(0, 1, 150), (1, 2, metres)])
    where = Where("roads.csv", row=3, column="metres", value=f"{metres:g}")
    with pytest.raises(InputError) as refusal:
        build(links)
    assert refusal.value.problems == (problem("road_link_metres", where),)


def test_every_problem_of_the_links_is_listed_at_once():
    links = drawn([(0, 0), (np.nan, 0)], [(0, 7, 10), (-1, 0, 10), (0, 1, 0)])
    assert check_links(links, "a.csv", "b.csv") == (
        problem("road_node_place", Where("b.csv", row=3), node="n1"),
        problem("road_link_end", Where("a.csv", row=2)),
        problem("road_link_end", Where("a.csv", row=3)),
        problem("road_link_metres", Where("a.csv", row=4, column="metres", value="0")),
    )


def test_a_graph_without_nodes_is_refused():
    assert check_links(drawn([], [])) == (problem("roads_empty", Where("nodes.csv")),)


def test_snapping_tells_the_nearest_node_and_the_metres_to_it():
    found = snap(build(drawn(LINE, [])), np.array([0.0, 130.0]), np.array([30.0, 40.0]))
    assert found.node.tolist() == [0, 1]
    assert found.metres.tolist() == [30.0, 50.0]


def test_islands_are_counted_from_the_biggest_and_told():
    links = drawn([(row, 0) for row in range(5)], [(0, 1, 1), (2, 3, 1), (3, 4, 1)])
    found = islands(build(links))
    assert found.of_node.tolist() == [1, 1, 0, 0, 0]
    assert found.nodes.tolist() == [3, 2]
    assert (found.outside, found.biggest_share) == (2, 0.6)
    told = problem("roads_apart", Where("nodes.csv"), outside=2, nodes=5)
    assert tell_islands(build(links), "nodes.csv") == (told,)


def test_a_node_one_cannot_come_back_from_is_an_island_of_its_own():
    links = drawn(LINE, [(0, 1, 1), (1, 2, 1)], one_way=[1])
    assert islands(build(links)).nodes.tolist() == [2, 1]


def test_a_graph_in_one_piece_has_nothing_to_tell():
    assert tell_islands(build(drawn(LINE, [(0, 1, 1), (1, 2, 1)])), "nodes.csv") == ()


def test_a_way_that_only_leads_there_does_not_lead_back():
    graph = build(drawn(LINE, [(0, 1, 150.004), (1, 2, 120)], one_way=[1]))
    metres, engine = shortest_metres(graph, EVERY, EVERY)
    far = np.inf
    assert engine == "cch"
    assert metres.tolist() == [[0, 150.0, 270.0], [150.0, 0, 120.0], [far, far, 0]]


@settings(max_examples=40)
@given(
    seed=st.integers(0, 2**32 - 1),
    one_way_share=st.sampled_from([0.0, 0.3, 1.0]),
    sources=st.integers(1, 60),
    targets=st.integers(1, 60),
)
def test_the_hierarchy_agrees_with_dijkstra_to_a_metre(seed, one_way_share, sources, targets):
    graph = build(at_random(seed, one_way_share=one_way_share))
    chance = np.random.default_rng(seed)
    ends = chance.integers(0, 60, sources), chance.integers(0, 60, targets)
    fast, _ = shortest_metres(graph, *ends)
    exact = dijkstra_metres(graph, *ends)
    np.testing.assert_array_equal(np.isinf(fast), np.isinf(exact))
    np.testing.assert_allclose(fast, exact, rtol=0, atol=1.0)


def test_nodes_without_any_link_reach_only_themselves():
    metres, _ = shortest_metres(build(drawn(LINE, [])), EVERY, EVERY)
    np.testing.assert_array_equal(metres, np.where(np.eye(3, dtype=bool), 0, np.inf))


def test_a_graph_travels_to_another_process_without_its_indexes():
    graph = build(drawn(LINE, [(0, 1, 150)]))
    before, _ = shortest_metres(graph, EVERY, EVERY)
    after, _ = shortest_metres(pickle.loads(pickle.dumps(graph)), EVERY, EVERY)  # noqa: S301
    np.testing.assert_array_equal(before, after)


def test_nodes_and_links_are_written_as_the_tables_that_are_read():
    links = drawn([(385_000.04, 6_672_000), (385_100, 6_672_000)], [(0, 1, 101.26)])
    assert list(node_rows(links)) == [
        {"id": "n0", "x": "385000.0", "y": "6672000.0", "crs": "EPSG:3067"},
        {"id": "n1", "x": "385100.0", "y": "6672000.0", "crs": "EPSG:3067"},
    ]
    assert list(link_rows(links)) == [{"from_node": "n0", "to_node": "n1", "metres": "101.3"}]


def test_one_way_links_are_not_written_where_only_two_way_ones_are_known():
    with pytest.raises(InputError) as refusal:
        list(link_rows(drawn(LINE, [(0, 1, 150)], one_way=[0])))
    assert refusal.value.problems == (problem("road_link_one_way", links=1),)
