# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell where masses go from stop to stop, joining stops until no link tells on one or two owners.

A stop is the haves or needs of a material (have:moreeni), the sources of an origin (source:virgin),
the stores, the processes, the outlets of an outcome (disposal), or the haves that stay (unmet).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kotipesa_web.plans.contents import LOT, Contents, Move
from kotipesa_web.plans.engine import Part, publish
from kotipesa_web.plans.secrecy import by_owner, shared

HAVE, NEED = "have:", "need:"
REST = "rest"
STORE, PROCESS, MIDWAY = "store", "process", "midway"
NEEDS, UNTOLD = "needs", ""
TOGETHER: Mapping[str, frozenset[str]] = {
    UNTOLD: frozenset({"unmet"}),
    "outlet": frozenset({"recovery", "disposal"}),
    MIDWAY: frozenset({STORE, PROCESS}),
}
"""Stops that join under one name; what stays is told by its reasons elsewhere."""

MOST_STOPS = 16

Told = Mapping[tuple[str | None, ...], float | None]


@dataclass(frozen=True, slots=True)
class Link:
    """Tonnes from one stop of the masses to another; None where withheld."""

    start: str
    finish: str
    tonnes: float | None


def links_of(contents: Contents) -> Iterator[Link]:
    """Put moves and what stays together by their stops; a stop half told is not told at all.

    What enters a store or process leaves it or stays, so one side would tell the other.
    """
    told = {
        (start, finish): tonnes
        for (start, finish), tonnes in _told_together(_parts(contents)).items()
        if start is not None and finish is not None
    }
    withheld = {stop for pair, tonnes in told.items() if tonnes is None for stop in pair}
    torn = withheld & {STORE, PROCESS, MIDWAY}
    for pair, tonnes in told.items():
        yield Link(*pair, None if torn.intersection(pair) else tonnes)


def _parts(contents: Contents) -> list[Part]:
    """Add up what each owner brings to each link."""
    whole: defaultdict[tuple[tuple[str, str], int, bool], float] = defaultdict(float)
    for move in contents.moves:
        for owner, tonnes, is_protected in by_owner(move):
            whole[(_start(move), _finish(move)), owner, is_protected] += tonnes
    for left in contents.left:
        if left.end.direction == "have":
            for owner, tonnes, is_protected in shared([left.end], left.tonnes):
                pair = HAVE + left.end.material, "unmet"
                whole[pair, owner, is_protected] += tonnes
    return [Part(pair, owner, t, is_protected) for (pair, owner, is_protected), t in whole.items()]


def _start(move: Move) -> str:
    if move.start.role == LOT:
        return f"{HAVE}{move.material}"
    is_source = move.start.role == "source"
    return f"source:{move.start.origin or 'virgin'}" if is_source else move.start.role


def _finish(move: Move) -> str:
    if move.finish.role == LOT:
        return f"{NEED}{move.finish.material or move.material}"
    is_outlet = move.finish.role == "outlet"
    return (move.finish.origin or "outlet") if is_outlet else move.finish.role


def _told_together(parts: list[Part]) -> Told:
    """Publish links between stops; where some would tell on somebody, needs are one stop.

    Where that does not serve, the smallest of the stops that would tell joins others, until none
    would or none can.
    """
    named = _biggest_apart(parts)
    told = publish(_renamed(parts, named))
    if None in told.values():
        named = {stop: NEEDS if stop.startswith(NEED) else name for stop, name in named.items()}
        told = publish(_renamed(parts, named))
    while None in told.values() and (joining := _next_to_join(parts, named, told)):
        named = {stop: joining.get(name, name) for stop, name in named.items()}
        told = publish(_renamed(parts, named))
    return told


def _biggest_apart(parts: list[Part]) -> dict[str, str]:
    """Name each stop by itself, but small materials beyond the sixteenth among the rest."""
    size = _sizes(parts)
    by_size = sorted(size, key=lambda stop: (-size[stop], stop))
    small = [stop for stop in by_size if stop.startswith((HAVE, NEED))][MOST_STOPS:]
    return {**{stop: stop for stop in size}, **{stop: f"{stop[:5]}{REST}" for stop in small}}


def _renamed(parts: Iterable[Part], named: Mapping[str, str]) -> Iterator[Part]:
    """Put parts between the stops as they are named; within one stop nothing is told."""
    for part in parts:
        start, finish = (named[stop] for stop in part.cell)
        if finish not in {start, UNTOLD}:
            yield Part((start, finish), part.owner, part.tonnes, part.is_protected)


def _next_to_join(parts: list[Part], named: Mapping[str, str], told: Told) -> dict[str, str]:
    """Choose the smallest stop of a withheld link that can join others, and name what it joins."""
    size = _sizes(_renamed(parts, named))
    withheld = {stop for pair, tonnes in told.items() if tonnes is None for stop in pair}
    joinings = {stop: _joining(stop) for stop in size}
    able = [stop for stop, joining in joinings.items() if joining]
    chosen = [stop for stop in able if stop in withheld] or able
    return joinings[min(chosen, key=lambda stop: (size[stop], stop))] if chosen else {}


def _joining(stop: str) -> dict[str, str]:
    """Give the new names of those stops that join when one does, {} for one that cannot."""
    if stop.startswith(HAVE) and stop != HAVE + REST:
        return {stop: HAVE + REST}
    found = (dict.fromkeys(stops, name) for name, stops in TOGETHER.items() if stop in stops)
    return next(found, {})


def _sizes(parts: Iterable[Part]) -> Mapping[str, float]:
    size: defaultdict[str, float] = defaultdict(float)
    for part in parts:
        for stop in part.cell:
            size[stop] += part.tonnes
    return size
