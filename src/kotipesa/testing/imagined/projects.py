# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Invent projects: who builds where, when, how surely, and which exclude each other."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kotipesa.arrays import Flags, Indices, Numbers, Texts, texts
from kotipesa.testing.draft import Row
from kotipesa.testing.imagined.columns import column_rows, numbered
from kotipesa.testing.imagined.names import COMPANIES, project_names
from kotipesa.testing.imagined.places import Centres, Places

NO_PROJECT = -1

_MUNICIPAL_SHARE = 0.62
_FIRST_START, _LAST_START = -3, 30
_SOON, _LATER = 8, 18
_SILENT = 8
_ALTERNATIVES = 9
_SIZE_SPREAD = 0.8
_NEED_LEAN = (0.15, 0.7)

_PHASES = (
    ("rakentaminen", "esirakentaminen"),
    ("katu- ja puistosuunnittelu", "rakennussuunnittelu"),
    ("asemakaavoitus", "esi- ja yleissuunnittelu"),
)
_PROBABILITY = (1.0, 0.9, 0.6)
RELIABILITY = ("A", "B", "C")
"""Phases, probability and reliability of what starts soon, later, and much later."""


@dataclass(frozen=True, eq=False, slots=True)
class InventedProjects:
    """Projects in columns.

    centre: a row of the centres; start: month of the horizon, may be negative; nearness: 0 soon,
    1 later, 2 much later; size: weight in the share of lots; need_lean: how likely a lot is a need;
    is_silent: nobody told its masses.
    """

    name: Texts
    owner: Texts
    is_municipal: Flags
    centre: Indices
    start: Indices
    nearness: Indices
    phase: Texts
    probability: Numbers
    alternative_of: Indices
    size: Numbers
    need_lean: Numbers
    is_silent: Flags

    def __len__(self) -> int:
        """Count the projects."""
        return len(self.name)


def invent_projects(rng: np.random.Generator, towns: Centres, places: Places) -> InventedProjects:
    """Make one project of each given place; the first, one a municipality, tell their masses."""
    count = len(places)
    start = rng.integers(_FIRST_START, _LAST_START + 1, size=count).astype(np.int32)
    nearness = np.searchsorted([_SOON, _LATER], start, side="right").astype(np.int32)
    phase = np.array(_PHASES, dtype=object)[nearness, rng.integers(2, size=count)]
    is_municipal = rng.random(count) < _MUNICIPAL_SHARE
    company = texts(COMPANIES)[rng.integers(len(COMPANIES), size=count)]
    talks = np.arange(count) < len(towns.code)
    silent = rng.choice(np.flatnonzero(~talks), size=_SILENT, replace=False)
    return InventedProjects(
        name=project_names(rng, places.name, towns.code[places.centre]),
        owner=np.where(is_municipal, towns.name[places.centre], company),
        is_municipal=is_municipal,
        centre=places.centre,
        start=start,
        nearness=nearness,
        phase=phase,
        probability=np.array(_PROBABILITY)[nearness],
        alternative_of=_alternatives(places.centre, len(towns.code)),
        size=rng.lognormal(0.0, _SIZE_SPREAD, size=count),
        need_lean=rng.uniform(*_NEED_LEAN, size=count),
        is_silent=np.isin(np.arange(count), silent),
    )


def assign_projects(
    rng: np.random.Generator, projects: InventedProjects, places: Places
) -> NDArray[np.int64]:
    """Give each place a project of its own municipality, each project its first place."""
    order = np.argsort(projects.centre, kind="stable")
    first = np.searchsorted(projects.centre[order], places.centre, side="left")
    end = np.searchsorted(projects.centre[order], places.centre, side="right")
    drawn = order[first + (rng.random(len(places)) * (end - first)).astype(np.int64)]
    drawn[: len(projects)] = np.arange(len(projects))
    return drawn


def project_rows(rng: np.random.Generator, projects: InventedProjects, towns: Centres) -> list[Row]:
    """Write the projects; what does not start soon may be moved by some months."""
    ids = numbered("P", len(projects))
    shift = rng.integers(0, 4, size=(2, len(projects))) * (projects.nearness > 0)
    return column_rows(
        id=ids,
        name=projects.name,
        owner=projects.owner,
        municipality=towns.code[projects.centre],
        phase=projects.phase,
        probability=projects.probability,
        alternative_of=np.append(ids, "")[projects.alternative_of],
        shift_earlier=shift[0],
        shift_later=shift[1],
    )


def _alternatives(centre: Indices, towns: int) -> Indices:
    """Make late projects alternatives of earlier ones in the same municipality, in pairs."""
    alternative_of = np.full(len(centre), NO_PROJECT, dtype=np.int32)
    single = np.arange(len(centre)) >= towns
    for late in range(len(centre) - 1, towns - 1, -1):
        partners = np.flatnonzero((centre == centre[late]) & single)
        if single[late] and partners[0] < late:
            alternative_of[late] = partners[0]
            single[[late, partners[0]]] = False
        if (alternative_of != NO_PROJECT).sum() == _ALTERNATIVES:
            break
    return alternative_of
