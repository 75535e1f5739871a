# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Raise at the boundary, once, with everything that was found."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from kotipesa.errors.catalogue import message, severity
from kotipesa.errors.problem import Problem

Value = TypeVar("Value")


class KotipesaError(Exception):
    """Carry the problems that stopped the work."""

    exit_code = 4

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep every problem; the text of the exception is their English sentences."""
        self.problems = tuple(problems)
        super().__init__("\n".join(message(p, "en") for p in self.problems))


class InputError(KotipesaError):
    """The data have problems."""

    exit_code = 1


class UsageError(KotipesaError):
    """The command was used wrongly."""

    exit_code = 2


class InfeasibleError(KotipesaError):
    """No plan can keep what was agreed."""

    exit_code = 3


class InternalError(KotipesaError):
    """A law of our own is broken; never the user's fault."""

    exit_code = 4


def raise_errors(problems: Iterable[Problem]) -> None:
    """Raise InputError with the problems that are errors, if any is."""
    if errors := _errors(problems):
        raise InputError(errors)


def sound(value: Value | None, problems: Iterable[Problem]) -> Value:
    """Give what was read where nothing was wrong; raises InputError with the errors otherwise."""
    if (errors := _errors(problems)) or value is None:
        raise InputError(errors)
    return value


def _errors(problems: Iterable[Problem]) -> list[Problem]:
    return [found for found in problems if severity(found) == "error"]
