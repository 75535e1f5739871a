# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold a proposed mapping: every line with its reasons and its score."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kotipesa.errors import Language
from kotipesa.sources.mapping.mapping import OPEN, Feed, FileMapping
from kotipesa.sources.mapping.reasons import Reason, reason, reason_text
from kotipesa.sources.mapping.writing import mapping_text

_NEVER_SAID = "lots.amount"
_OPEN = 0.5


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a proposal: its place, such as ``lots.material``; score 0 to 1, or None."""

    place: str
    reasons: tuple[Reason, ...]
    score: float | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Proposal:
    """A mapping to be confirmed, why it is as it is, and the columns it has no use for."""

    mapping: FileMapping
    lines: tuple[Line, ...]
    unmatched: tuple[str, ...]


def fit(proposal: Proposal) -> float:
    """Tell how well a table suits a file: scores of what the file says, less what nobody knows.

    What is open counts half, as it may be said once for all rows; words to be translated, once a
    column. Nobody can say an amount once: a file without amounts has no lots.
    """
    places = {place.partition('."')[0] for place in proposal.mapping.open_places()}
    if _NEVER_SAID in places:
        return -math.inf
    return sum(line.score or 0 for line in proposal.lines) - _OPEN * len(places)


def in_order(lines: Sequence[Line], mapping: FileMapping) -> tuple[Line, ...]:
    """Put lines in the order of the mapping's text: tables, translations, what is left out."""
    rank = {place: number for number, (place, _, _) in enumerate(mapping.feeds())}
    last = {"codes": len(rank) + 1, "file": len(rank) + 2}

    def order(line: Line) -> int:
        return rank.get(line.place, last.get(line.place.partition(".")[0], len(rank)))

    return tuple(sorted(lines, key=order))


def proposal_text(proposal: Proposal, language: Language) -> str:
    """Write a proposal as TOML, reasons and scores above each line, for somebody to confirm."""
    comments: dict[str, list[str]] = {"": [reason_text(reason("top"), language)]}
    comments[""].append(reason_text(reason("top_open"), language))
    for line in proposal.lines:
        words = [reason_text(one, language) for one in line.reasons]
        scored = [] if line.score is None else [f"{line.score:.2f}"]
        comments.setdefault(line.place, []).append(" ".join([*scored, "; ".join(words)]))
    if proposal.unmatched:
        columns = ", ".join(proposal.unmatched)
        unused = reason_text(reason("top_unused", columns=columns), language)
        comments.setdefault("file.ignored", []).append(unused)
    return mapping_text(proposal.mapping, comments)


def proposal_rows(proposal: Proposal, language: Language) -> Iterator[tuple[str, str, str, str]]:
    """Give each line as shown to people: place, what feeds it, score, reasons."""
    fed = {place: feed for place, _, feed in proposal.mapping.feeds()}
    for line in proposal.lines:
        shown = feed_shown(fed[line.place]) if line.place in fed else ""
        if line.place.startswith("codes."):
            shown = OPEN
        score = "" if line.score is None else f"{line.score:.2f}"
        yield line.place, shown, score, "; ".join(reason_text(r, language) for r in line.reasons)


def feed_shown(feed: Feed) -> str:
    """Write a feed in a few words."""
    if not feed.reads() and not feed.row:
        return feed.value or feed.default
    pieces = [*feed.reads(), *(["#"] if feed.row else [])]
    return (
        feed.prefix
        + " + ".join(pieces)
        + (f" ({feed.take})" if feed.take and not feed.months else "")
    )
