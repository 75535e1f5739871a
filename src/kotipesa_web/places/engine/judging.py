# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Let the engine judge rows before they are kept, so that a form and a file are refused alike."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from kotipesa.errors import InputError, Problem
from kotipesa.region import from_rows
from kotipesa_web.core.columns import Stored, cell
from kotipesa_web.places.models import GivenTable

Tables: TypeAlias = Mapping[str, Sequence[Mapping[str, object]]]
SITE_CRS = {"crs": "EPSG:3067"}


def check_rows(tables: Tables) -> tuple[Problem, ...]:
    """List what the engine finds wrong in a few rows of a region's tables."""
    try:
        from_rows({"lots": [], **tables})
    except InputError as refused:
        return refused.problems
    return ()


def refuse_unsound(tables: Tables) -> None:
    """Raise InputError with everything the engine finds wrong in rows."""
    if problems := check_rows(tables):
        raise InputError(problems)


def row_of(stored: Stored, row: Any) -> dict[str, Any]:
    """Write a row of the database, saved or not, as a row of the engine's table."""
    return {column: cell(_at(row, path)) for column, path in stored.fields.items()}


def given_rows(region_id: int | None, name: str) -> list[dict[str, str]]:
    """Read a table a region keeps as a whole; one it lacks has no rows."""
    kept = GivenTable.objects.filter(region_id=region_id or 0, name=name).first()
    text = bytes(kept.content).decode() if kept else ""
    return list(csv.DictReader(io.StringIO(text)))


def _at(row: Any, path: str) -> Any:
    """Follow ``site__code`` from a row; what is not there is None."""
    for name in path.split("__"):
        row = getattr(row, name, None)
    return row
