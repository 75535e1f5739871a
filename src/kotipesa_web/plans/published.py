# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Add up what a plan says of the whole region, so that no figure tells on one or two owners.

Everybody sees the same figures: they depend on the plan alone, and are worked out once a process.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from kotipesa_web.plans.contents import LOT, Contents, Move, contents_of
from kotipesa_web.plans.engine import Part, publish
from kotipesa_web.plans.models import Plan
from kotipesa_web.plans.moves import months_of
from kotipesa_web.plans.secrecy import by_owner, shared

STORE, PROCESS, MIDWAY = "store", "process", "midway"
REST = "rest"
KEPT_AT_ONCE = 16
SIDES = ("have:", "need:")
MOST_STOPS = 16


@dataclass(frozen=True, slots=True)
class Flow:
    """Tonnes from one municipality to another in a month, '' in all; None where withheld."""

    start: str
    finish: str
    month: str
    tonnes: float | None


@dataclass(frozen=True, slots=True)
class Link:
    """Tonnes from one stop of the masses to another, such as have:moreeni or store."""

    start: str
    finish: str
    tonnes: float | None


@dataclass(frozen=True, slots=True)
class Staying:
    """Tonnes that stay for one reason, of haves, of needs and together; None where withheld."""

    reason: str
    have_t: float | None
    need_t: float | None
    both_t: float | None


@dataclass(frozen=True, slots=True)
class Published:
    """What anybody who may see the plan sees of the region.

    moved_t is None where even the sum of all moves would tell on somebody; then no figure of the
    whole region is shown. stocks: of all stores together at the end of each month.
    """

    moved_t: float | None
    flows: tuple[Flow, ...]
    by_month: Mapping[str, float | None]
    links: tuple[Link, ...]
    staying: tuple[Staying, ...]
    stocks: Mapping[str, float | None]

    @property
    def is_shown(self) -> bool:
        """Tell whether figures of the whole region may be shown."""
        return self.moved_t is not None


def published(plan: Plan) -> Published:
    """Give what a plan says of the region to everybody."""
    return _published(plan, plan.output_sha256, plan.made_at)


@lru_cache(maxsize=KEPT_AT_ONCE)
def _published(plan: Plan, _output_sha256: str, _made_at: datetime) -> Published:
    return publish_contents(contents_of(plan))


def publish_contents(contents: Contents) -> Published:
    """Work out what may be shown of a plan."""
    moved = publish(_at_all(contents))
    if not moved:
        return Published(None, (), {}, (), (), {})
    flows = publish(_by_places(contents))
    return Published(
        moved_t=moved.get((None,)),
        flows=tuple(
            Flow(pair.partition(">")[0], pair.partition(">")[2], month or "", tonnes)
            for (pair, month), tonnes in flows.items()
            if pair is not None
        ),
        by_month={m: t for (pair, m), t in flows.items() if pair is None and m is not None},
        links=tuple(_links(contents)),
        staying=tuple(_staying(contents)),
        stocks=_stocks(contents),
    )


def _at_all(contents: Contents) -> Iterator[Part]:
    for move in contents.moves:
        for owner, tonnes, is_protected in by_owner(move):
            yield Part(("all",), owner, tonnes, is_protected)


def _by_places(contents: Contents) -> Iterator[Part]:
    for move in contents.moves:
        pair = f"{move.start.municipality}>{move.finish.municipality}"
        for owner, tonnes, is_protected in by_owner(move):
            yield Part((pair, move.month), owner, tonnes, is_protected)


def _links(contents: Contents) -> Iterator[Link]:
    """Put moves and what stays together by their stops; a stop half told is not told at all.

    What enters a store or process leaves it or stays, so one side would tell the other.
    """
    parts = [*_by_stops(contents), *_left_by_material(contents)]
    told = {
        (start, finish): tonnes
        for (start, finish), tonnes in _told_together(parts).items()
        if start is not None and finish is not None
    }
    torn = {
        stop
        for pair, tonnes in told.items()
        if tonnes is None
        for stop in pair
        if stop in (STORE, PROCESS, MIDWAY)
    }
    for pair, tonnes in told.items():
        yield Link(*pair, None if torn.intersection(pair) else tonnes)


