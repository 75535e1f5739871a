# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Spell lots, plants, grades and months so that a solver keeps their names.

HiGHS drops or refuses names with other characters than letters, digits, ``_``, ``.`` and brackets.
"""

import re
import unicodedata
from dataclasses import dataclass

import numpy as np

from kotipesa.periods import month_text
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solution import grade_names, node_names


@dataclass(frozen=True, slots=True)
class Spelling:
    """Names by number: of nodes, of plants (the last nodes), of grades and of months."""

    node: tuple[str, ...]
    plant: tuple[str, ...]
    grade: tuple[str, ...]
    month: tuple[str, ...]


def spelling(problem: Problem) -> Spelling:
    """Spell the names of a problem with letters, digits and ``_`` alone; a month is ``2026_01``."""
    node = _all_different([_spelt(name) for name in node_names(problem)])
    start = problem.region.settings.start
    months = range(start, start + problem.months)
    return Spelling(
        node=node,
        plant=node[problem.lot_count :],
        grade=_all_different([_spelt(name) for name in _short_grades(problem)]),
        month=tuple(_spelt(month_text(month)) for month in months),
    )


def _short_grades(problem: Problem) -> list[str]:
    """Name a grade by its material and by what tells it from others of the same material."""
    every = np.arange(len(problem.grades), dtype=np.int32)
    rows = list(zip(*grade_names(problem, every), strict=True))
    names = []
    for row in rows:
        alike = [other for other in rows if other[0] == row[0]]
        told = [value for value, *others in zip(row, *alike, strict=True) if len({*others}) > 1]
        names.append("_".join([row[0], *told]))
    return names


def _spelt(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"\W", "_", plain, flags=re.ASCII)


def _all_different(names: list[str]) -> tuple[str, ...]:
    """Give names that have come before a number."""
    found: dict[str, None] = {}
    for name in names:
        number, different = 1, name
        while different in found:
            number += 1
            different = f"{name}_{number}"
        found[different] = None
    return tuple(found)
