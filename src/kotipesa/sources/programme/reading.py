# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read a list of coming projects by its profile; an unclear cell loses only itself."""

import re
from pathlib import Path
from typing import NamedTuple

import numpy as np

from kotipesa.arrays import Flags, Numbers, Texts, Tuples, texts, tuples
from kotipesa.errors import InputError, problem
from kotipesa.sources.delimited.reading import read_delimited
from kotipesa.sources.programme.cells import ListCells
from kotipesa.sources.programme.groups import group_rows
from kotipesa.sources.programme.meaning import structure_types, works
from kotipesa.sources.programme.places import known_places
from kotipesa.sources.programme.profile import profiles, recognise
from kotipesa.sources.programme.table import Period, Programme, ProjectRows
from kotipesa.sources.programme.times import months_to_periods, year_values, years_to_periods

METRES_PER_KM = 1000.0
MOST_ROWS = 10_000_000
MEASURED_BY_LENGTH = ("cycle_route",)
_LENGTH_IN_NAME = re.compile(r"\bn\. ?(\d+) m\b")


def read_programme(path: Path) -> Programme:
    """Read a csv list of projects; its profile is recognised by the header.

    Raises InputError with ``programme_missing``, ``programme_unknown``, or as a table that cannot
    be read at all does. Everything else that is odd is in ``notes``.
    """
    if not path.is_file():
        raise InputError([problem("programme_missing", file=path.name)])
    telling = {column for profile in profiles() for column in profile.recognised_by}
    raw, read_problems = read_delimited(path, "programme", telling)
    if raw is None:
        raise InputError(read_problems)
    profile = recognise(raw.header)
    if profile is None:
        names = ", ".join(p.id for p in profiles())
        raise InputError([problem("programme_unknown", raw.where_header(), known=names)])
    cells = ListCells(raw, profile, list(read_problems))
    return Programme(profile, _projects(cells), tuple(cells.notes))


def _projects(every_row: ListCells) -> ProjectRows:
    profile = every_row.profile
    district, majors = known_places(every_row)
    is_project = _project_rows(every_row)
    if not is_project.any():
        raise InputError([problem("programme_without_projects", every_row.raw.where_header())])
    cells = every_row.only(is_project)
    name, section, budget_keur = (
        cells.text("name"),
        cells.text("section"),
        cells.number("budget_keur"),
    )
    category = _categories(cells, section)
    types = structure_types(profile.structures, name, category)
    done = works(profile.letters, cells.text("letters"), types, profile.phase)
    for row in np.flatnonzero(~done.is_clear):
        cells.note("programme_letters_unknown", int(row), profile.columns["letters"])
    times = _times(cells, ~np.isnan(budget_keur))
    budget_keur = np.where(np.isnan(budget_keur), times.money_keur, budget_keur)
    place_in_list = np.nan_to_num(cells.number("place_in_list")).clip(0, MOST_ROWS).astype(np.int32)
    may_head = np.array([bool(profile.heading_name.search(text)) for text in name], dtype=np.bool_)
    may_head |= cells.text("heading") != ""
    is_heading, part_of = group_rows(
        may_head, section, place_in_list, profile.longest_gap, budget_keur
    )
    return ProjectRows(
        file=texts([cells.raw.file] * len(name)),
        line=cells.raw.lines,
        section=section,
        place_in_list=place_in_list,
        number=cells.text("number"),
        name=name,
        district=district[is_project],
        majors=majors[is_project],
        category=category,
        area_m2=cells.number("area_m2"),
        floor_area_m2=cells.number("floor_area_m2"),
        length_m=_lengths(cells, name, types),
        unit_cost_eur_m2=cells.number("unit_cost_eur_m2"),
        budget_keur=budget_keur,
        periods=times.periods,
        year_only=times.year_only,
        structure_type=types,
        letters=done.letters,
        digs=done.digs,
        phase=done.phase,
        is_heading=is_heading,
        part_of=part_of,
        mark=cells.text("mark"),
        keywords=cells.text("keywords"),
    )


def _project_rows(cells: ListCells) -> Flags:
    kinds = cells.profile.project_kinds
    if not kinds:
        return np.ones(len(cells.raw), dtype=np.bool_)
    return np.isin(cells.column(cells.profile.kind_column), kinds)


def _categories(cells: ListCells, section: Texts) -> Texts:
    """Give the categories without the full stop some end with; a section may stand for one."""
    told = [text.rstrip(".") for text in cells.text("category")]
    of_section = cells.profile.category_of_section
    return texts([own or of_section.get(part, "") for own, part in zip(told, section, strict=True)])


def _lengths(cells: ListCells, name: Texts, types: Texts) -> Numbers:
    """Give lengths in metres: ``n. 250 m`` in a name, else the kilometres that measure the work."""
    in_name = [_LENGTH_IN_NAME.search(text) for text in name]
    named_m = np.array([float(found[1]) if found else np.nan for found in in_name])
    told_m = cells.number("length_km") * METRES_PER_KM
    told_m[~np.isin(types, MEASURED_BY_LENGTH)] = np.nan
    return np.where(np.isnan(named_m), told_m, named_m)


class _Times(NamedTuple):
    periods: Tuples
    year_only: Flags
    money_keur: Numbers


def _times(cells: ListCells, has_money: Flags) -> _Times:
    """Read when each project is made; the money of all years together is its money."""
    if cells.profile.months:
        return _times_by_month(cells, has_money)
    return _times_by_year(cells)


def _times_by_month(cells: ListCells, has_money: Flags) -> _Times:
    columns = [(first, cells.column(header)) for header, first in cells.profile.months.items()]
    budget_year = cells.profile.budget_year
    periods: list[tuple[Period, ...]] = []
    year_only: list[bool] = []
    for row in range(len(cells.raw)):
        found = months_to_periods([(first, column[row]) for first, column in columns])
        if found is None:
            cells.note("programme_cell_unclear", row, next(iter(cells.profile.months)))
        needs_year = not found and budget_year is not None and bool(has_money[row])
        year = (Period(*budget_year, 1.0),) if needs_year and budget_year else ()
        periods.append(found or year)
        year_only.append(needs_year)
    return _Times(tuples(periods), np.array(year_only, dtype=np.bool_), _nothing(len(cells.raw)))


def _times_by_year(cells: ListCells) -> _Times:
    headers = cells.profile.year_columns
    shares, money = (cells.column(header) for header in headers)
    periods: list[tuple[Period, ...]] = []
    money_keur = _nothing(len(cells.raw))
    for row in range(len(cells.raw)):
        values = [year_values(column[row]) for column in (shares, money)]
        for value, header in zip(values, headers, strict=True):
            if value is None:
                cells.note("programme_cell_unclear", row, header)
        by_share, by_money = (value or {} for value in values)
        periods.append(years_to_periods(by_share, by_money, cells.profile.first_month))
        money_keur[row] = sum(by_money.values()) or np.nan
    return _Times(tuples(periods), np.array([bool(p) for p in periods]), money_keur)


def _nothing(rows: int) -> Numbers:
    return np.full(rows, np.nan)
