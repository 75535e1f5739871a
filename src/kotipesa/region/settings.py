# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read the settings of a region, from ``settings.toml``, a sheet or Python values."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kotipesa.errors import Problem, Where, problem
from kotipesa.lots import Lots
from kotipesa.periods import month_text
from kotipesa.region.references import NO_ROW, Known
from kotipesa.region.schema import SETTINGS, setting_columns
from kotipesa.region.tables import Settings
from kotipesa.sources import RawTable, cell_text, nearest, read_value
from kotipesa.sources.batch import SAME_AT_MOST
from kotipesa.sources.limits import DEFAULT_LIMITS, MEBIBYTE, shown, size_problem
from kotipesa.sources.schema import header_names, plain_name
from kotipesa.sources.toml import parse_toml

PRICE_UNITS = ("EUR", "kgCO2e")
_LINE = re.compile(r"at line (\d+)")
_LIMITS = replace(DEFAULT_LIMITS, file_bytes=MEBIBYTE)


@dataclass(frozen=True, slots=True)
class Given:
    """A setting as somebody wrote it, and where."""

    text: str
    where: Where


def settings_from_toml(path: Path) -> tuple[dict[str, Given], tuple[Problem, ...]]:
    """Read ``settings.toml`` as texts by key."""
    if too_large := size_problem(path, _LIMITS):
        return {}, (too_large,)
    where = Where(path.name)
    try:
        text = path.read_text(encoding="utf-8-sig")
        values = parse_toml(text)
    except UnicodeDecodeError:
        return {}, (problem("bad_encoding", where),)
    except tomllib.TOMLDecodeError as fault:
        line = _LINE.search(str(fault))
        place = Where(path.name, row=int(line[1]) if line else 0)
        return {}, (problem("bad_toml", place, reason=fault),)
    except OSError as fault:
        return {}, (problem("unreadable_file", where, reason=fault.strerror or fault),)
    lines = {
        line.split("=")[0].strip().strip("\"'"): number
        for number, line in reversed(list(enumerate(text.splitlines(), start=1)))
    }
    return {
        key: _given(key, value, Where(path.name, row=lines.get(key, 0)))
        for key, value in values.items()
    }, ()


def settings_from_sheet(raw: RawTable) -> tuple[dict[str, Given], tuple[Problem, ...]]:
    """Read a sheet of keys or their labels and values, with or without a header above them.

    A key stands once.
    """
    names = header_names(setting_columns().values())
    is_setting = plain_name(raw.header[0]) in names
    lines = [(raw.where_header(), raw.header)] if is_setting else []
    lines += [(raw.where(row), cells) for row, cells in enumerate(zip(*raw.cells, strict=True))]
    given: dict[str, Given] = {}
    problems = []
    for place, (key, *values) in lines:
        name = names.get(plain_name(key), key.strip())
        one = _given(name, values[0] if values else "", place)
        if name in given:
            first_row = given[name].where.row
            problems.append(problem("duplicate_id", one.where, id=key.strip(), first_row=first_row))
        elif name:
            given[name] = one
    return given, tuple(problems)


def settings_from_values(values: Mapping[str, object]) -> dict[str, Given]:
    """Read settings given in Python."""
    return {key: _given(key, value, Where(sheet=SETTINGS)) for key, value in values.items()}


def settings_values(given: Mapping[str, Given]) -> dict[str, object]:
    """Give settings that were found to be fine as settings.toml has them."""
    values: dict[str, object] = {}
    for key, one in given.items():
        column = setting_columns()[key]
        value = read_value(one.text, column)
        values[key] = month_text(value) if column.type == "month" else value
    return values


def read_settings(
    given: Mapping[str, Given], lots: Lots, has_roads: bool, projects: Known
) -> tuple[Settings, tuple[Problem, ...]]:
    """Check and build the settings; a bad one counts as not set.

    Without ``start`` the first month of any lot begins the horizon; without ``distances`` the
    roads count when there are any, else the crow.
    """
    columns = setting_columns()
    strange = [(key, one.where) for key, one in given.items() if key not in columns]
    problems = [
        problem("unknown_setting", where, key=key, nearest=nearest(key, columns))
        for key, where in strange[:SAME_AT_MOST]
    ]
    values: dict[str, Any] = {}
    for key, column in columns.items():
        one = given.get(key)
        if one is None or not one.text:
            continue
        value = read_value(one.text, column)
        if isinstance(value, Problem):
            problems.append(replace(value, where=one.where))
        else:
            values[key] = value
    problems += _meaning_problems(values, given, has_roads, projects)
    prices = [key for key, column in columns.items() if column.unit.startswith(PRICE_UNITS)]
    first_month = int(lots.first_month.min()) if len(lots) else 0
    settings = Settings(
        start=values.pop("start", first_month),
        distance_rule=values.pop("distances", "roads" if has_roads else "crow"),
        defaulted=tuple(key for key in prices if key not in values),
        **values,
    )
    return settings, tuple(problems)


def _meaning_problems(
    values: Mapping[str, Any], given: Mapping[str, Given], has_roads: bool, projects: Known
) -> list[Problem]:
    problems = [
        problem(
            "unknown_reference",
            given["alternatives"].where,
            table="projects",
            id=name,
            nearest=nearest(name, projects.rows),
        )
        for name in values.get("alternatives", ())
        if projects.row(name) == NO_ROW and name not in projects.broken
    ]
    if values.get("distances") == "roads" and not has_roads:
        problems.append(problem("roads_missing", given["distances"].where))
    return problems


def _given(key: str, value: object, where: Where) -> Given:
    text = cell_text(value).strip()
    return Given(text, replace(where, column=key, value=shown(text)))
