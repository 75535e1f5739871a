# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Parse files of strangers in a child process, which may die without us.

A parser is a pure function of a path and plain options. It gives a mapping of names to NumPy
columns (numbers, booleans, or objects that are all ``str`` or all ``bytes``) and to values JSON
can hold; what it will not read, it refuses by the code of a problem::

    # sources/boreholes/parse.py
    def parse(path: Path, *, encoding: str) -> dict[str, object]:
        lines = path.read_text(encoding=encoding).splitlines()
        if not lines:
            raise RefusedError("boreholes_none")
        return {"line": np.arange(1, len(lines) + 1), "text": texts(lines), "encoding": encoding}

Registered by one line in ``parsers.py``, ::

    "boreholes": "kotipesa.sources.boreholes.parse:parse",

it is run apart by ::

    found = parse_apart("boreholes", path, encoding="latin-1")
    if isinstance(found, Problem):
        return {}, (found,)
    rows = found["text"]

The module of a parser is all the child imports: keep it apart from what it does not need.
"""

from kotipesa.sources.apart.limits import ApartLimits
from kotipesa.sources.apart.parse import parse_apart
from kotipesa.sources.apart.refusal import RefusedError

__all__ = ["ApartLimits", "RefusedError", "parse_apart"]
