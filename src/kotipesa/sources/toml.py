# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Parse TOML of strangers: every fault of it is a fault of TOML, and nothing in it is deep."""

import tomllib
from typing import Any

DEEPEST = 20
"""No settings of ours are half as deep."""
_TOO_DEEP = f"deeper than {DEEPEST}"


def parse_toml(text: str) -> dict[str, Any]:
    """Parse a text; raises tomllib.TOMLDecodeError for all that is wrong with it.

    That holds for numbers too long to read and for tables within tables without end, too.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except RecursionError as fault:
        raise tomllib.TOMLDecodeError(_TOO_DEEP) from fault
    except ValueError as fault:  # a number of thousands of digits, a date that is none
        raise tomllib.TOMLDecodeError(str(fault)) from fault
    _refuse_depth(values)
    return values


def _refuse_depth(values: dict[str, Any]) -> None:
    layer: list[Any] = [values]
    for _ in range(DEEPEST):
        inside = [one.values() if isinstance(one, dict) else one for one in layer]
        layer = [one for many in inside for one in many if isinstance(one, dict | list)]
        if not layer:
            return
    raise tomllib.TOMLDecodeError(_TOO_DEEP)
