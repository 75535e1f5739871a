# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Turn the texts of a plan's files into numbers of its region; what cannot be is a fault."""

from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Flags, Numbers, Texts, texts
from kotipesa.periods import month_number
from kotipesa.region import Region
from kotipesa.region.tables import ROLES
from kotipesa.testing.audit.fault import Fault
from kotipesa.testing.audit.papers import Columns
from kotipesa.testing.law import Grades, Places
from kotipesa.vocab import CONTAMINATION, FITNESS, SULPHIDE

KINDS = ("lot", *ROLES)
PARTS = ("", "product", "residue")


@dataclass(frozen=True, eq=False, slots=True)
class Flows:
    """The moves: line of the file, ends as rows of lots or facilities, month from the start."""

    line: Places
    from_kind: Texts
    from_row: Places
    to_kind: Texts
    to_row: Places
    part: Texts
    grade: Grades
    month: Places
    tonnes: Numbers
    km: Numbers
    eur: Numbers
    kgco2e: Numbers

    def going(self, from_kind: str, to_kind: str) -> Flags:
        """Mark the moves between two kinds."""
        return np.asarray((self.from_kind == from_kind) & (self.to_kind == to_kind))


@dataclass(frozen=True, eq=False, slots=True)
class Held:
    """The stocks: facility row, grade, month from the start, tonnes at its end."""

    line: Places
    store: Places
    grade: Grades
    month: Places
    tonnes: Numbers


@dataclass(frozen=True, eq=False, slots=True)
class Left:
    """The unmet: lot row, tonnes and the reason given."""

    line: Places
    lot: Places
    tonnes: Numbers
    reason: Texts


class Reader:
    """Read columns of one file, collecting faults and the rows they spoil."""

    def __init__(self, region: Region, file: str, columns: Columns) -> None:
        self._region, self._file, self._columns = region, file, columns
        self._spoilt = np.zeros(len(next(iter(columns.values()))), dtype=bool)
        self.faults: list[Fault] = []

    def good(self) -> Places:
        """Give the rows without a fault."""
        return np.flatnonzero(~self._spoilt)

    def text(self, column: str, allowed: tuple[str, ...], code: str) -> Texts:
        """Read a text that must be one of a list."""
        values = texts(self._columns[column])
        self._complain(~np.isin(values, allowed), column, code)
        return values

    def place(self, column: str, names: tuple[str, ...] | Texts, code: str) -> Places:
        """Read a text as its place in a list."""
        places = {str(name): place for place, name in enumerate(names)}
        return self._resolve([places.get(text, -1) for text in self._columns[column]], column, code)

    def end(self, kind: str, name: str) -> Places:
        """Read an end of a move as a row of lots or of facilities."""
        rows = {("lot", str(i)): row for row, i in enumerate(self._region.lots.id)}
        for row, i in enumerate(self._region.facilities.id):
            rows[ROLES[self._region.facilities.role[row]], str(i)] = row
        ends = zip(self._columns[kind], self._columns[name], strict=True)
        return self._resolve([rows.get(end, -1) for end in ends], name, "unknown_id")

    def month(self, column: str) -> Places:
        """Read a month as its number from the start of the horizon."""
        start, months = self._region.settings.start, self._region.settings.months
        numbers = [month_number(text) for text in self._columns[column]]
        inside = [n is not None and start <= n < start + months for n in numbers]
        shifted = [
            -1 if not ok or n is None else n - start for ok, n in zip(inside, numbers, strict=True)
        ]
        return self._resolve(shifted, column, "bad_month")

    def number(self, column: str) -> Numbers:
        """Read a finite number that is not negative."""
        values = np.array([_number(text) for text in self._columns[column]], dtype=float)
        self._complain(~(np.isfinite(values) & (values >= 0)), column, "bad_number")
        return values

    def grade(self) -> Grades:
        """Read the four columns of a grade."""
        return Grades(
            self.place("material", self._region.materials.code, "unknown_code"),
            self.place("fitness", (*FITNESS, "unknown"), "unknown_code"),
            self.place("contamination", CONTAMINATION, "unknown_code"),
            self.place("sulphide", SULPHIDE, "unknown_code"),
        )

    def _resolve(self, places: list[int], column: str, code: str) -> Places:
        found = np.array(places, dtype=np.int32)
        self._complain(found < 0, column, code)
        return found

    def _complain(self, wrong: Flags, column: str, code: str) -> None:
        self._spoilt |= wrong
        for row in np.flatnonzero(wrong):
            found = f"{column} {self._columns[column][row]!r}"
            self.faults.append(Fault(code, f"{self._file}:{row + 2}", found))


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")


def read_flows(region: Region, columns: Columns) -> tuple[Flows, list[Fault]]:
    """Read moves.csv."""
    reader = Reader(region, "moves.csv", columns)
    from_kind = reader.text("from_kind", KINDS, "unknown_kind")
    to_kind = reader.text("to_kind", KINDS, "unknown_kind")
    from_row, to_row = reader.end("from_kind", "from_id"), reader.end("to_kind", "to_id")
    part = reader.text("part", PARTS, "wrong_part")
    grade, month = reader.grade(), reader.month("month")
    tonnes, km, eur, kgco2e = (reader.number(name) for name in ("tonnes", "km", "eur", "kgco2e"))
    ok = reader.good()
    flows = Flows(
        line=(ok + 2).astype(np.int32),
        from_kind=from_kind[ok],
        from_row=from_row[ok],
        to_kind=to_kind[ok],
        to_row=to_row[ok],
        part=part[ok],
        grade=grade[ok],
        month=month[ok],
        tonnes=tonnes[ok],
        km=km[ok],
        eur=eur[ok],
        kgco2e=kgco2e[ok],
    )
    return flows, reader.faults


def read_held(region: Region, columns: Columns) -> tuple[Held, list[Fault]]:
    """Read stocks.csv."""
    reader = Reader(region, "stocks.csv", columns)
    stores = [i if ROLES[role] == "store" else "" for i, role in _facilities(region)]
    store = reader.place("store", texts(stores), "unknown_id")
    grade, month, tonnes = reader.grade(), reader.month("month"), reader.number("tonnes")
    ok = reader.good()
    return Held(
        (ok + 2).astype(np.int32), store[ok], grade[ok], month[ok], tonnes[ok]
    ), reader.faults


def read_left(region: Region, columns: Columns) -> tuple[Left, list[Fault]]:
    """Read unmet.csv."""
    reader = Reader(region, "unmet.csv", columns)
    lot = reader.place("lot", region.lots.id, "unknown_id")
    tonnes, reason = reader.number("tonnes"), texts(columns["reason"])
    ok = reader.good()
    return Left((ok + 2).astype(np.int32), lot[ok], tonnes[ok], reason[ok]), reader.faults


def _facilities(region: Region) -> list[tuple[str, int]]:
    ids, roles = region.facilities.id, region.facilities.role
    return [(str(i), int(role)) for i, role in zip(ids, roles, strict=True)]
