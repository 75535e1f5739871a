# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Look at rows before anything is saved: what is wrong with each, and what it would do."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kotipesa.errors import Problem, Where, problem, severity
from kotipesa.vocab import find_municipality
from kotipesa_web.accounts.models import Organisation
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.intake.choices import Does
from kotipesa_web.intake.engine import (
    Checked,
    Place,
    Row,
    SiteFigures,
    as_text,
    check,
    differing,
)
from kotipesa_web.intake.standing import Own, Standing, standing
from kotipesa_web.intake.targets import LEADS_TO, TARGETS, Target
from kotipesa_web.places.streams import streams_on

DEFAULT_STREAM = "soil"
CLOSE_M = 1.0
"""A site that lies so near to where it was is where it was."""
_MUNICIPALITY = "municipality"


@dataclass(frozen=True, eq=False, slots=True)
class Seen:
    """One row as it was looked at."""

    row: Row
    problems: tuple[Problem, ...]
    has_errors: bool
    does: Does
    before: Mapping[str, str]
    own: Own | None


@dataclass(frozen=True, eq=False, slots=True)
class Looked:
    """All rows of a batch as they were looked at, by table; with what they were held against."""

    rows: Mapping[str, Sequence[Seen]]
    checked: Checked
    standing: Standing


def look(
    viewer: Viewer,
    rows: Mapping[str, Sequence[Row]],
    places: Sequence[Place],
    found: Mapping[tuple[str, int], Sequence[Problem]],
) -> Looked:
    """Check rows and compare them with what stands; nothing is written.

    found: what was wrong with cells when they were read, by table and number of the row.
    """
    cells = {table: [row.cells for row in told] for table, told in rows.items()}
    there = standing(viewer, cells)
    checked = check(cells, there.beside, there.given)
    wrong: dict[tuple[str, int], list[Problem]] = {}
    for table, number, one in checked.problems:
        if number and one.code != "unknown_municipality":
            wrong.setdefault((table, number), []).append(one)
    judge = _judges(viewer)
    new = {table: _new_ids(table, told, there, checked) for table, told in rows.items()}
    looked = {
        table: [
            _seen(
                _Looking(table, row, places[row.place], there, checked, new),
                [
                    *found.get((table, number), ()),
                    *wrong.get((table, number), ()),
                    *judge(TARGETS[table], row),
                ],
            )
            for number, row in enumerate(told, 1)
        ]
        for table, told in rows.items()
    }
    return Looked(looked, checked, there)


def _new_ids(table: str, rows: Sequence[Row], there: Standing, checked: Checked) -> frozenset[str]:
    """Give the ids of rows that will be one's own and are not yet."""
    return frozenset(
        code
        for row in rows
        if (code := row.cells.get("id", "")) not in there.own[table]
        and not is_site_of_others(table, row, there, checked)
    )


@dataclass(frozen=True, slots=True)
class _Looking:
    """One row while it is looked at."""

    table: str
    row: Row
    place: Place
    there: Standing
    checked: Checked
    new: Mapping[str, frozenset[str]]

    def where(self, one: Problem) -> Problem:
        """Name the place a problem of this row has in its file."""
        column = one.where.column
        value = one.where.value or self.row.cells.get(column, "")[:60]
        place = Where(self.place.file, self.place.sheet, self.row.line, column, value)
        return replace(one, where=place)


def _seen(looking: _Looking, told: Sequence[Problem]) -> Seen:
    once = {(one.code, one.where.column): one for one in reversed(told)}
    problems = [looking.where(one) for one in reversed(once.values())]
    row, table = looking.row, looking.table
    has_errors = any(severity(one) == "error" for one in problems)
    if not has_errors and row.cells.get("id", "") not in looking.checked.good[table]:
        problems.append(looking.where(problem("import_row_waits")))
        has_errors = True
    own = looking.there.own.get(table, {}).get(row.cells.get("id", ""))
    if own is None and is_site_of_others(table, row, looking.there, looking.checked):
        return Seen(row, tuple(problems), has_errors, Does.SAME, {}, None)
    if own is None:
        return Seen(row, tuple(problems), has_errors, Does.NEW, {}, None)
    before = dict(_before(looking, own))
    does = Does.CHANGED if before else Does.SAME
    return Seen(row, tuple(problems), has_errors, does, before, own)


