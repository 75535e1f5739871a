# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write values as JSON that any program reads: no NaN, no numpy."""

import json
import os
from collections.abc import Mapping
from math import isfinite
from typing import Any


def json_text(record: Mapping[str, Any]) -> str:
    """Write one object; what is unknown or unbounded becomes null."""
    return json.dumps(plain(record), ensure_ascii=False, indent=1, allow_nan=False)


def plain(value: Any) -> Any:
    """Turn a value into what JSON knows, all the way down."""
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    if isinstance(value, float):
        return value if isfinite(value) else None
    return value
