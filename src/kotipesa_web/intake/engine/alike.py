# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Ask the engine which of the new projects may be one that stands already."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from kotipesa.errors import InputError, Language
from kotipesa.region import from_rows
from kotipesa.register.same import Reason, propose, words

Rows = Mapping[str, Sequence[Mapping[str, object]]]


class Alike(NamedTuple):
    """Two projects by id that may be one: points from 50 to 100, and reasons for and against."""

    project: str
    other: str
    score: int
    speaks_for: list[list[Any]]
    against: list[list[Any]]


def alike(new: set[str], tables: Rows, settings: Mapping[str, object]) -> list[Alike]:
    """Compare projects with each other; give the pairs with a new one, the likeliest first."""
    try:
        region = from_rows(tables, settings)
    except InputError:
        return []
    found = propose(region)
    pairs = []
    for row in range(len(found)):
        ends = str(found.project[row]), str(found.counted_at[row])
        if not new & {*ends}:
            continue
        project, other = ends if ends[0] in new else ends[::-1]
        reasons = [_plain(told[row]) for told in (found.speaks_for, found.against)]
        pairs.append(Alike(project, other, round(float(found.score[row])), *reasons))
    return pairs


def said(reasons: Sequence[Sequence[Any]], language: Language) -> list[str]:
    """Say reasons in a language."""
    return [words(Reason(*one), language) for one in reasons]


def _plain(reasons: Sequence[Reason]) -> list[list[Any]]:
    return [[one.evidence, one.points, one.value] for one in reasons]