def _before(looking: _Looking, own: Own) -> Iterator[tuple[str, str]]:
    """Give the cells as they stand, of the columns that say something else now."""
    target, cells = TARGETS[looking.table], looking.row.cells
    names = [name for name in looking.row.told(looking.place) if name in target.stored.fields]
    told = [name for name in names if name not in {"id", "owner", *target.placed}]
    led = [name for name in told if name in target.relations]
    told = [name for name in told if name not in led]
    for name in led:
        if not _leads_there(looking, name, own):
            yield name, as_text(own.values[name])
    for name in differing(looking.table, told, cells, own.values):
        if not _is_left(looking, name, own):
            yield name, as_text(own.values[name])
    if target.placed and (figures := looking.checked.sites.get(cells.get("id", ""))):
        yield from _moved(looking.place, figures, own)
    if target.withdrawn and own.state == target.withdrawn:
        yield "state", own.state


def _leads_there(looking: _Looking, column: str, own: Own) -> bool:
    """Tell whether a reference leads where it leads already.

    An id of one's own leads to one's own row; else the same words mean the row they meant.
    """
    text, table = looking.row.cells.get(column, ""), LEADS_TO[column]
    stands = looking.there.own.get(table, {}).get(text)
    pk = stands.pk if stands else looking.there.pks[table].get(text)
    if not text:
        return own.leads[column] is None
    if pk is not None and pk == own.leads[column]:
        return True
    is_own = stands is not None or text in looking.new.get(table, ())
    return not is_own and text == as_text(own.values[column])


def _is_left(looking: _Looking, name: str, own: Own) -> bool:
    """Tell whether an empty cell leaves what stands: who sees the row, and the site's own town."""
    if looking.row.cells.get(name):
        return False
    if name == "sensitivity":
        return True
    figures = looking.checked.lots.get(looking.row.cells.get("id", ""))
    is_of_site = looking.table == "lots" and name == _MUNICIPALITY and figures is not None
    return is_of_site and own.values[name] in ("", figures.municipality if figures else "")


def _moved(place: Place, figures: SiteFigures, own: Own) -> Iterator[tuple[str, str]]:
    for name, now_m in (("x", figures.x_m), ("y", figures.y_m)):
        if abs(own.values[name] - now_m) > CLOSE_M:
            yield name, as_text(round(own.values[name], 1))
    before = own.extra["outline_wkb"]
    if "geometry" in place.columns and (before and bytes(before)) != figures.outline_wkb:
        yield "geometry", "…" if before else ""


def is_site_of_others(table: str, row: Row, there: Standing, checked: Checked) -> bool:
    """Tell whether a row repeats a site of others that is seen anyway; it stays theirs."""
    code = row.cells.get("id", "")
    point, figures = there.points.get(code), checked.sites.get(code)
    if table != "sites" or code in there.own[table] or not point or not figures:
        return False
    return abs(point[0] - figures.x_m) <= CLOSE_M and abs(point[1] - figures.y_m) <= CLOSE_M


Judge = Callable[[Target, Row], list[Problem]]


def _judges(viewer: Viewer) -> Judge:
    """Give what judges a row by what only the platform knows: whose it is, and what fits."""
    organisation = Organisation.objects.get(pk=viewer.organisation_id or 0)
    own_names = {"", "-"} | {
        name.casefold() for name in (organisation.name, organisation.code, organisation.business_id)
    }

    streams = streams_on(viewer)

    def is_own(name: str) -> bool:
        if name.casefold() in own_names:
            return True
        found = find_municipality(name) if organisation.municipality else None
        return found is not None and found.code == organisation.municipality

    def judge(target: Target, row: Row) -> list[Problem]:
        told: list[tuple[str, str, dict[str, Any]]] = []
        if not is_own(owner := row.cells.get("owner", "")):
            told.append(("import_owner_other", "owner", {"owner": owner}))
        kind = row.cells.get("kind", "") or DEFAULT_STREAM
        if target.table == "lots" and kind not in streams:
            told.append(("stream_off", "kind", {"kind": kind}))
        municipality = row.cells.get(_MUNICIPALITY, "")
        if municipality and find_municipality(municipality) is None:
            told.append(("import_unknown_municipality", _MUNICIPALITY, {"name": municipality}))
        for column, text in row.cells.items():
            most = target.longest.get(column, 0)
            if 0 < most < len(text) and column != _MUNICIPALITY:
                told.append(("cell_too_long", column, {"limit": most}))
        return [problem(code, Where(column=column), **params) for code, column, params in told]

    return judge
