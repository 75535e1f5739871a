# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Turn the moves of a plan into the nodes and links of a Sankey diagram."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from kotipesa.report.facts import Facts
from kotipesa.report.legs import legs
from kotipesa.report.sankey import Link, Node, merged
from kotipesa.report.speech import Speech

MATERIALS_SHOWN = 7
SMALLEST_T = 0.5
REST = "rest"
LAST_COLUMN = 3
DIRECT, STORE, PROCESS = "direct", "store", "process"
ENDS = ("recovery", "disposal", "outlet", "stock", "loss", "unmet")


@dataclass(frozen=True, slots=True)
class MassFlow:
    """Where the tonnes go: from materials and sources by way of stores to needs and outlets.

    netted_t: tonnes that went both ways between stores and processes, drawn as their difference.
    """

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    netted_t: float


def mass_flow(facts: Facts, say: Speech) -> MassFlow:
    """Follow the tonnes of a plan through direct hauls, stores and processes to their ends."""
    table = _with_stops(facts)
    tonnes = {
        (start, end): float(total)
        for start, end, total in table.group_by("start", "end")
        .agg(pl.col("tonnes").sum())
        .sort("start", "end")
        .iter_rows()
    }
    back = min(tonnes.get((STORE, PROCESS), 0.0), tonnes.get((PROCESS, STORE), 0.0))
    for pair in ((STORE, PROCESS), (PROCESS, STORE)):
        if pair in tonnes:
            tonnes[pair] -= back
    tonnes |= _left_behind(tonnes) | _unmet(facts)
    tonnes = _few_materials(tonnes)
    links = merged([link for pair, t in tonnes.items() for link in _links(*pair, t)])
    kept = tuple(link for link in links if link.tonnes >= SMALLEST_T)
    first_inner = PROCESS if tonnes.get((PROCESS, STORE), 0.0) > 0 else STORE
    return MassFlow(_nodes(kept, first_inner, say), kept, back)


def _with_stops(facts: Facts) -> pl.DataFrame:
    """Name the node at each end of every move."""
    lot = pl.lit("lot")
    start = (
        pl.when(pl.col("from_kind") == lot)
        .then("have:" + pl.col("material"))
        .when(pl.col("from_kind") == "source")
        .then("source:" + pl.col("from_origin").fill_null("virgin"))
        .otherwise("from_kind")
    )
    end = (
        pl.when(pl.col("to_kind") == lot)
        .then("need:" + pl.col("to_own_material").fill_null(pl.col("material")))
        .when(pl.col("to_kind") == "outlet")
        .then(pl.col("to_outcome").fill_null("outlet"))
        .otherwise("to_kind")
    )
    return legs(facts).select("tonnes", start=start, end=end)


def _left_behind(tonnes: Mapping[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    """Send what enters but never leaves stores and processes to its own end."""
    ends = {STORE: "stock", PROCESS: "loss"}
    return {
        (stop, end): max(
            0.0,
            sum(t for (_, to), t in tonnes.items() if to == stop)
            - sum(t for (start, _), t in tonnes.items() if start == stop),
        )
        for stop, end in ends.items()
    }


def _unmet(facts: Facts) -> dict[tuple[str, str], float]:
    """Send surplus that stays where it is to its own end."""
    haves = facts.lots.filter(pl.col("direction") == "have").select("material", lot="id")
    left = (
        facts.unmet.join(haves, on="lot")
        .group_by("material")
        .agg(pl.col("tonnes").sum())
        .sort("material")
    )
    return {(f"have:{material}", "unmet"): float(t) for material, t in left.iter_rows()}


def _few_materials(tonnes: Mapping[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    """Keep the biggest materials on each side and put the others together."""
    few: dict[tuple[str, str], float] = {}
    kept = {side: _biggest(tonnes, side) for side in ("have", "need")}
    for (start, end), t in tonnes.items():
        pair = (_few(start, kept["have"]), _few(end, kept["need"]))
        few[pair] = few.get(pair, 0.0) + t
    return few


def _biggest(tonnes: Mapping[tuple[str, str], float], side: str) -> set[str]:
    total: dict[str, float] = {}
    for pair, t in tonnes.items():
        for node in pair:
            if node.startswith(f"{side}:"):
                total[node] = total.get(node, 0.0) + t
    ranked = sorted(total, key=lambda node: (-total[node], node))
    return set(ranked if len(ranked) <= MATERIALS_SHOWN + 1 else ranked[:MATERIALS_SHOWN])


def _few(node: str, kept: set[str]) -> str:
    kind, _, material = node.partition(":")
    is_rest = material and kind in ("have", "need") and node not in kept
    return f"{kind}:{REST}" if is_rest else node


def _links(start: str, end: str, tonnes: float) -> list[Link]:
    """Draw one flow; a haul that skips stores and processes passes the node 'direct'."""
    is_have = start.startswith("have:")
    if is_have and end not in (STORE, PROCESS, "unmet"):
        return [Link(start, DIRECT, tonnes, "have"), Link(DIRECT, end, tonnes, _look(end))]
    return [Link(start, end, tonnes, "have" if is_have and end != "unmet" else _look(end))]


def _look(node: str) -> str:
    return node.partition(":")[0]


def _nodes(links: tuple[Link, ...], first_inner: str, say: Speech) -> tuple[Node, ...]:
    """Order the nodes of each column: materials by size, then what is left."""
    size: dict[str, float] = {}
    for link in links:
        for node in (link.source, link.target):
            size[node] = size.get(node, 0.0) + link.tonnes

    def rank(node: str) -> tuple[int, bool, float, str]:
        kinds = ("have", "source", DIRECT, STORE, PROCESS, "need", *ENDS)
        place = kinds.index(_look(node))
        return place, node.endswith(f":{REST}"), -size[node], node

    columns = {DIRECT: 1, first_inner: 1, STORE if first_inner == PROCESS else PROCESS: 2}
    columns |= {"have": 0, "source": 0}
    return tuple(
        Node(node, columns.get(_look(node), LAST_COLUMN), _name(node, say), _look(node))
        for node in sorted(size, key=rank)
    )


def _name(node: str, say: Speech) -> str:
    kind, _, code = node.partition(":")
    if kind == "source":
        return say.text("sankey_virgin" if code == "virgin" else "sankey_recycled")
    if not code:
        return say.text(f"sankey_{kind}")
    return say.text("other_materials") if code == REST else say.label("material", code)
