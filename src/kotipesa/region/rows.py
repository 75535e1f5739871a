# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Make a region of rows written in Python, by the same reading as files."""

import hashlib
import json
from collections.abc import Mapping, Sequence

from kotipesa.errors import InputError, Where, problem, severity
from kotipesa.region.assemble import Found, assemble
from kotipesa.region.region import Region
from kotipesa.region.schema import column_names, table_names
from kotipesa.region.settings import settings_from_values
from kotipesa.sources import cell_text, nearest, rows_table

Rows = Sequence[Mapping[str, object]]


def from_rows(tables: Mapping[str, Rows], settings: Mapping[str, object] | None = None) -> Region:
    """Make a region of rows by table, ``{"lots": [{"id": "a", …}], …}``, and its settings.

    Cells may be texts, numbers, dates, booleans or lists; None and '' mean the default. A problem
    names the table as its sheet and counts rows as if a header stood on line 1. Raises InputError
    with every problem that is an error.
    """
    known = table_names()
    region, problems = assemble(
        Found(
            tables={
                name: rows_table(name, rows, sorted(column_names(name)))
                for name, rows in tables.items()
                if name in known
            },
            settings=settings_from_values(settings or {}),
            problems=tuple(
                problem("unknown_table", Where(sheet=name), nearest=nearest(name, known))
                for name in tables
                if name not in known
            ),
            sha256=_fingerprint(tables, settings or {}),
        )
    )
    errors = [p for p in problems if severity(p) == "error"]
    if region is None and not errors:
        errors = [problem("lots_missing", Where(sheet="lots"))]
    if errors or region is None:
        raise InputError(errors)
    return region


def _fingerprint(tables: Mapping[str, Rows], settings: Mapping[str, object]) -> str:
    content = {
        "tables": {
            name: [{key: cell_text(cell) for key, cell in row.items()} for row in rows]
            for name, rows in tables.items()
        },
        "settings": {key: cell_text(value) for key, value in settings.items()},
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
