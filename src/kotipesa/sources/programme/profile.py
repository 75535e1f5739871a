# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Know how each list of coming projects is to be read: profiles are data, one TOML file a list."""

import csv
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from kotipesa.periods import month_number

NONE = "-"
EVERY_TYPE = "*"


@dataclass(frozen=True, slots=True)
class Letter:
    """What one letter in the column of works means.

    digs_for: structure types for which it moves masses, ``*`` for all, () for none.
    """

    letter: str
    digs_for: tuple[str, ...]
    phase: str


@dataclass(frozen=True, slots=True)
class StructureRule:
    """Tell a structure type by a pattern in a column; the first rule that fits decides."""

    column: str
    pattern: re.Pattern[str]
    structure_type: str


@dataclass(frozen=True, slots=True)
class PlaceRules:
    """Rows after which the district (or the major district too) was filled down in vain."""

    district_ends_at_name: re.Pattern[str] | None
    all_ends_at_kind: tuple[str, ...]
    all_ends_at_filled: str
    starts_at_kind: tuple[str, ...]
    nowhere_name: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class PolygonFields:
    """Fields of the owner's polygons: number and name of a district, name of a major district."""

    district: str
    name: str
    major: str


@dataclass(frozen=True, slots=True)
class Profile:
    """How one list is read; the comments of its TOML file say what each entry means."""

    id: str
    source: str
    recognised_by: tuple[str, ...]
    project_prefix: str
    number_prefix: str
    site_prefix: str
    owner: str
    municipality: str
    reliability: str
    phase: str
    columns: Mapping[str, str]
    kind_column: str
    project_kinds: tuple[str, ...]
    months: Mapping[str, int]
    year_columns: tuple[str, str]
    first_month: int
    budget_year: tuple[int, int] | None
    place: PlaceRules
    majors: Mapping[str, tuple[str, ...]]
    misread_majors: Mapping[str, str]
    polygons: PolygonFields
    unstudied_keyword: str
    heading_name: re.Pattern[str]
    longest_gap: int
    category_of_section: Mapping[str, str]
    letters: tuple[Letter, ...]
    structures: tuple[StructureRule, ...]


@cache
def profiles() -> tuple[Profile, ...]:
    """Read all profiles, in the order of their files' names."""
    folder = files("kotipesa.sources.programme").joinpath("profiles")
    names = sorted(f.name for f in folder.iterdir() if f.name.endswith(".toml"))
    return tuple(_profile(tomllib.loads(_text(name))) for name in names)


def recognise(header: Sequence[str]) -> Profile | None:
    """Find the profile whose telling columns all stand in a header; None when no list fits."""
    given = set(header)
    return next((p for p in profiles() if given.issuperset(p.recognised_by)), None)


def _text(name: str) -> str:
    folder = files("kotipesa.sources.programme").joinpath("profiles")
    return folder.joinpath(name).read_text(encoding="utf-8")


def _profile(entry: Mapping[str, Any]) -> Profile:
    kinds, years = entry.get("kinds", {}), entry.get("years", {})
    budget_year = entry.get("budget_year")
    months = {column: _month(text) for column, text in entry.get("months", {}).items()}
    first_month = 12 * years["first"] if years else min(months.values())
    plain = ("id", "source", "project_prefix", "number_prefix", "site_prefix", "owner")
    return Profile(
        **{name: entry[name] for name in (*plain, "municipality", "reliability", "phase")},
        recognised_by=tuple(entry["recognised_by"]),
        columns=entry["columns"],
        kind_column=kinds.get("column", ""),
        project_kinds=tuple(kinds.get("projects", ())),
        months=months,
        year_columns=(years.get("shares", ""), years.get("money_keur", "")),
        first_month=first_month,
        budget_year=(_month(budget_year["first"]), _month(budget_year["last"]))
        if budget_year
        else None,
        place=_place(entry.get("place", {})),
        majors={name: tuple(parts) for name, parts in entry.get("majors", {}).items()},
        misread_majors=entry.get("misread_majors", {}),
        polygons=PolygonFields(**entry["polygons"]),
        unstudied_keyword=entry.get("unstudied_keyword", ""),
        heading_name=re.compile(entry["groups"]["heading_name"]),
        longest_gap=entry["groups"]["longest_gap"],
        category_of_section=entry.get("category_of_section", {}),
        letters=tuple(_letter(row) for row in csv.DictReader(_text(entry["letters"]).splitlines())),
        structures=tuple(
            StructureRule(
                row["column"], re.compile(row["pattern"], re.IGNORECASE), row["structure_type"]
            )
            for row in csv.DictReader(_text(entry["structures"]).splitlines())
        ),
    )


def _place(entry: Mapping[str, Any]) -> PlaceRules:
    return PlaceRules(
        district_ends_at_name=_pattern(entry.get("district_ends_at_name", "")),
        all_ends_at_kind=tuple(entry.get("all_ends_at_kind", ())),
        all_ends_at_filled=entry.get("all_ends_at_filled", ""),
        starts_at_kind=tuple(entry.get("starts_at_kind", ())),
        nowhere_name=_pattern(entry.get("nowhere_name", "")),
    )


def _pattern(text: str) -> re.Pattern[str] | None:
    return re.compile(text) if text else None


def _letter(row: Mapping[str, str]) -> Letter:
    digs_for = () if row["digs_for"] == NONE else tuple(row["digs_for"].split("|"))
    return Letter(row["letter"], digs_for, row["phase"])


def _month(text: str) -> int:
    number = month_number(text)
    if number is None:
        raise ValueError(text)
    return number
