# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show of a row what its projection allows; the fields and their cuts stand in projections.csv."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from kotipesa_web.core.permissions.decisions import Projection, table

HIDDEN = "hidden"


@cache
def cuts(kind: str, level: Projection) -> Mapping[str, str]:
    """Give how each field of a kind of row is cut at a level; a kind without rows is a KeyError."""
    rows = [row for row in table("projections.csv") if row["object"] == kind]
    if not rows:
        raise KeyError(kind)
    return {row["field"]: row[level.value] for row in rows}


def shows(kind: str, level: Projection | None, field: str) -> bool:
    """Tell whether a field is seen as it is at a level."""
    return level is not None and cuts(kind, level)[field] == "as_is"


def projected(
    kind: str, level: Projection, whole: Mapping[str, Any], coarse: Mapping[str, Any]
) -> dict[str, Any]:
    """Cut one row to a level: ``whole`` has its values, ``coarse`` those to show when cut.

    Fields that are hidden are left out; a field that projections.csv does not name is a KeyError.
    """
    fields = cuts(kind, level)
    return {
        field: value if fields[field] == "as_is" else coarse.get(field)
        for field, value in whole.items()
        if fields[field] != HIDDEN
    }
