# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Weigh what speaks for two projects being one, and what against, in points."""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

from kotipesa.arrays import Flags, Numbers, Texts, texts
from kotipesa.register.same.candidates import Pairs
from kotipesa.register.same.facts import (
    POINT_REACH_M,
    UNTOLD,
    LongNumber,
    ProjectFacts,
    shared_numbers,
)
from kotipesa.sources import distinct

MOST_POINTS = 100.0
UNLIKE, LIKE_FROM = 0.5, 0.75
BEARERS = 4
FAR_M = 5_000.0
_APART, _ALIKE, _CLOSE, _EQUAL = 5.0, 2.0, 1.25, 1.02


@dataclass(frozen=True, eq=False, slots=True)
class Evidence:
    """Pairs, and for each the points of every kind of evidence; 0 where it says nothing.

    likeness: of the names, 0 to 1; bearers: how many projects bear the commoner of the two names;
    away_m: between the places, nan untold; months: shared, or below zero between the times;
    ratio: of the masses of one kind, the larger by the smaller, nan untold.
    """

    pairs: Pairs
    points: Mapping[str, Numbers]
    likeness: Numbers
    bearers: Numbers
    away_m: Numbers
    months: Numbers
    ratio: Numbers

    def score(self) -> Numbers:
        """Add the points up, from 0 to 100: the higher, the more alike; it is no probability."""
        total = np.sum(list(self.points.values()), axis=0)
        return np.asarray(np.clip(total, 0.0, MOST_POINTS), dtype=np.float64)


@cache
def full_points() -> Mapping[str, float]:
    """Give the full points of every kind of evidence, as ``points.csv`` has them."""
    text = files("kotipesa.register.same").joinpath("points.csv").read_text(encoding="utf-8")
    return {row["evidence"]: float(row["points"]) for row in csv.DictReader(text.splitlines())}


def weigh(facts: ProjectFacts, pairs: Pairs) -> Evidence:
    """Weigh every pair; what one of the two does not tell is no evidence."""
    likeness, bearers = _likeness(facts, pairs), _bearers(facts, pairs)
    away_m = np.hypot(*(c[pairs.a] - c[pairs.b] for c in (facts.x_m, facts.y_m)))
    months, ratio = _months(facts, pairs), _ratio(facts, pairs)
    shares = {
        **_of_ids(facts, pairs),
        **_of_names(facts, pairs, likeness, bearers),
        **_of_places(facts, pairs, away_m),
        **_of_times(facts, pairs, months),
        **_of_masses(facts, pairs, ratio),
        "same_owner": _both_told(facts.owner, pairs, np.equal),
    }
    full = full_points()
    points = {
        name: np.nan_to_num(share.astype(float)) * full[name] for name, share in shares.items()
    }
    return Evidence(pairs, points, likeness, bearers, away_m, months, ratio)


def _of_ids(facts: ProjectFacts, pairs: Pairs) -> dict[str, NDArray[Any]]:
    def shared(one: tuple[Any, ...], other: tuple[Any, ...]) -> int:
        systems = {system for system, _ in one} & {system for system, _ in other}
        return 1 if set(one) & set(other) else -1 if systems else 0

    found = _judged(facts.ids_elsewhere, pairs, shared)
    number = _judged(facts.long_numbers, pairs, _share_number)
    return {"same_id": found > 0, "other_id": found < 0, "same_number": (number > 0) & (found <= 0)}


def _of_names(
    facts: ProjectFacts, pairs: Pairs, likeness: Numbers, bearers: Numbers
) -> dict[str, NDArray[Any]]:
    alike = np.clip((likeness - LIKE_FROM) / (1.0 - LIKE_FROM), 0.0, 1.0)
    phase = facts.name.phase
    known_by = _judged(facts.long_numbers, pairs, _share_number)
    has_number = np.array([bool(cell) for cell in facts.name.numbers])
    return {
        "name": alike * np.minimum(1.0, BEARERS / bearers),
        "other_name": likeness < UNLIKE,
        "other_kind": _judged(facts.name.kinds, pairs, _disjoint),
        "other_phase": _both_told(phase, pairs, np.not_equal),
        "one_phase": (phase[pairs.a] == "") != (phase[pairs.b] == ""),
        "other_number": _judged(facts.name.numbers, pairs, _disjoint),
        "one_number": (has_number[pairs.a] != has_number[pairs.b]) & (known_by == 0),
        "other_stretch": _judged(facts.name.aside, pairs, _other_stretch),
    }


def _of_places(facts: ProjectFacts, pairs: Pairs, away_m: Numbers) -> dict[str, NDArray[Any]]:
    """Compare places; one told roughly counts less, by the root of how rough it is."""
    reach_m = np.maximum(facts.reach_m[pairs.a], facts.reach_m[pairs.b])
    with np.errstate(divide="ignore", invalid="ignore"):
        near = np.clip(1.0 - away_m / reach_m, 0.0, 1.0) * np.sqrt(POINT_REACH_M / reach_m)
    beyond_m = away_m - 2.0 * reach_m
    return {
        "same_municipality": _both_told(facts.municipality, pairs, np.equal),
        "other_municipality": _both_told(facts.municipality, pairs, np.not_equal),
        "near": near,
        "far": np.where(beyond_m > 0, 0.25 + 0.75 * np.minimum(1.0, beyond_m / FAR_M), 0.0),
    }


