# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Add up a balance by month, material or municipality for what was asked, as far as it is told."""

from dataclasses import dataclass

import numpy as np

from kotipesa_web.balances.contents import ENDS, Contents, open_cube
from kotipesa_web.balances.weighed import Column, Weighed
from kotipesa_web.ui.tables import Interval

HAVE, NEED = 0, 1
LOW, MID, HIGH = range(len(ENDS))


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a balance is asked for; '' is everything. Months are numbers, both included."""

    municipality: str = ""
    material: str = ""
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """One figure of haves or needs: low, likely and high tonnes.

    is_whole: False where more stands behind it than may be told; then only the low end is known.
    """

    low: float
    mid: float
    high: float
    is_whole: bool = True

    @property
    def interval(self) -> Interval:
        """Give it as tables show it; nan ends are not known."""
        if not self.is_whole:
            return Interval(self.mid, None, None)
        known = not (np.isnan(self.low) or np.isnan(self.high))
        return Interval(self.low, self.mid, self.high) if known else Interval(None, self.mid, None)


@dataclass(frozen=True, slots=True)
class Line:
    """Haves and needs of one row of a table."""

    key: str
    have: Sum
    need: Sum

    @property
    def net(self) -> Sum | None:
        """Give haves less needs; None where one of them is not told whole."""
        return _less(self.have, self.need) if self.have.is_whole and self.need.is_whole else None


@dataclass(frozen=True, eq=False, slots=True)
class Sheet:
    """A balance in the hands of one reader.

    open_t: side × end × material × month; periods, protected_t, ends: see ``Contents``; None where
    nothing but open lots counts.
    """

    start: int
    materials: Column
    open_t: Column
    periods: Column | None = None
    protected_t: Column | None = None
    ends: Column | None = None

    @property
    def months(self) -> int:
        """Count the months."""
        return int(self.open_t.shape[-1])

    def figure(self, side: int, material: int | None, first: int, last: int) -> Sum:
        """Add up one side of a material (all: None) over months counted from the first."""
        rows = slice(None) if material is None else slice(material, material + 1)
        open_t = self.open_t[side, :, rows, first : last + 1].sum(axis=(1, 2))
        low, mid, high = (float(end) for end in open_t)
        if self.periods is None or self.protected_t is None or self.ends is None:
            return Sum(low, mid, high)
        row = self.protected_t[side, -1 if material is None else material]
        told = _of_months(row, self.periods, first, last, self.months)
        if np.isnan(told):
            return Sum(low, mid, high, is_whole=False)
        if not told:
            return Sum(low, mid, high)
        share = self.ends[side]
        return Sum(low + told * share[0], mid + told, high + told * share[1])

    def line(self, key: str, material: int | None, first: int, last: int) -> Line:
        """Add up both sides."""
        have, need = (self.figure(side, material, first, last) for side in (HAVE, NEED))
        return Line(key, have, need)


def _of_months(row: Column, periods: Column, first: int, last: int, months: int) -> float:
    """Add up what is told of some months; nan where a part of it is not."""
    if (first, last) == (0, months - 1):
        return float(row[-1])
    after = np.append(periods[1:], months)
    touched = row[:-1][(after > first) & (periods <= last)]
    is_cut = first not in periods or last + 1 not in after
    return float("nan") if is_cut and touched.any() else float(touched.sum())


def sheet_of(contents: Contents, municipality: str = "") -> Sheet:
    """Take a published balance, of the whole region or of what is open in one municipality."""
    if not municipality:
        open_t = contents.open_t.sum(axis=2)
        told = (contents.periods, contents.protected_t, contents.ends)
        return Sheet(contents.first_month, contents.materials, open_t, *told)
    chosen = contents.municipalities == municipality
    return Sheet(
        contents.first_month, contents.materials, contents.open_t[:, :, chosen].sum(axis=2)
    )


def sheet_of_lots(lots: Weighed, start: int, months: int) -> Sheet:
    """Add up lots somebody may know exactly."""
    materials = np.unique(lots.material)
    anywhere = np.array([""], dtype=np.str_)
    cube = open_cube(lots, anywhere, materials, start, months)
    return Sheet(start, materials, cube.sum(axis=2))


def window(sheet: Sheet, asked: Asked) -> tuple[int, int]:
    """Give the first and last month asked for, counted from the sheet's own; first > last: none."""
    first = 0 if asked.first is None else max(asked.first - sheet.start, 0)
    last = sheet.months - 1
    if asked.last is not None:
        last = min(asked.last - sheet.start, last)
    return first, last


def whole(sheet: Sheet, asked: Asked) -> Line:
    """Add up everything asked for."""
    return _line(sheet, "", asked, *window(sheet, asked))


def by_month(sheet: Sheet, asked: Asked) -> list[tuple[int, Line, Sum | None]]:
    """Give each month's number and line, and what has gathered since the first month asked for.

    What has gathered is known at the end of each period that is told whole.
    """
    first, last = window(sheet, asked)
    return [
        (
            sheet.start + month,
            _line(sheet, "", asked, month, month),
            _line(sheet, "", asked, first, month).net,
        )
        for month in range(first, last + 1)
    ]


def by_material(sheet: Sheet, asked: Asked) -> list[Line]:
    """Give a line for each material there is anything of, in the order of their codes."""
    first, last = window(sheet, asked)
    if first > last:
        return []
    wanted = [
        (name, place)
        for place, name in enumerate(sheet.materials.tolist())
        if asked.material in ("", name)
    ]
    lines = [sheet.line(name, place, first, last) for name, place in wanted]
    return [line for line in lines if _is_any(line.have) or _is_any(line.need)]


def by_municipality(contents: Contents, asked: Asked) -> list[Line]:
    """Give a line for each municipality of which something is open: nothing known is not zero."""
    found = []
    for name in contents.municipalities.tolist():
        line = whole(sheet_of(contents, name), asked)
        if _is_any(line.have) or _is_any(line.need):
            found.append(Line(name, line.have, line.need))
    return found


def _line(sheet: Sheet, key: str, asked: Asked, first: int, last: int) -> Line:
    place = None
    if asked.material:
        found = np.flatnonzero(sheet.materials == asked.material)
        place = int(found[0]) if len(found) else -1
    if first > last or place == -1:
        return Line(key, Sum(0.0, 0.0, 0.0), Sum(0.0, 0.0, 0.0))
    return sheet.line(key, place, first, last)


def _is_any(one: Sum) -> bool:
    return one.mid > 0 or one.high > 0 or not one.is_whole


def _less(have: Sum, need: Sum) -> Sum:
    return Sum(have.low - need.high, have.mid - need.mid, have.high - need.low)
