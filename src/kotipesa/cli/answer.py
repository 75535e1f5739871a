# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold what a command answers: an object for programs, and something to look at for people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kotipesa.errors import LANGUAGES, Problem, cure, message, severity

if TYPE_CHECKING:
    from rich.console import RenderableType


@dataclass(frozen=True, eq=False, slots=True)
class Answer:
    """One answer.

    record: what ``--json`` prints; shown: what people see on stdout, in their language; problems:
    what they see on stderr.
    """

    record: Mapping[str, Any]
    shown: Sequence["RenderableType"] = ()
    problems: Sequence[Problem] = ()
    exit_code: int = field(default=0)


def refusal(problems: Sequence[Problem], exit_code: int) -> Answer:
    """Answer that the work could not be done, and why."""
    return Answer(problem_list(problems), problems=problems, exit_code=exit_code)


def problem_list(problems: Sequence[Problem]) -> dict[str, Any]:
    """Give problems as formats.md §4 wants them, with how many of each severity there are."""
    records = [problem_record(found) for found in problems]
    errors = sum(record["severity"] == "error" for record in records)
    return {"errors": errors, "notes": len(records) - errors, "problems": records}


def problem_record(found: Problem) -> dict[str, Any]:
    """Give one problem: its code and place, and what to say in three languages."""
    where = found.where
    return {
        "code": found.code,
        "severity": severity(found),
        "file": where.file,
        "sheet": where.sheet,
        "row": where.row or None,
        "column": where.column,
        "value": where.value,
        "message": {language: message(found, language) for language in LANGUAGES},
        "cure": {language: cure(found, language) for language in LANGUAGES},
    }
