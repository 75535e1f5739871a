# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find the profile a file's header fits, and give its table in our own columns."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from kotipesa.arrays import Indices
from kotipesa.errors import Problem, Where, problem
from kotipesa.sources.coded import Coded
from kotipesa.sources.distinct import nearest
from kotipesa.sources.loads.profile import LoadsProfile, header_name
from kotipesa.sources.raw import RawTable

WEIGHTS = ("tonnes", "gross_t", "tare_t")
UNREAD = "note"


@dataclass(frozen=True, eq=False, slots=True)
class FittedTable:
    """A table in our columns.

    raw: the table as found; written: what each column is called in the file; units: unit of each
    weight, '' when the header does not say.
    """

    raw: RawTable
    table: RawTable
    profile: LoadsProfile
    written: dict[str, str]
    units: dict[str, str]

    def without(self, rows: Indices) -> "FittedTable":
        """Leave out some rows."""
        kept = np.setdiff1d(np.arange(len(self.raw)), rows)
        return replace(self, raw=self.raw.only(kept), table=self.table.only(kept))


@dataclass(frozen=True, slots=True)
class _Match:
    profile: LoadsProfile
    places: dict[str, int]
    lacking: tuple[tuple[str, ...], ...]


def fit(
    raw: RawTable, profiles: Sequence[LoadsProfile]
) -> tuple[FittedTable | None, tuple[Problem, ...]]:
    """Choose the profile under which most columns are known; no table when none has what it needs.

    Columns of people's names are left unread and noted, as are columns nobody knows.
    """
    matches = [_match(raw, profile) for profile in profiles]
    best = max(matches, key=lambda match: (not match.lacking, len(match.places)))
    if best.lacking:
        nearer = max(matches, key=lambda match: (len(match.places), -len(match.lacking)))
        lacking = ", ".join("/".join(group) for group in nearer.lacking)
        code, params = "loads_unrecognised", {"profile": nearer.profile.id, "lacking": lacking}
        return None, (problem(code, raw.where_header(), **params),)
    return _fitted(raw, best), tuple(_remarks(raw, best))


def _match(raw: RawTable, profile: LoadsProfile) -> _Match:
    places: dict[str, int] = {}
    for place, header in enumerate(raw.header):
        name, _ = header_name(header)
        column = profile.columns.get(name, "")
        if column and column not in places and name not in profile.personal:
            places[column] = place
    said = {*places, *(profile.constants or {})}
    lacking = tuple(group for group in profile.needs if not said.intersection(group))
    return _Match(profile, places, lacking)


def _fitted(raw: RawTable, match: _Match) -> FittedTable:
    constants = {
        name: value
        for name, value in (match.profile.constants or {}).items()
        if name not in match.places
    }
    read = {name: place for name, place in match.places.items() if name != UNREAD}
    table = RawTable(
        name=raw.name,
        file=raw.file,
        sheet=raw.sheet,
        header=(*read, *constants),
        header_line=raw.header_line,
        columns=(
            *(raw.columns[place] for place in read.values()),
            *(Coded((value,), np.zeros(len(raw), dtype=np.int32)) for value in constants.values()),
        ),
        lines=raw.lines,
    )
    written = {name: raw.header[place] for name, place in match.places.items()}
    units = {name: header_name(written[name])[1] for name in WEIGHTS if name in written}
    return FittedTable(raw, table, match.profile, written, units)


def _remarks(raw: RawTable, match: _Match) -> list[Problem]:
    """Note what is left unread: columns about people in one note, unknown ones each."""
    used = set(match.places.values())
    left = [header for place, header in enumerate(raw.header) if place not in used]
    personal = [name for name in left if header_name(name)[0] in match.profile.personal]
    known = sorted(set(match.profile.columns))
    remarks = [
        problem("unknown_column", raw.where_header(name), nearest=nearest(name, known))
        for name in left
        if name.strip() and name not in personal
    ]
    if personal:
        where = Where(raw.file, raw.sheet, raw.header_line)
        remarks.append(problem("personal_left_out", where, columns=", ".join(personal)))
    return remarks
