# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Know how far dates, amounts, prices and facilities vary, each figure with its source.

``variation.csv`` ships with the room; a table of the same columns replaces any of its rows, and
must say where its figures come from.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path

import numpy as np

from kotipesa.arrays import Numbers, Texts
from kotipesa.errors import InputError, Problem, Where, problem
from kotipesa.sources.limits import shown

KINDS = ("dates", "amounts", "alternatives", "prices", "closures")
"""What may vary."""

_COLUMNS = ("id", "of", "value", "unit", "source", "year", "verified", "note")
_NEEDED = ("id", "value", "source")
_SHARES = ("late_share", "amount_common", "closing_share")
_SPREADS = ("amount_spread", "haul_spread", "gate_spread")
_MOST_BYTES = 1 << 20
_YES = "yes"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: what it is of ('' for all), and where it comes from."""

    id: str
    of: str
    value: float
    unit: str
    source: str
    year: str
    verified: bool
    note: str


@dataclass(frozen=True)
class Variation:
    """All figures, by id and what they are of."""

    figures: tuple[Figure, ...]

    def __getitem__(self, name: str) -> float:
        """Give a figure that is of everything."""
        return self._values[name, ""]

    def of_each(self, name: str, keys: Texts) -> Numbers:
        """Give a figure for each key, such as the phase of each project; else that of all."""
        found, place = np.unique(keys, return_inverse=True)
        values = [self._values.get((name, key), self[name]) for key in found.tolist()]
        return np.array(values, dtype=np.float64)[place]

    @cached_property
    def _values(self) -> Mapping[tuple[str, str], float]:
        return {(figure.id, figure.of): figure.value for figure in self.figures}


def shipped_variation() -> Variation:
    """Read the figures that ship with the room."""
    text = files("kotipesa.scenarios").joinpath("variation.csv").read_text(encoding="utf-8")
    return Variation(tuple(map(_figure, csv.DictReader(text.splitlines()))))


def read_variation(path: Path) -> Variation:
    """Read a table of own figures over the shipped ones; raises InputError with every problem."""
    shipped = shipped_variation().figures
    rows, found = _rows(path)
    found += _problems(rows, {figure.id for figure in shipped}, path.name)
    if found:
        raise InputError(found)
    own = [_figure(dict.fromkeys(_COLUMNS, "") | row) for row in rows]
    figures = {(figure.id, figure.of): figure for figure in (*shipped, *own)}
    return Variation(tuple(figures.values()))


def _rows(path: Path) -> tuple[list[dict[str, str]], list[Problem]]:
    where = Where(path.name)
    try:
        if path.stat().st_size > _MOST_BYTES:
            return [], [problem("variation_unreadable", where, reason=f"> {_MOST_BYTES} bytes")]
        text = path.read_text(encoding="utf-8-sig")
        table = csv.DictReader(text.splitlines(), restkey="", restval="", strict=True)
        rows = [{key: str(cell).strip() for key, cell in row.items()} for row in table]
    except FileNotFoundError:
        return [], [problem("path_not_found", where, path=path.name)]
    except (OSError, ValueError, csv.Error) as fault:
        return [], [problem("variation_unreadable", where, reason=shown(str(fault)))]
    missing = sorted(set(_NEEDED) - set(table.fieldnames or ()))
    return rows, [problem("missing_column", where, column=name) for name in missing]


def _problems(rows: list[dict[str, str]], known: Iterable[str], file: str) -> list[Problem]:
    names = ", ".join(sorted(known))
    found = []
    for line, row in enumerate(rows, start=2):
        name, value = row.get("id", ""), row.get("value", "")
        if name not in known:
            where = Where(file, row=line, column="id", value=shown(name))
            found.append(problem("variation_unknown", where, id=shown(name), known=names))
        elif not _is_possible(name, value):
            where = Where(file, row=line, column="value", value=shown(value))
            found.append(problem("variation_value", where, id=name))
        if not row.get("source", "x"):
            where = Where(file, row=line, column="source")
            found.append(problem("variation_without_source", where, id=shown(name)))
    return found


def _is_possible(name: str, text: str) -> bool:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return False
    most = 1.0 if name in _SHARES or name in _SPREADS else 1e3
    return 0.0 <= value <= most


def _figure(row: Mapping[str, str]) -> Figure:
    return Figure(
        id=row["id"],
        of=row["of"],
        value=float(row["value"].replace(",", ".")),
        unit=row["unit"],
        source=row["source"],
        year=row["year"],
        verified=row["verified"] == _YES,
        note=row["note"],
    )
