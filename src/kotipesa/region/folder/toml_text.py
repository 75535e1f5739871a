# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write settings as TOML, anew or into a file that has comments worth keeping."""

import json
import tomllib
from collections.abc import Mapping

from kotipesa.sources import cell_text


def toml_text(settings: Mapping[str, object]) -> str:
    """Write settings, a line each."""
    return "".join(f"{key} = {_value(value)}\n" for key, value in settings.items())


def merged_toml(old: str, settings: Mapping[str, object]) -> str:
    """Write settings over those of a file, in their lines; the rest of the file stays.

    Raises tomllib.TOMLDecodeError for a file that is no TOML.
    """
    before = tomllib.loads(old)
    changed = {key: value for key, value in settings.items() if before.get(key) != value}
    lines = old.splitlines()
    for key in [key for key in changed if key in before]:
        place = next((n for n, line in enumerate(lines) if _holds(line, key)), None)
        if place is None:
            return toml_text({**before, **settings})
        lines[place] = f"{key} = {_value(changed[key])}"
    lines += [f"{key} = {_value(value)}" for key, value in changed.items() if key not in before]
    return "".join(f"{line}\n" for line in lines)


def _holds(line: str, key: str) -> bool:
    """Tell whether a line alone sets a key."""
    try:
        return key in tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        return False


def _value(value: object) -> str:
    """Write a value as TOML; its basic strings are those of JSON."""
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, (bool, str)):
        return json.dumps(value, ensure_ascii=False)
    return cell_text(value)
