# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""OpenStreetMap: which ways a lorry may drive, and in which direction."""

import os
from pathlib import Path

import numpy as np
import pytest

from kotipesa.errors import Where, problem
from kotipesa.geo import to_wgs84
from kotipesa.roads import build, islands
from kotipesa.roads.osm import read_osm

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
HELSINKI = Path(os.environ.get("KOTIPESA_DATA", SHARED)) / "roads" / "helsinki_centre.osm.pbf"
SQUARE = [(0, 0), (100, 0), (100, 100), (0, 100), (200, 0)]


def osm(tmp_path, *ways):
    """Write a square of points with ways on it: (point numbers, tags)."""
    x_m, y_m = (
        385_000 + np.array(SQUARE, dtype=np.float64).T[0],
        6_672_000.0 + np.array(SQUARE).T[1],
    )
    longitude, latitude = to_wgs84(x_m, y_m)
    nodes = [
        f'<node id="{row + 1}" lon="{lon:.7f}" lat="{lat:.7f}"/>'
        for row, (lon, lat) in enumerate(zip(longitude, latitude, strict=True))
    ]
    text = "".join([*nodes, *(_way(10 + row, *way) for row, way in enumerate(ways))])
    path = tmp_path / "roads.osm"
    path.write_text(f'<?xml version="1.0"?><osm version="0.6">{text}</osm>', encoding="utf-8")
    return path


def _way(number, points, tags):
    ends = "".join(f'<nd ref="{point + 1}"/>' for point in points)
    told = "".join(f'<tag k="{key}" v="{value}"/>' for key, value in tags.items())
    return f'<way id="{number}">{ends}{told}</way>'


def driven(path, **choices):
    """Read a file as the arcs one may drive: ((x, y) from, (x, y) to, metres), sorted."""
    links, problems = read_osm(path, **choices)
    graph = build(links)
    x_m, y_m = (links.x_m - 385_000).round(), (links.y_m - 6_672_000).round()
    places = list(zip(x_m.tolist(), y_m.tolist(), strict=True))
    arcs = zip(graph.tail, graph.head, graph.metres.round().tolist(), strict=True)
    return sorted((places[tail], places[head], metres) for tail, head, metres in arcs), problems


def both(start, end, metres):
    return sorted([(start, end, metres), (end, start, metres)])


def test_ways_meet_where_they_share_a_point(tmp_path):
    path = osm(tmp_path, ([0, 1], {"highway": "residential"}), ([1, 4], {"highway": "primary"}))
    arcs, problems = driven(path)
    assert arcs == sorted(both((0, 0), (100, 0), 100) + both((100, 0), (200, 0), 100))
    assert problems == ()


@pytest.mark.parametrize(
    "tags",
    [
        {"highway": "secondary", "oneway": "yes"},
        {"highway": "secondary", "oneway": "1"},
        {"highway": "motorway"},
        {"highway": "tertiary", "junction": "roundabout"},
    ],
)
def test_a_one_way_street_is_driven_as_it_is_drawn(tmp_path, tags):
    assert driven(osm(tmp_path, ([0, 1], tags)))[0] == [((0, 0), (100, 0), 100)]


def test_minus_one_turns_the_direction(tmp_path):
    path = osm(tmp_path, ([0, 1], {"highway": "service", "oneway": "-1"}))
    assert driven(path)[0] == [((100, 0), (0, 0), 100)]


def test_a_motorway_that_says_it_is_no_one_way_is_driven_both_ways(tmp_path):
    path = osm(tmp_path, ([0, 1], {"highway": "motorway", "oneway": "no"}))
    assert driven(path)[0] == both((0, 0), (100, 0), 100)


def test_a_closed_ring_is_a_road_and_not_an_area(tmp_path):
    ring = ([0, 1, 2, 3, 0], {"highway": "tertiary", "junction": "circular"})
    corners = SQUARE[:4]
    turned = [(a, b, 100) for a, b in zip(corners, [*corners[1:], corners[0]], strict=True)]
    assert driven(osm(tmp_path, ring))[0] == sorted(turned)


@pytest.mark.parametrize(
    ("tags", "is_driven"),
    [
        ({"highway": "unclassified"}, True),
        ({"highway": "living_street"}, True),
        ({"highway": "trunk_link"}, True),
        ({"highway": "footway"}, False),
        ({"highway": "construction"}, False),
        ({"railway": "rail"}, False),
        ({"highway": "service", "access": "private"}, False),
        ({"highway": "residential", "access": "destination"}, True),
        ({"highway": "residential", "motor_vehicle": "no"}, False),
        ({"highway": "residential", "access": "no", "motor_vehicle": "yes"}, True),
        ({"highway": "residential", "vehicle": "no", "hgv": "destination"}, True),
        ({"highway": "residential", "motor_vehicle": "yes", "hgv": "no"}, False),
    ],
)
def test_the_most_particular_tag_tells_whether_a_lorry_may_drive(tmp_path, tags, is_driven):
    always = ([2, 3], {"highway": "primary"})
    arcs, _ = driven(osm(tmp_path, always, ([0, 1], tags)))
    assert len(arcs) == (4 if is_driven else 2)


def test_service_roads_can_be_left_out(tmp_path):
    ways = ([0, 1], {"highway": "service"}), ([2, 3], {"highway": "primary"})
    assert driven(osm(tmp_path, *ways), service=False)[0] == both((0, 100), (100, 100), 100)


def test_roads_apart_are_kept_and_told(tmp_path):
    ways = ([0, 1, 4], {"highway": "primary"}), ([2, 3], {"highway": "primary"})
    _, problems = driven(osm(tmp_path, *ways))
    assert problems == (problem("roads_apart", Where("roads.osm"), outside=2, nodes=5),)


def test_a_file_without_roads_is_a_problem(tmp_path):
    path = osm(tmp_path, ([0, 1], {"highway": "footway"}))
    assert read_osm(path) == (None, (problem("osm_no_roads", Where("roads.osm")),))


def test_a_broken_file_is_a_problem_that_names_no_folder(tmp_path):
    path = tmp_path / "roads.osm.pbf"
    path.write_bytes(b"no map")
    reason = "'roads.osm.pbf' not recognized as being in a supported file format."
    where = Where("roads.osm.pbf")
    assert read_osm(path) == (None, (problem("osm_unreadable", where, reason=reason),))


@pytest.mark.skipif(not HELSINKI.is_file(), reason="no data folder with the extract of Helsinki")
def test_the_centre_of_helsinki_is_one_island_but_for_its_edges():
    links, problems = read_osm(HELSINKI)
    assert islands(build(links)).nodes[:3].tolist() == [1815, 95, 4]
    told = problem("roads_apart", Where(HELSINKI.name), outside=232, nodes=2047)
    assert problems == (told,)
