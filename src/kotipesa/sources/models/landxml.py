# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read one surface of a LandXML or Inframodel file, with what the file says of its quantities."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from kotipesa.arrays import Indices, Numbers
from kotipesa.errors import Problem, Where, problem, severity
from kotipesa.sources.apart import parse_apart
from kotipesa.sources.distinct import nearest
from kotipesa.sources.limits import shown
from kotipesa.sources.models.frame import Frame, in_zone, read_frame
from kotipesa.sources.models.stated import Stated, read_stated
from kotipesa.surfaces import LeftOut, Tin, TinError, make_tin, overlap_m2

NAMES_SHOWN = 10
GREATEST_M = 1e9
"""No place in any system of coordinates on earth is as far from zero."""
FOLDED_SHARE = 1e-3
"""A surface of which more than this lies over itself is refused: volumes would count it twice."""


@dataclass(frozen=True, eq=False, slots=True)
class Surface:
    """A surface as a file gives it, in metres, east first.

    crs: EPSG code, heights: N2000 and the like; each '' if nobody told. hidden: triangles marked
    invisible, which are holes; folded_m2: plan area where it lies over itself; stated: quantities
    the file gives for any of its surfaces.
    """

    file: str
    name: str
    tin: Tin
    crs: str
    heights: str
    hidden: int
    left_out: LeftOut
    folded_m2: float
    stated: tuple[Stated, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What is said for a file that does not say it: which surface, its system, its unit."""

    surface: str = ""
    crs: str = ""
    unit: str = ""


NOTHING_SAID = Said()


def read_surface(
    path: Path, said: Said = NOTHING_SAID
) -> tuple[Surface | None, tuple[Problem, ...]]:
    """Read a surface from a file, in a process of its own with limits.

    No surface when something is wrong with it; every problem names the file and the surface.
    """
    if not path.is_file():
        return None, (problem("path_not_found", Where(path.name), path=path.name),)
    found = parse_apart("landxml", path)
    if isinstance(found, Problem):
        return None, (found,)
    return surface_in(found, path.name, said)


def surface_in(
    found: Mapping[str, Any], file: str, said: Said
) -> tuple[Surface | None, tuple[Problem, ...]]:
    """Make a surface of what ``landxml_parse`` found in a file."""
    place, fault = _chosen(found["surfaces"], said.surface, Where(file))
    if fault:
        return None, (fault,)
    where = Where(file, shown(str(found["surfaces"][place]["name"])))
    frame, problems = read_frame(found["units"], found["crs"], where, crs=said.crs, unit=said.unit)
    if found["encoding"]:
        problems.append(problem("model_encoding_wrong", where, encoding=found["encoding"]))
    if frame is None:
        return None, tuple(problems)
    points = _points(found, place, frame)
    if not (np.abs(points) < GREATEST_M).all():
        return None, (*problems, problem("surface_not_finite", where))
    points, more = in_zone(points, frame.crs, where)
    problems += more
    if any(severity(one) == "error" for one in problems):
        return None, tuple(problems)
    return _surface(found, place, frame, points, where, problems)


def _surface(
    found: Mapping[str, Any],
    place: int,
    frame: Frame,
    points: Numbers,
    where: Where,
    problems: list[Problem],
) -> tuple[Surface | None, tuple[Problem, ...]]:
    rows, fault = _rows(found, place, where)
    if fault:
        return None, (*problems, fault)
    try:
        tin, left_out = make_tin(points, rows)
        folded_m2 = overlap_m2(tin)
    except TinError as unsound:
        return None, (*problems, problem(unsound.reason, where))
    hidden = int(found["surfaces"][place]["hidden"])
    counts = {
        "surface_hidden": hidden,
        "surface_flat": left_out.flat,
        "surface_twice": left_out.twice,
    }
    problems += [problem(code, where, count=count) for code, count in counts.items() if count]
    if folded_m2:
        is_much = folded_m2 > FOLDED_SHARE * tin.plan_area_m2()
        code = "surface_folded" if is_much else "surface_folded_little"
        problems.append(problem(code, where, area=f"{folded_m2:.3f}"))
        if is_much:
            return None, tuple(problems)
    name = str(found["surfaces"][place]["name"])
    stated = read_stated(found["stated"], found["units"])
    surface = Surface(
        where.file, name, tin, frame.crs, frame.heights, hidden, left_out, folded_m2, stated
    )
    return surface, tuple(problems)


def _chosen(
    surfaces: Sequence[Mapping[str, Any]], name: str, where: Where
) -> tuple[int, Problem | None]:
    """Choose the surface that is named, or the only one with triangles."""
    if not surfaces:
        return 0, problem("model_without_surfaces", where)
    names = [str(surface["name"]) for surface in surfaces]
    meant = [place for place, known in enumerate(names) if known == name] if name else []
    if name and not meant:
        return 0, problem("surface_unknown", where, name=shown(name), nearest=_listed(names, name))
    candidates = meant or range(len(surfaces))
    whole = [place for place in candidates if surfaces[place]["faces"]]
    if not whole:
        return 0, problem("surface_without_triangles", where, names=_listed(names))
    if len(whole) > 1:
        return 0, problem("surfaces_several", where, names=_listed([names[p] for p in whole]))
    return whole[0], None


def _listed(names: Sequence[str], near: str = "") -> str:
    if near and len(names) > NAMES_SHOWN:
        return nearest(near, names)
    more = [] if len(names) <= NAMES_SHOWN else ["…"]
    return ", ".join([*(shown(name) for name in names[:NAMES_SHOWN]), *more])


def _points(found: Mapping[str, Any], place: int, frame: Frame) -> Numbers:
    """Give the points of a surface in metres, east first; files write northing first."""
    north, east, height = found["points"][_part(found, place, "points")].T
    scaled = (east * frame.metres, north * frame.metres, height * frame.height_metres)
    return np.column_stack(scaled)


def _rows(found: Mapping[str, Any], place: int, where: Where) -> tuple[Indices, Problem | None]:
    """Turn the ids faces give into rows of points."""
    ids = found["point_id"][_part(found, place, "points")]
    faces = found["faces"][_part(found, place, "faces")]
    order = np.argsort(ids, kind="stable")
    ranked = ids[order]
    if (twice := ranked[1:][ranked[1:] == ranked[:-1]]).size:
        return faces, problem("surface_id_twice", where, id=int(twice[0]))
    rank = np.minimum(np.searchsorted(ranked, faces), max(len(ids) - 1, 0))
    if not len(ids) or (strange := faces[ranked[rank] != faces]).size:
        missing = int(strange[0]) if len(ids) else int(faces[0, 0])
        return faces, problem("surface_corner_unknown", where, id=missing)
    return order[rank], None


def _part(found: Mapping[str, Any], place: int, column: str) -> slice:
    counts = [int(surface[column]) for surface in found["surfaces"][: place + 1]]
    return slice(sum(counts[:-1]), sum(counts))
