# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Refuse numbers that typer takes for numbers but nobody can count with."""

from math import isfinite

import typer


def not_negative(value: float | None) -> float | None:
    """Let a number from 0 on pass; raises BadParameter for any other, nan and infinity included."""
    if value is not None and not (isfinite(value) and value >= 0):
        raise typer.BadParameter(str(value))
    return value
