# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show the earthworks of a model: each quantity with its volume state, and which of them counts."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rich.table import Table

from kotipesa.cli.look import number, table
from kotipesa.cli.texts import say
from kotipesa.errors import Language
from kotipesa.sources.limits import shown
from kotipesa.sources.models.ifc import Earthwork, parts_of_wholes

_STATELESS = {"volume": "m³ ?", "mass": "t"}


def earthworks_record(works: Sequence[Earthwork]) -> dict[str, Any]:
    """Give earthworks for programs; counted: the name of the quantity that counts, or null."""
    parts = parts_of_wholes(works)
    return {"earthworks": [_record(work, is_part=work.id in parts) for work in works]}


def _record(work: Earthwork, *, is_part: bool) -> dict[str, Any]:
    counted = None if is_part else work.counted()
    return {
        **asdict(work),
        "composition": dict(work.composition),
        "counted": counted.name if counted else None,
    }


def earthworks_table(works: Sequence[Earthwork], language: Language) -> Table:
    """Show every quantity; what does not tell its volume state has a question mark."""
    parts = parts_of_wholes(works)
    rows: list[list[str]] = []
    for work in works:
        counted = None if work.id in parts else work.counted()
        rows += [
            [
                shown(work.name) or work.id,
                say(f"earthworks_{work.kind}", language),
                shown(work.type),
                shown(found.name),
                "?" if found.amount is None else number(found.amount, language, 1),
                found.unit or _STATELESS[found.measures],
                "✓" if found == counted else "",
            ]
            for found in work.quantities
        ]
    keys = ("name", "kind", "type", "quantity", "amount", "unit", "counted")
    return table([say(f"earthworks_{key}", language) for key in keys], rows, numbers=(4,))