def _by_stops(contents: Contents) -> Iterator[Part]:
    for move in contents.moves:
        pair = _start(move), _finish(move)
        if pair[0] != pair[1]:
            for owner, tonnes, is_protected in by_owner(move):
                yield Part(pair, owner, tonnes, is_protected)


def _left_by_material(contents: Contents) -> Iterator[Part]:
    for left in contents.left:
        if left.end.direction == "have":
            for owner, tonnes, is_protected in shared([left.end], left.tonnes):
                yield Part((f"have:{left.end.material}", "unmet"), owner, tonnes, is_protected)


def _start(move: Move) -> str:
    if move.start.role == LOT:
        return f"have:{move.material}"
    is_source = move.start.role == "source"
    return f"source:{move.start.origin or 'virgin'}" if is_source else move.start.role


def _finish(move: Move) -> str:
    if move.finish.role == LOT:
        return f"need:{move.finish.material or move.material}"
    is_outlet = move.finish.role == "outlet"
    return (move.finish.origin or "outlet") if is_outlet else move.finish.role


def _told_together(parts: list[Part]) -> dict[tuple[str | None, ...], float | None]:
    """Publish links between stops; a material whose links would tell on somebody joins the rest.

    Where even that does not serve, stores and processes are one stop.
    """
    kept = [stop for stop in _by_size(parts) if stop.startswith(SIDES)][:MOST_STOPS]
    told = publish(_merged(parts, kept))
    while kept and (unsafe := {stop for pair, t in told.items() if t is None for stop in pair}):
        torn = ([stop for stop in kept if stop in unsafe] or kept)[-1]
        kept = [stop for stop in kept if stop != torn]
        told = publish(_merged(parts, kept))
    if None in told.values():
        return publish(_midway(_merged(parts, kept)))
    return told


def _midway(parts: Iterator[Part]) -> Iterator[Part]:
    """Make stores and processes one stop; what goes between them is not told."""
    for part in parts:
        cell = tuple(MIDWAY if stop in {STORE, PROCESS} else stop for stop in part.cell)
        if cell != (MIDWAY, MIDWAY):
            yield Part(cell, part.owner, part.tonnes, part.is_protected)


def _by_size(parts: list[Part]) -> list[str]:
    size: defaultdict[str, float] = defaultdict(float)
    for part in parts:
        for stop in part.cell:
            size[stop] += part.tonnes
    return sorted(size, key=lambda stop: (-size[stop], stop))


def _merged(parts: list[Part], kept: list[str]) -> Iterator[Part]:
    for part in parts:
        cell = tuple(_or_rest(stop, kept) for stop in part.cell)
        yield Part(cell, part.owner, part.tonnes, part.is_protected)


def _or_rest(stop: str, kept: list[str]) -> str:
    kind, _, material = stop.partition(":")
    is_rest = f"{kind}:" in SIDES and bool(material) and stop not in kept
    return f"{kind}:{REST}" if is_rest else stop


def _staying(contents: Contents) -> Iterator[Staying]:
    parts = (
        Part((left.reason, left.end.direction), owner, tonnes, is_protected)
        for left in contents.left
        for owner, tonnes, is_protected in shared([left.end], left.tonnes)
    )
    told = publish(parts)
    for (reason, direction), tonnes in told.items():
        if reason is not None and direction is None:
            have, need = (told.get((reason, side), 0.0) for side in ("have", "need"))
            yield Staying(reason, have, need, tonnes)


def _stocks(contents: Contents) -> dict[str, float | None]:
    """Add the stores up month by month; behind a stock stand those who brought something so far."""
    brought: defaultdict[tuple[int, bool], float] = defaultdict(float)
    arriving: defaultdict[str, list[Move]] = defaultdict(list)
    for move in contents.moves:
        if move.finish.role == STORE:
            arriving[move.month].append(move)
    parts: list[Part] = []
    for month in months_of(contents):
        for move in arriving[month]:
            for owner, tonnes, is_protected in by_owner(move):
                brought[owner, is_protected] += tonnes
        held = sum(months.get(month, 0.0) for months in contents.stocks.values())
        whole = sum(brought.values())
        if whole > 0:
            for (owner, is_protected), tonnes in brought.items():
                parts.append(Part((month,), owner, held * tonnes / whole, is_protected))
    return {month: tonnes for (month,), tonnes in publish(parts).items() if month is not None}
