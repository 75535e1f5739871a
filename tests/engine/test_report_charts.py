# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Charts show what the tables say: nothing is lost, nothing is drawn out of proportion."""

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_sample import write_sample

from kotipesa.report import read_facts, svg
from kotipesa.report.curves import curve_svg, curves
from kotipesa.report.facts import Facts
from kotipesa.report.legs import tonnages
from kotipesa.report.map_flows import NARROWEST_FLOW, WIDEST_FLOW
from kotipesa.report.map_frame import TALLEST, WIDTH, LabelRoom, frame_around
from kotipesa.report.map_marks import half_disc, symbol
from kotipesa.report.mass_flow import mass_flow
from kotipesa.report.sankey import Canvas, Link, Node, lay_out
from kotipesa.report.sankey_svg import sankey_svg
from kotipesa.report.speech import speech
from kotipesa.report.svg_map import FLOWS_DRAWN, map_drawing

FI = speech("fi")
CANVAS = Canvas(100, 20, 800, 400)
TONNES = st.floats(1.0, 1e6)


@pytest.fixture(scope="module")
def facts(tmp_path_factory) -> Facts:
    return read_facts(write_sample(Path(tmp_path_factory.mktemp("plan")), lots=600, seed=5))


def drawn(picture: str) -> ET.Element:
    return ET.fromstring(picture)  # noqa: S314 - our own picture


def test_texts_and_attributes_of_a_picture_are_escaped():
    assert svg.tag("text", "<b>&", class_='"x"', x=1.25, y=None) == (
        '<text class="&#34;x&#34;" x="1.2">&lt;b&gt;&amp;</text>'
    )


def test_coordinates_are_short():
    assert [svg.coordinate(v) for v in (3.0, 2.25, -0.01, 1e3)] == ["3", "2.2", "0", "1000"]


@given(direct=TONNES, stored=TONNES, left=st.floats(0.0, 0.9), unmet=TONNES)
def test_nodes_are_as_high_as_their_tonnes_and_ribbons_fill_them(direct, stored, left, unmet):
    columns = {"have": 0, "direct": 1, "store": 1, "need": 3, "stock": 3, "unmet": 3}
    nodes = [Node(name, column, name, name) for name, column in columns.items()]
    links = [
        Link("have", "direct", direct, "have"),
        Link("direct", "need", direct, "need"),
        Link("have", "store", stored, "have"),
        Link("store", "need", stored * (1 - left), "need"),
        Link("store", "stock", stored * left, "stock"),
        Link("have", "unmet", unmet, "unmet"),
    ]
    layout = lay_out(nodes, links, CANVAS)
    scale = layout.boxes["have"].height / (direct + stored + unmet)
    heights = {name: box.height for name, box in layout.boxes.items()}
    expected = {
        "have": direct + stored + unmet,
        "direct": direct,
        "store": stored,
        "need": direct + stored * (1 - left),
        "stock": stored * left,
        "unmet": unmet,
    }
    assert heights == pytest.approx({n: t * scale for n, t in expected.items()}, abs=1e-9)
    assert layout.imbalance_t <= 1e-9 * (direct + stored)
    assert all(
        CANVAS.y - 1e-6 <= top and top + ribbon.thickness <= CANVAS.y + CANVAS.height + 1e-6
        for ribbon in layout.ribbons
        for _, _, top in ribbon.stops
    )


def test_nodes_of_a_column_do_not_overlap(facts):
    flow = mass_flow(facts, FI)
    layout = lay_out(flow.nodes, flow.links, CANVAS)
    for column in range(4):
        boxes = sorted(
            (layout.boxes[n.id].y, layout.boxes[n.id].height)
            for n in flow.nodes
            if n.column == column
        )
        assert all(y + h <= below for (y, h), (below, _) in pairwise(boxes))


def test_the_flow_of_masses_loses_no_tonne(facts):
    flow, sums = mass_flow(facts, FI), tonnages(facts)

    def arriving(kind: str) -> float:
        return sum(link.tonnes for link in flow.links if link.target.startswith(kind))

    assert arriving("need:") == pytest.approx(sums.reused_t + sums.sourced_t, abs=1.0)
    assert arriving("recovery") == pytest.approx(sums.recovered_t, abs=1.0)
    assert arriving("disposal") == pytest.approx(sums.disposed_t, abs=1.0)
    assert arriving("unmet") == pytest.approx(sums.unmet_have_t, abs=1.0)
    assert arriving("stock") == pytest.approx(facts.plan.figure("end_stock_t"), abs=1.0)
    assert arriving("loss") == pytest.approx(facts.plan.figure("process_loss_t"), abs=1.0)
    assert lay_out(flow.nodes, flow.links, CANVAS).imbalance_t < 1.0


