# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell why a job failed as problems, keep them in a JSON column and read them back."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from django.core.exceptions import ValidationError

from kotipesa.errors import KotipesaError, Problem, Where, problem
from kotipesa_web.core.errors import Conflict, Hidden, Refused

REASONS = (KotipesaError, ValidationError, Conflict, Refused, Hidden)
"""What commands raise for a reason; anything else is a fault of the program."""


def problems_of(error: Exception) -> list[Problem]:
    """Give the problems of one of the reasons."""
    if isinstance(error, KotipesaError):
        return list(error.problems)
    if isinstance(error, ValidationError):
        return [problem("job_refused_value", reason=text) for text in error.messages]
    return [problem("job_overtaken" if isinstance(error, Conflict) else "job_refused")]


def as_rows(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Write problems as plain values."""
    return [
        {"code": found.code, "where": asdict(found.where), "params": dict(found.params)}
        for found in problems
    ]


def from_rows(rows: Sequence[dict[str, Any]]) -> list[Problem]:
    """Read the problems that ``as_rows`` wrote."""
    return [
        Problem(row["code"], Where(**row["where"]), tuple(sorted(row["params"].items())))
        for row in rows
    ]
