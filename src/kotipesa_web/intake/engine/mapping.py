# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Propose how a file of somebody's own making feeds the region's tables, and take corrections."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, TypeAlias

from kotipesa.errors import Language, Problem
from kotipesa.region.schema import region_schema
from kotipesa.sources.mapping import (
    OPEN,
    Feed,
    FileMapping,
    Proposal,
    Reason,
    TableFeeds,
    feed_shown,
    mapping_of,
    mapping_text,
    reason_text,
    units_for,
)
from kotipesa.workflow.mappings import propose_for

CONSTANT = "="
"""Before a value that is the same in every row."""


UNIT = "@unit"
"""After the place of a column whose unit nobody knows."""
Told: TypeAlias = tuple[str, Sequence[Sequence[str]]]
"""A reason as it is kept: its code, and its parameters by name."""


class Shown(NamedTuple):
    """One line of a proposal: its place, what feeds it, how sure that is (0 to 1), and why."""

    place: str
    fed: str
    score: float | None
    why: Sequence[Told]


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal as TOML, its lines for people, and the columns of the file.

    table: what a row of the file is.
    """

    table: str
    text: str
    lines: tuple[Shown, ...]
    columns: tuple[str, ...]


def propose(file: Path, table: str = "") -> Proposed:
    """Propose a mapping to a table, or to the one that suits the file best.

    Raises KotipesaError where the file cannot be read.
    """
    proposal, _ = propose_for(file, table=table)
    mapping = proposal.mapping
    lines = tuple(_shown(proposal))
    return Proposed(mapping.main, mapping_text(mapping), lines, mapping.layout.columns)


def _shown(proposal: Proposal) -> Iterator[Shown]:
    feeds = {place: feed for place, _, feed in proposal.mapping.feeds()}
    for line in proposal.lines:
        feed = feeds.get(line.place, Feed(value=OPEN))
        why = [(one.code, one.params) for one in line.reasons]
        is_column = len(feed.columns) == len(feed.reads()) == 1 and not feed.row
        yield Shown(line.place, feed.columns[0] if is_column else feed_shown(feed), line.score, why)
        if feed.unit == OPEN:
            yield Shown(f"{line.place}{UNIT}", OPEN, None, [])


def said(why: Sequence[Told], language: Language) -> str:
    """Say reasons in a language."""
    reasons = (Reason(code, tuple((name, text) for name, text in told)) for code, told in why)
    return "; ".join(reason_text(one, language) for one in reasons)


def units_of(place: str) -> tuple[str, ...]:
    """Name the units that the numbers of a column may be in, by the place of its unit."""
    table, _, name = place.removesuffix(UNIT).partition(".")
    return next(units_for(column.unit) for column in region_schema()[table] if column.name == name)


def corrected(text: str, file: str, answers: Mapping[str, str]) -> tuple[str, tuple[Problem, ...]]:
    """Put answers into a mapping and confirm it; give it as TOML with what is wrong about it.

    answers: by place, such as ``lots.material`` or ``codes.material."sora"``, the name of a column,
    a constant after CONSTANT, or '' to leave it out.
    """
    mapping, problems = mapping_of(tomllib.loads(text), file, region_schema())
    if mapping is None:
        return text, problems
    for place, answer in answers.items():
        if place.startswith("codes."):
            mapping = _translated(mapping, place, answer)
        elif place.endswith(UNIT):
            mapping = _in_unit(mapping, place.removesuffix(UNIT), answer)
        else:
            mapping = _fed(mapping, place, answer)
    written = mapping_text(replace(mapping, confirmed=True))
    _, problems = mapping_of(tomllib.loads(written), file, region_schema())
    return written, problems


def _fed(mapping: FileMapping, place: str, answer: str) -> FileMapping:
    """Feed one column of one table, or one of its parts, by another column or a constant."""
    table, _, column = place.partition(".")
    filled = mapping.tables.get(table, TableFeeds({}))
    if column.startswith("parts["):
        number, _, column = column.removeprefix("parts[").partition("].")
        parts = list(filled.parts)
        part = parts[int(number) - 1]
        parts[int(number) - 1] = replace(part, feeds=_with(part.feeds, column, answer))
        filled = replace(filled, parts=tuple(parts))
    else:
        filled = replace(filled, feeds=_with(filled.feeds, column, answer))
    return replace(mapping, tables={**mapping.tables, table: filled})


def _in_unit(mapping: FileMapping, place: str, unit: str) -> FileMapping:
    """Say the unit of a column that is still fed by one of the file's."""
    table, _, column = place.partition(".")
    filled = mapping.tables[table]
    feed = filled.feeds.get(column)
    if feed is None or not feed.columns:
        return mapping
    feeds = {**filled.feeds, column: replace(feed, unit=unit)}
    return replace(mapping, tables={**mapping.tables, table: replace(filled, feeds=feeds)})


def _with(feeds: Mapping[str, Feed], column: str, answer: str) -> dict[str, Feed]:
    if not answer:
        return {name: feed for name, feed in feeds.items() if name != column}
    if answer.startswith(CONSTANT):
        return {**feeds, column: Feed(value=answer.removeprefix(CONSTANT))}
    before = feeds.get(column, Feed())
    kept = replace(before, value="") if before.value == OPEN else before
    if kept.columns == (answer,):
        return {**feeds, column: kept}
    if not kept.columns:
        return {**feeds, column: Feed(columns=(answer,))}
    return {
        **feeds,
        column: Feed(columns=(answer,), take=kept.take, unit=kept.unit, find=kept.find),
    }


def _translated(mapping: FileMapping, place: str, answer: str) -> FileMapping:
    column, _, said = place.removeprefix("codes.").partition(".")
    meanings = {**mapping.codes.get(column, {}), said.strip('"'): answer.removeprefix(CONSTANT)}
    return replace(mapping, codes={**mapping.codes, column: meanings})
