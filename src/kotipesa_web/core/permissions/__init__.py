# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Decide from one table who sees what of whose rows, and who may do what."""

from kotipesa_web.core.permissions.decisions import (
    EXACTLY,
    Projection,
    is_allowed,
    may,
    projection,
    require,
    seen_rows,
)
from kotipesa_web.core.permissions.roles import Role

__all__ = [
    "EXACTLY",
    "Projection",
    "Role",
    "is_allowed",
    "may",
    "projection",
    "require",
    "seen_rows",
]
