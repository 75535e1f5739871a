# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read ground investigations of several files into holes and layers."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np

from kotipesa.arrays import Flags, Numbers, Texts, stack, texts
from kotipesa.errors import Problem, Where, problem
from kotipesa.geo import axes_swapped, likely_systems, off_map, to_etrs
from kotipesa.sources.apart import parse_apart
from kotipesa.sources.boreholes.layers import layers_of, soil_of
from kotipesa.sources.boreholes.systems import height_of, system_of
from kotipesa.sources.boreholes.table import Boreholes
from kotipesa.sources.cells import read_number
from kotipesa.sources.distinct import by_distinct
from kotipesa.sources.limits import shown
from kotipesa.vocab import find_code

SHOWN_LINES = 10
_DAY = re.compile(r"(\d\d)(\d\d)(\d{4})")


def read_boreholes(paths: Sequence[Path]) -> tuple[Boreholes | None, tuple[Problem, ...]]:
    """Read every hole of the files; holes that lie nowhere we know stay, without a place.

    Gives None when there is no hole at all. Coordinate systems are never guessed: what a file does
    not tell, or tells by a name nobody knows, is a problem.
    """
    tables: list[Boreholes] = []
    problems: list[Problem] = []
    for path in paths:
        found = parse_apart("boreholes", path)
        if isinstance(found, Problem):
            problems.append(found)
            continue
        table, more = holes_of(found, path.name)
        tables.append(table)
        problems += more
    return (_joined(tables) if tables else None), tuple(problems)


def _joined(tables: Sequence[Boreholes]) -> Boreholes:
    starts = np.cumsum([0, *(len(table) for table in tables[:-1])])
    layers = [
        replace(table.layers, hole=(table.layers.hole + start).astype(np.int32))
        for table, start in zip(tables, starts, strict=True)
    ]
    columns = {
        f.name: np.concatenate([getattr(table, f.name) for table in tables])
        for f in fields(Boreholes)
        if f.name != "layers"
    }
    return Boreholes(**columns, layers=stack(layers))


def holes_of(found: Mapping[str, Any], file: str) -> tuple[Boreholes, list[Problem]]:
    """Give the holes of one parsed file, and what is odd about them."""
    crs = by_distinct(found["hole_system"], system_of, object)
    north, east, level_m = (_numbers(found[f"hole_{name}"]) for name in ("x", "y", "z"))
    is_iso = by_distinct(found["hole_classes"], _names_iso, np.bool_)
    known = (crs != "") & np.isfinite(north) & np.isfinite(east)
    x_m, y_m = np.full(len(crs), np.nan), np.full(len(crs), np.nan)
    x_m[known], y_m[known] = to_etrs(east[known], north[known], crs[known])
    lost = known & off_map(x_m, y_m)
    problems = [
        *_system_problems(found, file, crs),
        *_counted("boreholes_no_place", file, found, ~np.isfinite(north) | ~np.isfinite(east)),
        *_lost_problems(found, file, lost, (east, north, crs)),
        *_row_problems(found, file),
        *_counted("boreholes_iso_classes", file, found, is_iso),
    ]
    x_m[lost] = y_m[lost] = np.nan
    depth_m = np.zeros(len(crs))
    np.maximum.at(depth_m, found["row_hole"], np.nan_to_num(found["row_bottom_m"]))
    holes = Boreholes(
        file=texts([file] * len(crs)),
        line=found["hole_line"],
        id=texts([*map(_name, found["hole_work"], found["hole_number"])]),
        method=by_distinct(found["hole_method"], _method, object),
        x_m=x_m,
        y_m=y_m,
        crs=crs,
        level_m=level_m,
        height=by_distinct(found["hole_height"], height_of, object),
        date=by_distinct(found["hole_date"], _day, object),
        depth_m=depth_m,
        end=by_distinct(found["hole_end"], _end, object),
        is_ended=found["hole_end"] != "",
        layers=layers_of(found, ~is_iso),
    )
    return holes, problems


def _system_problems(found: Mapping[str, Any], file: str, crs: Texts) -> list[Problem]:
    written = found["hole_system"]
    unknown = sorted(set(written[crs == ""]) - {""})
    height = by_distinct(found["hole_height"], height_of, object)
    return [
        *_counted("boreholes_no_system", file, found, written == ""),
        *(
            one
            for name in unknown
            for one in _counted(
                "boreholes_unknown_system", file, found, written == name, system=shown(name)
            )
        ),
        *_counted("boreholes_no_height", file, found, height == ""),
    ]


def _lost_problems(
    found: Mapping[str, Any], file: str, lost: Flags, place: tuple[Numbers, Numbers, Texts]
) -> list[Problem]:
    """Say where the holes would be that lie outside Finland: swapped, or in another system."""
    if not lost.any():
        return []
    east, north, crs = place[0][lost], place[1][lost], place[2][lost]
    swapped = axes_swapped(east, north, crs)
    is_swapped = np.zeros(len(lost), dtype=np.bool_)
    is_swapped[np.flatnonzero(lost)[swapped]] = True
    guess = likely_systems(float(east[0]), float(north[0]))
    return [
        *_counted("boreholes_swapped", file, found, is_swapped),
        *_counted("boreholes_off_map", file, found, lost & ~is_swapped, crs=crs[0], guess=guess),
    ]


def _row_problems(found: Mapping[str, Any], file: str) -> list[Problem]:
    problems = _counted("boreholes_not_ended", file, found, found["hole_end"] == "")
    junk = found["junk_line"]
    if len(junk):
        lines = _lines_text(junk.tolist())
        where = Where(file, row=int(junk[0]))
        problems.append(problem("boreholes_junk", where, count=len(junk), lines=lines))
    names = Counter(name for name in found["row_soil"] if name and not soil_of(name).kind)
    if names:
        told = ", ".join(f"{shown(name)} ({count})" for name, count in sorted(names.items()))
        problems.append(problem("boreholes_soil_unknown", Where(file), names=told))
    return problems


def _counted(
    code: str, file: str, found: Mapping[str, Any], holes: Flags, **params: object
) -> list[Problem]:
    """Say once of how many holes it is true, and on which lines the first begin."""
    lines = found["hole_line"][holes].tolist()
    if not lines:
        return []
    where = Where(file, row=lines[0])
    return [problem(code, where, count=len(lines), lines=_lines_text(lines), **params)]


def _lines_text(lines: Sequence[int]) -> str:
    more = " …" if len(lines) > SHOWN_LINES else ""
    return ", ".join(map(str, lines[:SHOWN_LINES])) + more


def _numbers(column: Texts) -> Numbers:
    read = [read_number(text) for text in column]
    return np.array([np.nan if number is None else number for number in read])


def _name(work: str, number: str) -> str:
    return "-".join(part for part in (work, number) if part not in ("", "-"))


def _method(written: str) -> str:
    name = written.partition("/")[0]
    return find_code("sounding", name) or shown(name)


def _names_iso(classes: str) -> bool:
    """Tell the classification of ISO 14688, in which Sa is sand; in the Finnish one it is clay."""
    return "iso" in classes.casefold() or "14688" in classes


def _end(written: str) -> str:
    return "" if written in ("", "-") else find_code("sounding_end", written) or shown(written)


def _day(written: str) -> str:
    found = _DAY.fullmatch(written)
    return f"{found[3]}-{found[2]}-{found[1]}" if found else ""