def test_what_goes_back_and_forth_between_stores_and_processes_is_netted(facts):
    def move(start: str, end: str, tonnes: float) -> dict[str, object]:
        row = dict(facts.moves.row(0, named=True))
        return row | {"from_kind": start, "to_kind": end, "tonnes": tonnes, "from_id": start}

    moves = [move("lot", "process", 100.0), move("process", "store", 90.0)]
    moves += [move("store", "process", 30.0), move("process", "outlet", 40.0)]
    alone = Facts(
        facts.plan,
        pl.DataFrame(moves, schema=facts.moves.schema),
        *(getattr(facts, name).clear() for name in ("stocks", "balance", "unmet", "explain")),
        *(getattr(facts, name).clear() for name in ("lots", "facilities")),
    )
    flow = mass_flow(alone, FI)
    assert flow.netted_t == 30.0
    assert {(link.source, link.target): link.tonnes for link in flow.links} == {
        (f"have:{moves[0]['material']}", "process"): 100.0,
        ("process", "store"): 60.0,
        ("process", "outlet"): 40.0,
        ("store", "stock"): 60.0,
    }
    assert {n.id: n.column for n in flow.nodes}["process"] == 1


def test_the_sankey_is_a_picture_with_title_and_labels(facts):
    picture = drawn(sankey_svg(mass_flow(facts, FI), FI))
    assert picture.get("role") == "img"
    labels = [node.text for node in picture.iter() if node.get("class") == "name"]
    assert {"Suoraan", "Välivarasto", "Käsittely", "Neitseellinen aines"} <= set(labels)


def test_the_frame_holds_every_point_and_is_not_too_tall():
    x, y = np.array([300e3, 301e3, 302e3]), np.array([6.6e6, 6.7e6, 6.65e6])
    frame = frame_around(x, y)
    assert all(frame.holds(*point) for point in zip(x, y, strict=True))
    assert frame.height <= WIDTH * TALLEST + 1e-6
    assert frame.y(6.7e6) < frame.y(6.6e6)


def test_one_single_point_can_be_framed():
    frame = frame_around(np.array([385e3]), np.array([6.67e6]))
    assert float(frame.x(385e3)) == pytest.approx(WIDTH / 2)
    assert frame.bar_km() == 0.5


def test_names_never_stand_on_each_other():
    room = LabelRoom(500)
    spots = [room.place("Helsinki", 500, 250, 14) for _ in range(12)]
    taken = [spot for spot in spots if spot]
    assert taken[0] == (500, 250)
    assert len(set(taken)) == len(taken)
    assert spots[-1] is None


def test_the_map_accounts_for_every_tonne(facts):
    drawing = map_drawing(facts, FI)
    assert drawing.drawn <= FLOWS_DRAWN
    shown = drawing.drawn_t + drawing.hidden_t + drawing.on_site_t + drawing.placeless_t
    assert shown == pytest.approx(facts.moves["tonnes"].sum())
    picture = drawn(drawing.picture)
    lines = [node for node in picture.iter() if node.get("class") == "line"]
    assert len(lines) == drawing.drawn
    names = {node.text for node in picture.iter() if node.tag.endswith("text")}
    assert {"Helsinki", "Espoo", "Vantaa"} <= names


def test_a_line_is_as_wide_as_its_tonnes(facts):
    drawing = map_drawing(facts, FI)
    for flow in drawn(drawing.picture).iter():
        if not (flow.get("class") or "").startswith("flow "):
            continue
        title, line, _ = flow
        tonnes = float(re.search(r": (.*)\xa0t$", title.text)[1].replace("\xa0", ""))
        wide = max(NARROWEST_FLOW, WIDEST_FLOW * tonnes / drawing.widest_t)
        assert float(line.get("stroke-width")) == pytest.approx(wide, abs=0.051)


def test_without_places_there_is_no_map(facts):
    bare = Facts(
        *(getattr(facts, n) for n in ("plan", "moves", "stocks", "balance", "unmet", "explain")),
        facts.lots.clear(),
        facts.facilities.clear(),
    )
    assert map_drawing(bare, FI) is None


def test_every_role_has_a_shape_of_its_own():
    shapes = {drawn(symbol(role)).get("d") for role in ("store", "process", "outlet", "source")}
    assert len(shapes) == 4
    assert half_disc("have", 0, 0, 2) != half_disc("need", 0, 0, 2)


def test_curves_end_at_the_totals_of_the_balance(facts):
    totals = dict(facts.balance.group_by("material").agg(pl.col("surplus_t").sum()).iter_rows())
    found = curves(facts)
    assert {c.material: c.surplus_t[-1] for c in found} == pytest.approx(totals)
    assert [c.size_t for c in found] == sorted((c.size_t for c in found), reverse=True)
    assert all((np.diff(c.surplus_t) >= -1e-6).all() for c in found)
    assert all((c.need_range[0] <= c.need_t + 1e-6).all() for c in found)


def test_a_curve_knows_when_need_is_furthest_ahead(facts):
    curve = curves(facts)[0]
    lack, month = curve.extreme(-1)
    lead = curve.need_t - curve.surplus_t
    assert lack == pytest.approx(max(0.0, lead.max()))
    assert month == curve.months[int(np.argmax(lead))]


def test_a_balance_without_intervals_has_no_bands(facts):
    plain = facts.balance.select(pl.exclude("^.*_(low|high)_t$"))
    names = ("unmet", "explain", "lots", "facilities")
    tables = (facts.plan, facts.moves, facts.stocks, plain, *(getattr(facts, n) for n in names))
    picture = curve_svg(curves(Facts(*tables))[0], 0, FI)
    assert "band" not in picture
    assert "band" in curve_svg(curves(facts)[0], 0, FI)
