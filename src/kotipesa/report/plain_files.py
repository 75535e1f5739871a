# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write what came of a question for programs: an object as JSON, rows as CSV."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

_SIGNIFICANT = 12


def rounded(value: Any) -> Any:
    """Cut floats to 12 significant digits, all the way down: no arithmetic vouches for more."""
    if isinstance(value, float):
        return float(format(value, f".{_SIGNIFICANT}g")) + 0.0
    if isinstance(value, dict):
        return {key: rounded(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(one) for one in value]
    return value


def write_json(record: Mapping[str, Any], path: Path) -> None:
    """Write one object, which must not hold numbers that JSON does not know."""
    text = json.dumps(record, ensure_ascii=False, indent=1, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8")


def write_rows(names: Sequence[str], rows: Iterable[Mapping[str, Any]], path: Path) -> None:
    """Write the named cells of rows as CSV; None is an empty cell."""
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(names)
        lines.writerows([row[name] for name in names] for row in rows)
