# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Renew a mapping: what somebody once decided stays, where its columns are still there."""

from collections.abc import Collection
from dataclasses import replace

from kotipesa.sources.mapping.mapping import OPEN, Codes, Feed, FileMapping, TableFeeds
from kotipesa.sources.mapping.proposal import Line, Proposal, in_order
from kotipesa.sources.mapping.reasons import reason
from kotipesa.sources.raw import RawTable


def like_before(proposal: Proposal, old: FileMapping, table: RawTable) -> Proposal:
    """Keep the lines of an older mapping whose columns are still there, and its translations."""
    there = set(table.header)
    new = proposal.mapping
    kept = {name: _kept(filled, there) for name, filled in old.tables.items()}
    tables = dict(new.tables)
    for name, filled in kept.items():
        before = new.tables.get(name, TableFeeds({}))
        tables[name] = TableFeeds({**before.feeds, **filled.feeds}, filled.parts or before.parts)
    ignored = [name for name in old.layout.ignored if name in there]
    layout = replace(
        new.layout,
        ignored=tuple(dict.fromkeys([*new.layout.ignored, *ignored])),
        only={name: values for name, values in old.layout.only.items() if name in there},
    )
    made = FileMapping(layout, tables)
    made = replace(made, codes=_joined(made, new.codes, old.codes))
    places = {f"{name}.{column}" for name, filled in kept.items() for column in filled.feeds}
    lines = [
        replace(line, reasons=(reason("old"),), score=None) if line.place in places else line
        for line in proposal.lines
        if not _is_answered(line, made.codes)
    ]
    used = {*made.used_columns(), *layout.ignored}
    unused = tuple(name for name in proposal.unmatched if name not in used)
    return Proposal(made, in_order(lines, made), unused)


def _kept(filled: TableFeeds, there: Collection[str]) -> TableFeeds:
    """Keep what says something, and reads only columns that are there."""

    def is_kept(feed: Feed) -> bool:
        return feed.value != OPEN and set(feed.reads()) <= set(there)

    feeds = {column: feed for column, feed in filled.feeds.items() if is_kept(feed)}
    parts = tuple(part for part in filled.parts if all(map(is_kept, part.feeds.values())))
    return TableFeeds(feeds, parts)


def _joined(made: FileMapping, new: Codes, old: Codes) -> Codes:
    """Put the older translations before the new, of the columns that are filled."""
    fed = {column for _, column, _ in made.feeds()}
    columns = [column for column in dict.fromkeys([*new, *old]) if column in fed]
    return {column: {**new.get(column, {}), **old.get(column, {})} for column in columns}


def _is_answered(line: Line, codes: Codes) -> bool:
    """Tell whether an open translation has its answer in the older mapping."""
    if not line.place.startswith("codes."):
        return False
    column, _, text = line.place.removeprefix("codes.").partition(".")
    return codes.get(column, {}).get(text.strip('"'), OPEN) != OPEN
