# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Lay out a Sankey diagram: nodes in columns whose heights are their tonnes, ribbons between."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Node:
    """One stop of the flow; column counts from the left, look is its style class."""

    id: str
    column: int
    name: str
    look: str


@dataclass(frozen=True, slots=True)
class Link:
    """Tonnes from one node to another, to a later column; detail is said on hovering."""

    source: str
    target: str
    tonnes: float
    look: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """The place of a node, or of the passage of a longer ribbon through a column."""

    x: float
    y: float
    height: float
    tonnes: float


@dataclass(frozen=True, slots=True)
class Ribbon:
    """A link with the upper edge of each stop (x from, x to, y) and its thickness."""

    link: Link
    stops: tuple[tuple[float, float, float], ...]
    thickness: float


@dataclass(frozen=True, slots=True)
class Layout:
    """A laid-out diagram; boxes by node id; imbalance_t: largest in − out of an inner node."""

    boxes: Mapping[str, Box]
    ribbons: tuple[Ribbon, ...]
    imbalance_t: float


@dataclass(frozen=True, slots=True)
class Canvas:
    """Where to draw: size of the diagram without its labels, node width, gap between nodes."""

    x: float
    y: float
    width: float
    height: float
    node_width: float = 14.0
    gap: float = 14.0


def lay_out(nodes: Sequence[Node], links: Sequence[Link], canvas: Canvas) -> Layout:
    """Place nodes in their given order, each as high as its tonnes, and route the ribbons.

    A ribbon that skips a column gets a passage there, so that it runs beside the nodes and not over
    them: one from an inner node at the height of that node, one from the first column at the foot.
    The scale (height per tonne) is the same everywhere.
    """
    order = {node.id: place for place, node in enumerate(nodes)}
    column = {node.id: node.column for node in nodes}
    sorted_links = sorted(links, key=lambda link: (order[link.source], order[link.target]))
    slots = _slots(nodes, sorted_links, column)
    last = max((node.column for node in nodes), default=0)
    scale = _scale(slots, canvas)
    step = (canvas.width - canvas.node_width) / max(last, 1)
    boxes: dict[str, Box] = {}
    for at, column_slots in slots.items():
        boxes |= _stack(column_slots, canvas.x + at * step, scale, canvas)
    ribbons = _route(sorted_links, boxes, column, scale, canvas.node_width)
    shown = {node.id: boxes[node.id] for node in nodes}
    return Layout(shown, ribbons, _imbalance(nodes, sorted_links, last))


@dataclass(frozen=True, slots=True)
class _Slot:
    key: str
    is_node: bool
    tonnes: float


def _passage(link: Link, column: int) -> str:
    return f"{link.source}>{link.target}@{column}"


def _slots(
    nodes: Sequence[Node], links: Sequence[Link], column: dict[str, int]
) -> dict[int, list[_Slot]]:
    """Say what stands in each column, top to bottom; ties keep the order of the links."""
    into: defaultdict[str, float] = defaultdict(float)
    out: defaultdict[str, float] = defaultdict(float)
    for link in links:
        out[link.source] += link.tonnes
        into[link.target] += link.tonnes
    ranked: defaultdict[int, list[tuple[tuple[bool, int], _Slot]]] = defaultdict(list)
    order = {node.id: place for place, node in enumerate(nodes)}
    for node in nodes:
        slot = _Slot(node.id, is_node=True, tonnes=max(into[node.id], out[node.id]))
        ranked[node.column].append(((False, order[node.id]), slot))
    for link in links:
        is_long = column[link.source] == 0
        for between in range(column[link.source] + 1, column[link.target]):
            slot = _Slot(_passage(link, between), is_node=False, tonnes=link.tonnes)
            ranked[between].append(((is_long, order[link.source]), slot))
    return {
        at: [slot for _, slot in sorted(found, key=lambda pair: pair[0])]
        for at, found in ranked.items()
    }


def _scale(slots: dict[int, list[_Slot]], canvas: Canvas) -> float:
    """Find the height of a tonne that lets the fullest column fit."""
    scales = [
        (canvas.height - canvas.gap * (sum(s.is_node for s in column) + 1)) / total
        for column in slots.values()
        if (total := sum(slot.tonnes for slot in column)) > 0
    ]
    return max(min(scales, default=0.0), 0.0)


def _stack(slots: Sequence[_Slot], x: float, scale: float, canvas: Canvas) -> dict[str, Box]:
    """Pile up a column in its middle; passages lie close together, nodes keep their gap."""
    gaps = [canvas.gap if slot.is_node else canvas.gap / 7 for slot in slots[1:]]
    total = scale * sum(slot.tonnes for slot in slots) + sum(gaps)
    y = canvas.y + max(0.0, (canvas.height - total) / 2)
    boxes = {}
    for slot, gap in zip(slots, [*gaps, 0.0], strict=True):
        height = scale * slot.tonnes
        boxes[slot.key] = Box(x, y, height, slot.tonnes)
        y += height + gap
    return boxes


def _route(
    links: Sequence[Link],
    boxes: dict[str, Box],
    column: dict[str, int],
    scale: float,
    node_width: float,
) -> tuple[Ribbon, ...]:
    """Attach each ribbon to its nodes, sorted by where its other end lies to avoid crossings."""
    leaving: defaultdict[str, list[Link]] = defaultdict(list)
    arriving: defaultdict[str, list[Link]] = defaultdict(list)
    for link in links:
        leaving[link.source].append(link)
        arriving[link.target].append(link)
    tops: dict[tuple[Link, str], float] = {}
    for side, groups in (("out", leaving), ("in", arriving)):
        for node, attached in groups.items():
            y = boxes[node].y
            for link in sorted(attached, key=lambda a: _next(a, side, boxes, column).y):
                tops[link, side] = y
                y += scale * link.tonnes
    ribbons = []
    for link in links:
        first, final = boxes[link.source], boxes[link.target]
        between = range(column[link.source] + 1, column[link.target])
        passages = [boxes[_passage(link, at)] for at in between]
        stops = (
            (first.x, first.x + node_width, tops[link, "out"]),
            *((box.x, box.x + node_width, box.y) for box in passages),
            (final.x, final.x + node_width, tops[link, "in"]),
        )
        ribbons.append(Ribbon(link, stops, scale * link.tonnes))
    return tuple(ribbons)


def _next(link: Link, side: str, boxes: dict[str, Box], column: dict[str, int]) -> Box:
    """Find the box a ribbon meets first on leaving, or last before arriving."""
    first, final = column[link.source], column[link.target]
    if final - first < 2:
        return boxes[link.target if side == "out" else link.source]
    return boxes[_passage(link, first + 1 if side == "out" else final - 1)]


def _imbalance(nodes: Sequence[Node], links: Sequence[Link], last: int) -> float:
    net: defaultdict[str, float] = defaultdict(float)
    for link in links:
        net[link.source] -= link.tonnes
        net[link.target] += link.tonnes
    return max((abs(net[n.id]) for n in nodes if 0 < n.column < last), default=0.0)


def merged(links: Sequence[Link]) -> tuple[Link, ...]:
    """Add up links between the same two nodes."""
    total: dict[tuple[str, str], Link] = {}
    for link in links:
        ends = (link.source, link.target)
        held = total.get(ends)
        total[ends] = replace(link, tonnes=held.tonnes + link.tonnes) if held else link
    return tuple(total.values())
