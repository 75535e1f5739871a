# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Add up what a plan says of the whole region, so that no figure tells on one or two owners.

Everybody sees the same figures: they depend on the plan alone, and are worked out once a process.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from kotipesa_web.plans.contents import Contents, Move, contents_of
from kotipesa_web.plans.engine import Part, publish
from kotipesa_web.plans.links import STORE, Link, links_of
from kotipesa_web.plans.models import Plan
from kotipesa_web.plans.moves import months_of
from kotipesa_web.plans.secrecy import by_owner, shared

KEPT_AT_ONCE = 16


@dataclass(frozen=True, slots=True)
class Flow:
    """Tonnes from one municipality to another in a month, '' in all; None where withheld."""

    start: str
    finish: str
    month: str
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
    whole region is shown. unmet_t: all that stays; None where that would tell on somebody. stocks:
    of all stores together at the end of each month.
    """

    moved_t: float | None
    unmet_t: float | None
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
        return Published(None, None, (), {}, (), (), {})
    flows = publish(_by_places(contents))
    return Published(
        moved_t=moved.get((None,)),
        unmet_t=_unmet_t(contents),
        flows=tuple(
            Flow(pair.partition(">")[0], pair.partition(">")[2], month or "", tonnes)
            for (pair, month), tonnes in flows.items()
            if pair is not None
        ),
        by_month={m: t for (pair, m), t in flows.items() if pair is None and m is not None},
        links=tuple(links_of(contents)),
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


def _unmet_t(contents: Contents) -> float | None:
    told = publish(replace(part, cell=("all",)) for part in _parts_left(contents))
    return told.get((None,)) if any(left.tonnes > 0 for left in contents.left) else 0.0


def _parts_left(contents: Contents) -> Iterator[Part]:
    for left in contents.left:
        for owner, tonnes, is_protected in shared([left.end], left.tonnes):
            yield Part((left.reason, left.end.direction), owner, tonnes, is_protected)


def _staying(contents: Contents) -> Iterator[Staying]:
    told = publish(_parts_left(contents))
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
