# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""The location table of road traffic: roads joined where they cross, loose ends told."""

import os
from pathlib import Path

import pytest

from kotipesa.errors import InputError, Where, problem
from kotipesa.roads import link_rows
from kotipesa.roads.tmc import TmcReport, read_tmc

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
UUSIMAA = Path(os.environ.get("KOTIPESA_DATA", SHARED)) / "roads"

POINTS = """\
lcd,name,type,subtype,road_lcd,etrs_tm35fin_e,etrs_tm35fin_n
a1,Start,1,11,2,380000,6670000
a2,Crossing,1,11,2,381000,6670000
b1,Crossing,1,11,3,381030,6670040
b2,End,1,13,3,382000,6670040
c1,Junction,1,11,4,382000,6670340
c2,End,1,13,4,382000,6671040
d1,Dead end,1,13,5,380000,6670300
d2,Dead end,1,13,5,380000,6670900
p1,Car park,5,5,0,381010,6670010
"""
EDGES = """\
from_lcd,to_lcd,straight_m,road_address_m
a1,a2,1000,1200
b1,b2,970,
c1,c2,700,650
d1,d2,600,610
"""


@pytest.fixture
def table(tmp_path):
    """Write the two files, with lines of the second replaced at will; gives their paths."""

    def write(edges=EDGES):
        paths = tmp_path / "points.csv", tmp_path / "edges.csv"
        for path, text in zip(paths, (POINTS, edges), strict=True):
            path.write_text(text, encoding="utf-8")
        return paths

    return write


def metres(roads):
    return {f"{row['from_node']} {row['to_node']}": row["metres"] for row in link_rows(roads.links)}


def test_roads_are_joined_where_they_cross_and_where_a_junction_lies_loose(table):
    assert metres(read_tmc(*table())) == {
        "a1 a2": "1200.0",  # its road address
        "b1 b2": "970.0",  # no address: the straight line
        "c1 c2": "700.0",  # an address shorter than the straight line is no length
        "d1 d2": "610.0",
        "a2 b1": "50.0",  # a crossing
        "b2 c1": "300.0",  # a junction whose other road has no point nearby
    }


def test_the_report_counts_what_was_done(table):
    assert read_tmc(*table()).report == TmcReport(
        points=8,
        left_out=1,
        by_address=3,
        by_straight_line=1,
        lifted=1,
        crossings=1,
        bridges=1,
        longest_bridge_m=300.0,
        islands_before=4,
        islands=2,
        biggest_share=0.75,
    )


def test_a_dead_end_is_not_tied_to_the_road_behind_the_forest(table):
    assert not {"a1 d1", "d1 a1"} & set(metres(read_tmc(*table())))


def test_without_bridges_and_crossings_only_the_table_itself_is_left(table):
    roads = read_tmc(*table(), within_m=10.0, bridge_m=0.0)
    assert list(metres(roads)) == ["a1 a2", "b1 b2", "c1 c2", "d1 d2"]
    assert (roads.report.islands, roads.report.biggest_share) == (4, 0.25)


def test_points_of_no_road_and_points_without_links_are_no_nodes(table):
    edges = "\n".join(EDGES.splitlines()[:-1])
    assert read_tmc(*table(edges)).links.node_id.tolist() == ["a1", "a2", "b1", "b2", "c1", "c2"]


def test_a_link_to_a_point_that_is_not_there_is_refused(table):
    with pytest.raises(InputError) as refusal:
        read_tmc(*table(EDGES + "a1,zz,10,10\n"))
    assert refusal.value.problems == (problem("road_link_end", Where("edges.csv", row=6)),)


def test_a_length_that_is_no_number_is_refused(table):
    with pytest.raises(InputError) as refusal:
        read_tmc(*table(EDGES + "a1,b2,10,long\n"))
    assert [fault.code for fault in refusal.value.problems] == ["bad_number"]


@pytest.mark.skipif(not UUSIMAA.is_dir(), reason="no data folder with the roads of Uusimaa")
def test_nearly_all_of_uusimaa_is_one_graph():
    report = read_tmc(UUSIMAA / "uusimaa_tmc_points.csv", UUSIMAA / "uusimaa_tmc_edges.csv").report
    assert (report.points, report.by_address, report.crossings) == (3777, 1423, 1689)
    assert (report.islands_before, report.islands, report.bridges) == (1000, 31, 78)
    assert report.biggest_share > 0.97
