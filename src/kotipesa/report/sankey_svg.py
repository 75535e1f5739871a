# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Draw a laid-out Sankey diagram as SVG."""

from itertools import pairwise

from markupsafe import Markup

from kotipesa.report import svg
from kotipesa.report.mass_flow import LAST_COLUMN, MassFlow
from kotipesa.report.sankey import Box, Canvas, Node, Ribbon, lay_out
from kotipesa.report.speech import Speech

WIDTH, HEADROOM, FOOT = 1060.0, 34.0, 8.0
LEFT, RIGHT = 265.0, 265.0
HEIGHT_PER_NODE = 34.0
BOLD_LETTER, LETTER = 8.3, 7.4


def sankey_svg(flow: MassFlow, say: Speech) -> Markup:
    """Draw the flow of masses; ribbons and nodes carry their tonnes as a hover text too."""
    crowd = max(sum(n.column == c for n in flow.nodes) for c in range(LAST_COLUMN + 1))
    height = max(360.0, HEIGHT_PER_NODE * crowd + 160.0)
    canvas = Canvas(LEFT, HEADROOM, WIDTH - LEFT - RIGHT, height - HEADROOM - FOOT, gap=18.0)
    layout = lay_out(flow.nodes, flow.links, canvas)
    names = {node.id: node.name for node in flow.nodes}
    nodes = [(node, layout.boxes[node.id]) for node in flow.nodes]
    return svg.figure(
        "sankey",
        say.text("sankey_title"),
        say.text("sankey_description"),
        (WIDTH, height),
        _group("ribbons", [_ribbon(ribbon, names, say) for ribbon in layout.ribbons]),
        _group("nodes", [_node(node, box, canvas, say) for node, box in nodes]),
        _group("labels", [_label(node, box, canvas, say) for node, box in nodes]),
        _group("heads", _heads(say)),
    )


def _group(class_: str, children: list[Markup]) -> Markup:
    """Put elements in one group."""
    return svg.tag("g", *children, class_=class_)


def _ribbon(ribbon: Ribbon, names: dict[str, str], say: Speech) -> Markup:
    link = ribbon.link
    tonnes = say.numbers.quantity(link.tonnes, "t", 0)
    title = svg.tag("title", f"{names[link.source]} → {names[link.target]}: {tonnes}")
    return svg.tag("path", title, d=_outline(ribbon), class_=f"ribbon {link.look}")


def _outline(ribbon: Ribbon) -> str:
    """Walk along the upper edges of the stops and back along the lower ones."""
    thick = max(ribbon.thickness, 0.6)
    stops = ribbon.stops
    path = [f"M{svg.points(stops[0][1], stops[0][2])}"]
    for (_, x0, y0), (x1, x1_end, y1) in pairwise(stops):
        middle = (x0 + x1) / 2
        path.append(f"C{svg.points(middle, y0, middle, y1, x1, y1)}")
        path.append(f"H{svg.coordinate(x1_end)}" if (x1, x1_end, y1) != stops[-1] else "")
    path.append(f"v{svg.coordinate(thick)}")
    backwards = stops[::-1]
    for (x1, _, y1), (x0_start, x0, y0) in pairwise(backwards):
        middle = (x0 + x1) / 2
        path.append(f"C{svg.points(middle, y1 + thick, middle, y0 + thick, x0, y0 + thick)}")
        path.append(f"H{svg.coordinate(x0_start)}" if (x0_start, x0, y0) != stops[0] else "")
    return "".join(path) + "Z"


def _node(node: Node, box: Box, canvas: Canvas, say: Speech) -> Markup:
    title = svg.tag("title", f"{node.name}: {say.numbers.quantity(box.tonnes, 't', 0)}")
    return svg.tag(
        "rect",
        title,
        x=box.x,
        y=box.y,
        width=canvas.node_width,
        height=max(box.height, 1.0),
        class_=f"node {node.look}",
    )


def _label(node: Node, box: Box, canvas: Canvas, say: Speech) -> Markup:
    """Write name and tonnes: outside the diagram at its ends, beside the node within."""
    is_first = node.column == 0
    x = box.x - 8 if is_first else box.x + canvas.node_width + 8
    tonnes = say.numbers.quantity(box.tonnes, "t", 0)
    return svg.tag(
        "text",
        svg.tag("tspan", _shortened(node.name, tonnes), class_="name"),
        svg.tag("tspan", f" {tonnes}", class_="amount"),
        x=x,
        y=box.y + box.height / 2 + 4,
        text_anchor="end" if is_first else "start",
        class_="inner" if 0 < node.column < LAST_COLUMN else None,
    )


def _shortened(name: str, tonnes: str) -> str:
    """Cut a name that would run out of the picture in the widest of common typefaces."""
    room = int((LEFT - 20 - LETTER * len(tonnes)) / BOLD_LETTER)
    return name if len(name) <= room else f"{name[: room - 1].rstrip(' ,')}…"


def _heads(say: Speech) -> list[Markup]:
    places = (
        ("sankey_from", LEFT + 14, "end"),
        ("sankey_by_way_of", (LEFT + WIDTH - RIGHT) / 2, "middle"),
        ("sankey_to", WIDTH - RIGHT - 14, "start"),
    )
    return [svg.tag("text", say.text(key), x=x, y=14.0, text_anchor=a) for key, x, a in places]
