# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write a mapping as TOML that a person can read, correct and confirm."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from kotipesa.sources.mapping.mapping import PARTS, Feed, FileMapping, Layout
from kotipesa.sources.mapping.reading import SUFFIX

Comments = Mapping[str, Sequence[str]]
"""Lines to write above a place, such as ``lots.material``; '' is the top of the file."""
_UNSAID = Feed()


def mapping_text(mapping: FileMapping, comments: Comments | None = None) -> str:
    """Write a mapping; reading it back gives the same mapping."""
    remarks = comments or {}
    lines = [*_remarks(remarks, ""), f"confirmed = {_toml(mapping.confirmed)}"]
    lines += _layout_lines(mapping.layout, remarks)
    for table, filled in mapping.tables.items():
        lines += ["", *_remarks(remarks, table), f"[{table}]"]
        lines += _feed_lines(filled.feeds, table, remarks)
        for number, part in enumerate(filled.parts, start=1):
            place = f"{table}.{PARTS}[{number}]"
            lines += ["", *_remarks(remarks, place), f"[[{table}.{PARTS}]]"]
            lines += [f"{SUFFIX} = {_toml(part.suffix)}"]
            lines += _feed_lines(part.feeds, place, remarks)
    for column, meanings in mapping.codes.items():
        place = f"codes.{column}"
        lines += ["", *_remarks(remarks, place), f"[{place}]"]
        for text, meaning in meanings.items():
            lines += _remarks(remarks, f'{place}."{text}"')
            lines.append(f"{_toml(text)} = {_toml(meaning)}")
    return "\n".join(lines) + "\n"


def _layout_lines(layout: Layout, remarks: Comments) -> list[str]:
    lines = ["", *_remarks(remarks, "file"), "[file]"]
    if layout.sheet:
        lines.append(f"sheet = {_toml(layout.sheet)}")
    lines.append(f"header_rows = {_toml(layout.header_rows)}")
    lines += [*_remarks(remarks, "file.columns"), f"columns = {_toml(layout.columns)}"]
    lines += [*_remarks(remarks, "file.ignored"), f"ignored = {_toml(layout.ignored)}"]
    for key, chosen in (("only", layout.only), ("skip", layout.skip)):
        if chosen:
            lines += ["", *_remarks(remarks, f"file.{key}"), f"[file.{key}]"]
            lines += [f"{_toml(name)} = {_toml(values)}" for name, values in chosen.items()]
    return lines


def _feed_lines(feeds: Mapping[str, Feed], place: str, remarks: Comments) -> list[str]:
    lines = []
    for column, feed in feeds.items():
        lines += _remarks(remarks, f"{place}.{column}")
        lines.append(f"{column} = {_feed_text(feed)}")
    return lines


def _feed_text(feed: Feed) -> str:
    said: dict[str, Any] = {}
    if len(feed.columns) == 1:
        said["column"] = feed.columns[0]
    elif feed.columns:
        said["join"] = feed.columns
    for one in fields(Feed):
        value = getattr(feed, one.name)
        if one.name != "columns" and value != getattr(_UNSAID, one.name):
            said[one.name] = value
    inside = ", ".join(f"{key} = {_toml(value)}" for key, value in (said or {"value": ""}).items())
    return f"{{ {inside} }}"


def _remarks(remarks: Comments, place: str) -> list[str]:
    return [f"# {line}" if line else "#" for line in remarks.get(place, ())]


def _toml(value: Any) -> str:
    """Write a value as TOML; its basic strings are those of JSON, but for the sign of deletion."""
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
