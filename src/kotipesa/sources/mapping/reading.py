# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read a mapping from TOML, strictly: what is not understood is a problem, not a guess."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from kotipesa.errors import Problem, Where, problem
from kotipesa.sources.batch import STRANGE_AT_MOST
from kotipesa.sources.columns import read_value
from kotipesa.sources.distinct import nearest
from kotipesa.sources.limits import DEFAULT_LIMITS, MEBIBYTE, shown, size_problem
from kotipesa.sources.mapping.mapping import (
    OPEN,
    PARTS,
    THOUSAND,
    Feed,
    FileMapping,
    Layout,
    Part,
    TableFeeds,
    units_for,
)
from kotipesa.sources.schema import NUMBER_TYPES, Column, Schema
from kotipesa.sources.toml import parse_toml

SUFFIX = "suffix"
_LINE = re.compile(r"at line (\d+)")
_LIMITS = replace(DEFAULT_LIMITS, file_bytes=MEBIBYTE)
_TOP = ("confirmed", "file", "codes")
_FILE = ("sheet", "header_rows", "columns", "ignored", "only", "skip")
_FEED = {
    "column": str,
    "join": list,
    "row": bool,
    **{one.name: str for one in fields(Feed) if one.name not in ("columns", "row")},
}
_OF_PERIODS, _OF_RANGES = ("first", "last"), ("low", "middle", "high", "size")


def read_mapping(path: Path, schema: Schema) -> tuple[FileMapping | None, tuple[Problem, ...]]:
    """Read a mapping and check it against the columns of the region folder.

    No mapping when anything in it is not understood; every such thing is a problem.
    """
    written = _parsed(path)
    if isinstance(written, Problem):
        return None, (written,)
    return mapping_of(written, path.name, schema)


