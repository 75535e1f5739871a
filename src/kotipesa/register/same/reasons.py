# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Put evidence into words: why two projects may be one, and why not, with the figures."""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypeAlias

from kotipesa.errors import Language
from kotipesa.register.same.evidence import Evidence
from kotipesa.register.same.facts import ProjectFacts, shared_numbers


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence: its kind, its points (below zero: against), and its figure."""

    evidence: str
    points: float
    value: str = ""


def words(reason: Reason, language: Language) -> str:
    """Say a reason; masses appear only as how far apart they are, never as tonnes."""
    return _sentences()[reason.evidence][language].format(value=reason.value)


def reasons(facts: ProjectFacts, evidence: Evidence, pair: int) -> tuple[Reason, ...]:
    """Give the reasons of one pair that weigh half a point or more, the heaviest first."""
    found = [
        Reason(kind, points, _value(facts, evidence, pair, kind))
        for kind, column in evidence.points.items()
        if abs(points := round(float(column[pair]), 1)) >= 0.5
    ]
    return tuple(sorted(found, key=lambda reason: (-abs(reason.points), reason.evidence)))


def _value(facts: ProjectFacts, evidence: Evidence, pair: int, kind: str) -> str:
    ends = int(evidence.pairs.a[pair]), int(evidence.pairs.b[pair])
    tell = _TELLERS.get(kind)
    return tell(facts, evidence, pair, ends) if tell else ""


_Ends: TypeAlias = tuple[int, int]
_Teller: TypeAlias = Callable[[ProjectFacts, Evidence, int, _Ends], str]


def _shared_id(facts: ProjectFacts, _: Evidence, __: int, ends: _Ends) -> str:
    one, other = (set(facts.ids_elsewhere[row]) for row in ends)
    return ", ".join(f"{system} {name}" for system, name in sorted(one & other))


def _shared_number(facts: ProjectFacts, _: Evidence, __: int, ends: _Ends) -> str:
    return ", ".join(shared_numbers(*(facts.long_numbers[row] for row in ends)))


def _percent_alike(_: ProjectFacts, evidence: Evidence, pair: int, __: _Ends) -> str:
    return str(int(100 * evidence.likeness[pair]))


def _percent_apart(_: ProjectFacts, evidence: Evidence, pair: int, __: _Ends) -> str:
    return str(round(100 * (evidence.ratio[pair] - 1.0)))


def _metres(_: ProjectFacts, evidence: Evidence, pair: int, __: _Ends) -> str:
    return str(round(evidence.away_m[pair]))


def _months(_: ProjectFacts, evidence: Evidence, pair: int, __: _Ends) -> str:
    return str(abs(int(evidence.months[pair])))


def _kinds(facts: ProjectFacts, _: Evidence, __: int, ends: _Ends) -> str:
    return _both(["+".join(facts.name.kinds[row]) for row in ends])


def _numbers(facts: ProjectFacts, _: Evidence, __: int, ends: _Ends) -> str:
    return _both(["+".join(facts.name.numbers[row]) for row in ends])


def _phases(facts: ProjectFacts, _: Evidence, __: int, ends: _Ends) -> str:
    return _both([str(facts.name.phase[row]) for row in ends])


def _municipalities(facts: ProjectFacts, _: Evidence, __: int, ends: _Ends) -> str:
    return _both([str(facts.municipality[row]) for row in ends])


def _both(told: Sequence[str]) -> str:
    return " / ".join(filter(None, told))


_TELLERS: Mapping[str, _Teller] = {
    "same_id": _shared_id,
    "same_number": _shared_number,
    "name": _percent_alike,
    "other_name": _percent_alike,
    "other_kind": _kinds,
    "other_phase": _phases,
    "one_phase": _phases,
    "other_number": _numbers,
    "one_number": _numbers,
    "other_municipality": _municipalities,
    "near": _metres,
    "far": _metres,
    "months_shared": _months,
    "months_apart": _months,
    "amounts_equal": _percent_apart,
    "amounts_close": _percent_apart,
    "amounts_alike": _percent_apart,
    "amounts_apart": _percent_apart,
}


@cache
def _sentences() -> Mapping[str, Mapping[str, str]]:
    text = files("kotipesa.register.same").joinpath("reasons.csv").read_text(encoding="utf-8")
    return {row["evidence"]: row for row in csv.DictReader(text.splitlines())}
