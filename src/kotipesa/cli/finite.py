# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Refuse what typer takes for a number but nobody can count with."""

from math import isfinite

import typer


def finite(value: float | None) -> float | None:
    """Let a number pass; raises BadParameter for nan and infinity."""
    if value is not None and not isfinite(value):
        raise typer.BadParameter(str(value))
    return value
