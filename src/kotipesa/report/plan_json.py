# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read plan.json: the figures, the proof, the impact and what the plan rests on."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any, TypeVar

from kotipesa.errors import Problem, Where, problem
from kotipesa.periods import month_number

ALSO_WANTED = ("start", "months", "impact", "factors", "rests_on", "baselines")
"""Keys a full report uses and says the lack of."""


@dataclass(frozen=True, slots=True)
class Impact:
    """One effect of the plan; kind: caused, avoided, saved or fact; factors: ids it rests on."""

    id: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    factors: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class FactorUsed:
    """One figure the plan used, with where it comes from."""

    id: str
    fi: str
    sv: str
    en: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    source: str
    year: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Member:
    """One owner whose lots the plan knows."""

    owner: str
    lots: int
    tonnes: float | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a municipality the plan knows; projects_listed: None when nobody said."""

    municipality: str
    has_data: bool
    projects_known: float | None
    projects_listed: float | None


@dataclass(frozen=True, slots=True)
class Site:
    """A place that could be opened.

    peak_t: the most that lies there; used_from, used_to: months of its first and last move;
    worth_eur: what it saves before its fixed cost.
    """

    facility: str
    opened: bool
    fixed_eur: float
    used_t: float | None
    peak_t: float | None
    used_from: int | None
    used_to: int | None
    worth_eur: float | None
    best_month: int | None


@dataclass(frozen=True, slots=True)
class Note:
    """One remark of the plan, in three languages."""

    code: str
    fi: str
    sv: str
    en: str


@dataclass(frozen=True, eq=False, slots=True)
class PlanJson:
    """What plan.json says.

    name: what the region calls itself, '' when it does not; figures: numbers by key, those
    plan.json lacks are absent; defaulted: settings nobody gave; conflicts: why there is no plan;
    sites: those that could be opened, when that was asked; missing: keys a full report would use.
    """

    name: str
    status: str
    figures: Mapping[str, float]
    baselines: Mapping[str, float]
    opened: tuple[str, ...]
    unverified: tuple[str, ...]
    versions: Mapping[str, str]
    start: int | None
    months: int | None
    horizon: str
    settings: Mapping[str, Any]
    defaulted: tuple[str, ...]
    impact: tuple[Impact, ...]
    factors: tuple[FactorUsed, ...]
    members: tuple[Member, ...]
    coverage: tuple[Coverage, ...]
    known_share: float | None
    notes: tuple[Note, ...]
    conflicts: tuple[Note, ...]
    sites: tuple[Site, ...]
    missing: tuple[str, ...]

    def figure(self, key: str) -> float | None:
        """Give a number of plan.json, None when it is not there."""
        return self.figures.get(key)


def read_plan_json(path: Path) -> tuple[PlanJson | None, list[Problem]]:
    """Read plan.json; a missing or broken one is None and a problem."""
    if not path.exists():
        return None, [problem("plan_file_missing", Where(path.name), file=path.name)]
    try:
        written = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        return None, [problem("plan_file_unreadable", Where(path.name), reason=error)]
    if not isinstance(written, dict) or not isinstance(written.get("status"), str):
        return None, [problem("plan_json_without_status", Where(path.name))]
    try:
        return _plan(written), []
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return None, [problem("plan_file_unreadable", Where(path.name), reason=repr(error))]


def _plan(written: Mapping[str, Any]) -> PlanJson:
    rests_on = written.get("rests_on") or {}
    versions = ("engine_version", "vocab_version", "input_sha256")
    start = written.get("start")
    return PlanJson(
        name=str(written.get("name") or ""),
        status=written["status"],
        figures={key: n for key in written if (n := _number(written[key])) is not None},
        baselines={
            name: cost
            for name, found in (written.get("baselines") or {}).items()
            if (cost := _cost(found)) is not None
        },
        opened=tuple(map(str, written.get("opened") or ())),
        unverified=tuple(map(str, written.get("unverified") or ())),
        versions={key: str(written[key]) for key in versions if written.get(key)},
        start=month_number(start) if isinstance(start, str) else None,
        months=int(written["months"]) if written.get("months") else None,
        horizon=str(written.get("horizon") or ""),
        settings=dict(written.get("settings") or {}),
        defaulted=tuple(map(str, written.get("defaulted") or ())),
        impact=_rows(written.get("impact"), _impact),
        factors=_rows(written.get("factors"), _factor),
        members=_rows(rests_on.get("members"), _member),
        coverage=_rows(rests_on.get("municipalities"), _coverage),
        known_share=_number(rests_on.get("known_share")),
        notes=_rows(written.get("notes"), _note),
        conflicts=_rows(written.get("conflicts"), _note),
        sites=_rows((written.get("siting") or {}).get("candidates"), _site),
        missing=tuple(key for key in ALSO_WANTED if not written.get(key)),
    )


RowT = TypeVar("RowT")


def _rows(written: Any, read: Callable[[Mapping[str, Any]], RowT]) -> tuple[RowT, ...]:
    return tuple(read(row) for row in written or ())


def _site(row: Mapping[str, Any]) -> Site:
    return Site(
        facility=str(row["facility"]),
        opened=bool(row["opened"]),
        fixed_eur=float(row["fixed_eur"]),
        used_t=_number(row.get("used_t")),
        peak_t=_number(row.get("peak_t")),
        used_from=_month(row.get("used_from")),
        used_to=_month(row.get("used_to")),
        worth_eur=_number(row.get("worth_eur")),
        best_month=_month(row.get("best_month")),
    )


def _month(written: Any) -> int | None:
    return month_number(written) if written else None


def _impact(row: Mapping[str, Any]) -> Impact:
    return Impact(
        id=str(row["id"]),
        value=_number(row["value"]),
        low=_number(row.get("low")),
        high=_number(row.get("high")),
        unit=str(row.get("unit") or ""),
        factors=tuple(map(str, row.get("factors") or ())),
        kind=str(row.get("kind") or "fact"),
    )


def _factor(row: Mapping[str, Any]) -> FactorUsed:
    return FactorUsed(
        id=str(row["id"]),
        **{language: str(row.get(language) or row["id"]) for language in ("fi", "sv", "en")},
        value=_number(row.get("value")),
        low=_number(row.get("low")),
        high=_number(row.get("high")),
        unit=str(row.get("unit") or ""),
        source=str(row.get("source") or ""),
        year=str(row.get("year") or ""),
        verified=row.get("verified") is True,
    )


def _member(row: Mapping[str, Any]) -> Member:
    return Member(str(row["owner"]), int(row.get("lots") or 0), _number(row.get("tonnes")))


def _coverage(row: Mapping[str, Any]) -> Coverage:
    return Coverage(
        municipality=str(row["municipality"]),
        has_data=row.get("has_data") is True,
        projects_known=_number(row.get("projects_known")),
        projects_listed=_number(row.get("projects_listed")),
    )


def _note(row: Mapping[str, Any]) -> Note:
    code = str(row["code"])
    return Note(code, *(str(row.get(language) or code) for language in ("fi", "sv", "en")))


def _number(value: Any) -> float | None:
    """Take a finite number; true and false are none."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return None
    return float(value)


def _cost(found: Any) -> float | None:
    """Take the cost of a baseline, written as a number or as an object with its objective."""
    return _number(found.get("objective_eur") if isinstance(found, Mapping) else found)