def _parsed(path: Path) -> Mapping[str, Any] | Problem:
    where = Where(path.name)
    if not path.is_file():
        return problem("path_not_found", where, path=path.name)
    if too_large := size_problem(path, _LIMITS):
        return too_large
    try:
        return parse_toml(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        return problem("bad_encoding", where)
    except OSError as fault:
        return problem("unreadable_file", where, reason=fault.strerror or fault)
    except tomllib.TOMLDecodeError as fault:
        line = _LINE.search(str(fault))
        place = Where(path.name, row=int(line[1]) if line else 0)
        return problem("mapping_bad_toml", place, reason=fault)


def mapping_of(
    written: Mapping[str, Any], file: str, schema: Schema
) -> tuple[FileMapping | None, tuple[Problem, ...]]:
    """Make a mapping of parsed TOML; ``file`` names it in problems."""
    reader = _Reader(file, schema)
    tables = {key: value for key, value in written.items() if key not in _TOP}
    reader.known(tables, [*schema, *_TOP], "")
    mapping = FileMapping(
        layout=reader.layout(reader.table(written, "file", "")),
        tables={
            name: reader.feeds_of(name, reader.table(tables, name, ""))
            for name in tables
            if name in schema
        },
        codes={
            column: reader.texts(reader.table(reader.table(written, "codes", ""), column, "codes"))
            for column in reader.table(written, "codes", "")
        },
        confirmed=reader.one(written, "confirmed", bool, "") or False,
    )
    reader.check_codes(mapping)
    if not mapping.tables:
        reader.problems.append(problem("mapping_without_table", Where(file)))
    return (None if reader.problems else mapping), tuple(reader.problems)


@dataclass(eq=False, slots=True)
class _Reader:
    """Read piece by piece; problems grow and name the place as it is written in the mapping."""

    file: str
    schema: Schema
    problems: list[Problem] = field(default_factory=list)

    def say(self, code: str, place: str, **params: object) -> None:
        self.problems.append(problem(code, Where(self.file, column=place), **params))

    def known(self, keys: Iterable[str], known: Sequence[str], place: str) -> None:
        """Refuse keys nobody knows."""
        for key in [key for key in keys if key not in known][:STRANGE_AT_MOST]:
            at = shown(f"{place}.{key}" if place else key)
            self.say("mapping_unknown_key", at, key=shown(key), nearest=nearest(key, known))

    def one(self, written: Mapping[str, Any], key: str, kind: type, place: str) -> Any:
        """Give the value of a key when it is of a kind, else None."""
        value = written.get(key)
        if value is None or type(value) is kind:
            return value
        self.say("mapping_wrong_kind", f"{place}.{key}" if place else key, wanted=kind.__name__)
        return None

    def table(self, written: Mapping[str, Any], key: str, place: str) -> Mapping[str, Any]:
        return self.one(written, key, dict, place) or {}

    def list_of(
        self, written: Mapping[str, Any], key: str, kind: type, place: str
    ) -> tuple[Any, ...]:
        values = self.one(written, key, list, place) or []
        if all(type(value) is kind for value in values):
            return tuple(values)
        self.say("mapping_wrong_kind", f"{place}.{key}", wanted=f"list of {kind.__name__}")
        return ()

    def texts(self, written: Mapping[str, Any]) -> dict[str, str]:
        for key, value in written.items():
            if type(value) is not str:
                self.say("mapping_wrong_kind", key, wanted="str")
        return {key: value for key, value in written.items() if type(value) is str}

    def layout(self, written: Mapping[str, Any]) -> Layout:
        self.known(written, _FILE, "file")
        rows = self.list_of(written, "header_rows", int, "file")
        if rows and (min(rows) < 1 or list(rows) != list(range(rows[0], rows[0] + len(rows)))):
            self.say("mapping_header_rows", "file.header_rows")
        return Layout(
            sheet=self.one(written, "sheet", str, "file") or "",
            header_rows=rows or (1,),
            columns=self.list_of(written, "columns", str, "file"),
            ignored=self.list_of(written, "ignored", str, "file"),
            only=self.choices(written, "only"),
            skip=self.choices(written, "skip"),
        )

    def choices(self, written: Mapping[str, Any], key: str) -> dict[str, tuple[str, ...]]:
        chosen = self.table(written, key, "file")
        return {name: self.list_of(chosen, name, str, f"file.{key}") for name in chosen}

    def feeds_of(self, table: str, written: Mapping[str, Any]) -> TableFeeds:
        feeds = {key: value for key, value in written.items() if key != PARTS}
        parts = []
        for number, part in enumerate(self.list_of(written, PARTS, dict, table), start=1):
            place = f"{table}.{PARTS}[{number}]"
            own = {key: value for key, value in part.items() if key != SUFFIX}
            suffix = self.one(part, SUFFIX, str, place) or str(number)
            parts.append(Part(suffix, self.feeds(table, own, place)))
        suffixes = [part.suffix for part in parts]
        for twice in sorted({suffix for suffix in suffixes if suffixes.count(suffix) > 1}):
            self.say("mapping_suffix_twice", f"{table}.{PARTS}", suffix=twice)
        return TableFeeds(self.feeds(table, feeds, table), tuple(parts))

    def feeds(self, table: str, written: Mapping[str, Any], place: str) -> dict[str, Feed]:
        columns = {column.name: column for column in self.schema[table]}
        self.known(written, [*columns, PARTS], place)
        said = {name: self.one(written, name, dict, place) for name in columns if name in written}
        return {
            name: self.feed(columns[name], feed, f"{place}.{name}")
            for name, feed in said.items()
            if feed is not None
        }

    def feed(self, column: Column, written: Mapping[str, Any], place: str) -> Feed:
        self.known(written, list(_FEED), place)
        said = {key: self.one(written, key, kind, place) for key, kind in _FEED.items()}
        joined = self.list_of(written, "join", str, place)
        if said["column"] and joined:
            self.say("mapping_column_and_join", place)
        if not {"column", "join", "value", "prefix", "row", "sign_of"} & written.keys():
            self.say("mapping_feeds_nothing", place)
        feed = Feed(
            columns=(said["column"],) if said["column"] else joined,
            row=bool(said["row"]),
            **{
                key: said[key]
                for key in _FEED
                if key not in ("column", "join", "row") and said[key] is not None
            },
        )
        self.check(column, feed, place)
        return feed

    def check(self, column: Column, feed: Feed, place: str) -> None:
        """Refuse what does not suit the type of the column, and constants it cannot hold."""
        takes = _takes(column)
        if feed.take not in ("", OPEN) and feed.take not in takes:
            wanted = ", ".join(takes) or "-"
            self.say("mapping_take_unsuited", f"{place}.take", take=feed.take, wanted=wanted)
        units = units_for(column.unit)
        if feed.unit not in ("", OPEN) and (
            column.type not in NUMBER_TYPES or feed.unit not in units
        ):
            wanted = ", ".join(units) or "-"
            self.say("mapping_unit_unsuited", f"{place}.unit", unit=feed.unit, wanted=wanted)
        for key in ("value", "default"):
            self.constant(column, getattr(feed, key), f"{place}.{key}")
        if feed.find and feed.find not in self.schema:
            known = nearest(feed.find, self.schema)
            self.say("mapping_unknown_key", f"{place}.find", key=feed.find, nearest=known)

    def check_codes(self, mapping: FileMapping) -> None:
        """Refuse translations of columns that are not fed, and into what these cannot hold."""
        fed = {column for _, column, _ in mapping.feeds()}
        self.known(mapping.codes, sorted(fed), "codes")
        described = {c.name: c for name in mapping.tables for c in self.schema[name]}
        for name in sorted(fed & mapping.codes.keys()):
            for text, meaning in mapping.codes[name].items():
                self.constant(described[name], meaning, f'codes.{name}."{text}"')

    def constant(self, column: Column, text: str, place: str) -> None:
        """Refuse a text its column cannot hold; an open or empty one waits."""
        bare = text.removeprefix(THOUSAND) if column.name == "unit" else text
        fault = read_value(bare, column) if bare and bare != OPEN else None
        if isinstance(fault, Problem):
            at = Where(self.file, column=place, value=bare)
            self.problems.append(replace(fault, where=at))


def _takes(column: Column) -> tuple[str, ...]:
    if column.type == "month":
        return _OF_PERIODS
    return _OF_RANGES if column.type in NUMBER_TYPES else ()