def _of_times(facts: ProjectFacts, pairs: Pairs, months: Numbers) -> dict[str, NDArray[Any]]:
    length = facts.last - facts.first + 1
    shorter = np.minimum(length[pairs.a], length[pairs.b])
    most = -full_points()["months_apart"]
    return {
        "months_shared": np.clip(months / shorter, 0.0, 1.0),
        "months_apart": np.clip(-months / most, 0.0, 1.0),
    }


def _of_masses(facts: ProjectFacts, pairs: Pairs, ratio: Numbers) -> dict[str, NDArray[Any]]:
    told = np.asarray(facts.tonnes.sum(axis=1)) > 0
    both = told[pairs.a] & told[pairs.b]
    return {
        "amounts_equal": ratio <= _EQUAL,
        "amounts_close": (ratio > _EQUAL) & (ratio <= _CLOSE),
        "amounts_alike": (ratio > _CLOSE) & (ratio <= _ALIKE),
        "amounts_apart": ratio > _APART,
        "other_masses": both & np.isnan(ratio),
    }


def _likeness(facts: ProjectFacts, pairs: Pairs) -> Numbers:
    """Compare the words only these places have: all of them, and those of the shorter name.

    The mean of rapidfuzz's ratio and token_set_ratio, 0 to 1; nan for a name without such words.
    """
    core = facts.name.core
    one, other = core[pairs.a].tolist(), core[pairs.b].tolist()
    whole = cpdist(one, other, scorer=fuzz.ratio)
    part = cpdist(one, other, scorer=fuzz.token_set_ratio)
    told = core != ""
    likeness = (whole.astype(float) + part.astype(float)) / 200.0
    return np.where(told[pairs.a] & told[pairs.b], likeness, np.nan)


def _bearers(facts: ProjectFacts, pairs: Pairs) -> Numbers:
    """Count the projects of a name in its municipality, of the commoner name of each pair.

    A street and a park of one name are two names.
    """
    kinds = texts(["+".join(kinds) for kinds in facts.name.kinds])
    keys = (facts.municipality + "\n" + facts.name.core + "\n" + kinds).astype(str)
    _, place, counts = np.unique(keys, return_inverse=True, return_counts=True)
    count = counts[place]
    return np.maximum(count[pairs.a], count[pairs.b]).astype(float)


def _months(facts: ProjectFacts, pairs: Pairs) -> Numbers:
    """Count the months two projects share; below zero those between them; nan untold."""
    told = facts.last != UNTOLD
    first = np.maximum(facts.first[pairs.a], facts.first[pairs.b])
    last = np.minimum(facts.last[pairs.a], facts.last[pairs.b])
    shared = last - first + 1
    return np.where(told[pairs.a] & told[pairs.b], shared, np.nan)


def _ratio(facts: ProjectFacts, pairs: Pairs) -> Numbers:
    """Divide the tonnes of the kinds both have, the larger by the smaller; nan for none."""
    has = facts.tonnes.astype(bool).astype(float)
    one = np.asarray((facts.tonnes[pairs.a] * has[pairs.b]).sum(axis=1))
    other = np.asarray((has[pairs.a] * facts.tonnes[pairs.b]).sum(axis=1))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where((one > 0) & (other > 0), np.maximum(one / other, other / one), np.nan)


def _both_told(column: Texts, pairs: Pairs, judge: Callable[[Texts, Texts], Any]) -> Flags:
    one, other = column[pairs.a], column[pairs.b]
    told: Flags = (one != "") & (other != "") & judge(one, other).astype(bool)
    return told


def _judged(column: Any, pairs: Pairs, judge: Callable[[Any, Any], int]) -> NDArray[np.int64]:
    """Judge each distinct pair of cells once; a pair with an empty cell is 0."""
    found, place = distinct(column)
    is_told = np.array([bool(cell) for cell in found], dtype=bool)
    one, other = place[pairs.a].astype(np.int64), place[pairs.b].astype(np.int64)
    told = np.flatnonzero(is_told[one] & is_told[other])
    code, back = np.unique(one[told] * len(found) + other[told], return_inverse=True)
    verdicts = [judge(found[both // len(found)], found[both % len(found)]) for both in code]
    result = np.zeros(len(one), dtype=np.int64)
    result[told] = np.array(verdicts, dtype=np.int64)[back]
    return result


def _disjoint(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    return int(not set(one) & set(other))


def _share_number(one: tuple[LongNumber, ...], other: tuple[LongNumber, ...]) -> int:
    return int(bool(shared_numbers(one, other)))


def _other_stretch(one: str, other: str) -> int:
    return int(fuzz.token_set_ratio(one, other) < 100 * LIKE_FROM)
