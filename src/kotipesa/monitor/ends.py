# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find the lots, facilities and sites of a region that loads and moves name as their ends."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Indices, Texts, texts
from kotipesa.errors import Problem, Where, problem
from kotipesa.region import Region
from kotipesa.region.tables import ROLES
from kotipesa.sources import distinct, nearest
from kotipesa.sources.loads import Loads
from kotipesa.vocab.codes import plain

NOTHING = -1
LOT, SITE = "lot", "site"


@dataclass(frozen=True, eq=False, slots=True)
class Nodes:
    """Everything that gives or takes: the lots of a region, then its facilities."""

    kind: Texts
    id: Texts
    site: Indices
    municipality: Texts


@dataclass(frozen=True, eq=False, slots=True)
class Ends:
    """One end of each load or move: its site, and its node or NOTHING where no more is known."""

    node: Indices
    site: Indices


def nodes_of(region: Region) -> Nodes:
    """List the nodes of a region."""
    lots, facilities = region.lots, region.facilities
    return Nodes(
        kind=np.concatenate([texts([LOT] * len(lots)), texts(ROLES)[facilities.role]]),
        id=np.concatenate([lots.id, facilities.id]),
        site=np.concatenate([lots.site, facilities.site]),
        municipality=np.concatenate(
            [lots.municipality, region.sites.municipality[facilities.site]]
        ),
    )


def ends_of_moves(nodes: Nodes, kinds: Texts, ids: Texts, end: str) -> tuple[Ends, list[Problem]]:
    """Find the nodes of one end of the moves; what the region no longer has is a problem."""
    known = {pair: row for row, pair in enumerate(zip(nodes.kind, nodes.id, strict=True))}
    found, place = distinct(list(zip(kinds, ids, strict=True)))
    rows = np.array([known.get(pair, NOTHING) for pair in found], dtype=np.int64)
    node = rows[place] if len(rows) else np.zeros(0, dtype=np.int64)
    lost = [
        problem(
            "unknown_reference",
            Where("moves.csv", column=f"{end}_id", value=name),
            table="lots" if kind == LOT else "facilities",
            id=name,
            nearest=nearest(name, nodes.id),
        )
        for (kind, name), row in zip(found, rows, strict=True)
        if row == NOTHING
    ]
    return Ends(node, np.append(nodes.site, NOTHING)[node]), lost


class Directory:
    """Look places up by what people call them: kind and id, id alone, the name of one place."""

    def __init__(self, region: Region, nodes: Nodes) -> None:
        """Index every id and name."""
        self._nodes = nodes
        self._node_rows: dict[str, list[int]] = defaultdict(list)
        for row, name in enumerate(nodes.id):
            self._node_rows[name].append(row)
        self._site_rows = {name: row for row, name in enumerate(region.sites.id)}
        self._named: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for row, name in enumerate(region.sites.name):
            self._named[plain(name)].append((NOTHING, row))
        for row, name in enumerate(region.lots.name):
            self._named[plain(name)].append((row, int(nodes.site[row])))
        self._shown = [*self._node_rows, *self._site_rows, *filter(None, region.sites.name)]

    def find(self, kind: str, text: str) -> tuple[int, int] | list[str]:
        """Give node and site of a place; else the kinds it may have, none when nobody knows it."""
        candidates = list(dict.fromkeys(self._candidates(kind, text)))
        if len(candidates) == 1:
            return candidates[0]
        sites = {site for _, site in candidates}
        if len(sites) == 1 and not kind:
            return NOTHING, sites.pop()
        return [self._called(node, site) for node, site in candidates[:3]]

    def near(self, text: str) -> str:
        """Name places that look like a text."""
        return nearest(text, self._shown)

    def _candidates(self, kind: str, text: str) -> Iterator[tuple[int, int]]:
        rows = self._node_rows.get(text, [])
        sure = [row for row in rows if kind in ("", self._nodes.kind[row])]
        if sure:
            yield from ((row, int(self._nodes.site[row])) for row in sure)
        elif text in self._site_rows and kind in ("", SITE):
            yield NOTHING, self._site_rows[text]
        else:
            for node, site in self._named.get(plain(text), []):
                called = SITE if node == NOTHING else self._nodes.kind[node]
                if kind in ("", called):
                    yield node, site

    def _called(self, node: int, site: int) -> str:
        if node == NOTHING:
            return next(f"{SITE} {name}" for name, row in self._site_rows.items() if row == site)
        return f"{self._nodes.kind[node]} {self._nodes.id[node]}"


def ends_of_loads(directory: Directory, loads: Loads, end: str) -> tuple[Ends, list[Problem]]:
    """Find one end of the loads, ``from`` or ``to``; unknown and ambiguous places are problems."""
    kinds, places = getattr(loads, f"{end}_kind"), getattr(loads, f"{end}_place")
    headers = getattr(loads, f"{end}_column")
    found, place = distinct(list(zip(kinds, places, strict=True)))
    problems, pairs = [], []
    for which, (kind, text) in enumerate(found):
        answer = directory.find(kind, text)
        pairs.append((NOTHING, NOTHING) if isinstance(answer, list) else answer)
        if isinstance(answer, list):
            row = int(np.flatnonzero(place == which)[0])
            where = loads.where(row, headers[row], text)
            problems.append(_unclear(where, text, answer, directory))
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)[place]
    return Ends(ends[:, 0], ends[:, 1]), problems


def _unclear(where: Where, text: str, kinds: list[str], directory: Directory) -> Problem:
    if kinds:
        return problem("load_place_ambiguous", where, place=text, kinds=", ".join(kinds))
    return problem("load_place_unknown", where, place=text, nearest=directory.near(text))
