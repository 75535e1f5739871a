# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Say what is wrong: problems are values with a code and a place; words come from a catalogue.

KotipesaError
├── InputError       the data have problems; carries every one of them      (exit code 1)
├── UsageError       the command was used wrongly                           (exit code 2)
├── InfeasibleError  no plan can keep what was agreed; carries the reasons  (exit code 3)
└── InternalError    our own fault: a broken law, a silent solver           (exit code 4)
"""

from kotipesa.errors.catalogue import LANGUAGES, Language, cure, message, severity, tamed
from kotipesa.errors.family import (
    InfeasibleError,
    InputError,
    InternalError,
    KotipesaError,
    UsageError,
    raise_errors,
    sound,
)
from kotipesa.errors.problem import NOTHING_NEAR, Problem, Where, problem

__all__ = [
    "LANGUAGES",
    "NOTHING_NEAR",
    "InfeasibleError",
    "InputError",
    "InternalError",
    "KotipesaError",
    "Language",
    "Problem",
    "UsageError",
    "Where",
    "cure",
    "message",
    "problem",
    "raise_errors",
    "severity",
    "sound",
    "tamed",
]
