# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Say whose data a region rests on, and what is not known: missing is never zero."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotipesa.arrays import Flags, Indices, Numbers, Texts, texts
from kotipesa.region import Region
from kotipesa.region.scope import (
    ALTERNATIVE,
    PLANNED,
    SAME_AS_ANOTHER,
    chosen_projects,
    scope,
)
from kotipesa.vocab import find_municipality, municipalities


@dataclass(frozen=True, eq=False, slots=True)
class OwnerCoverage:
    """The members that brought lots into the plan, by name; tonnes are what their lots hold."""

    owner: Texts
    lots: Indices
    tonnes: Numbers


@dataclass(frozen=True, eq=False, slots=True)
class MunicipalityCoverage:
    """What is known of each municipality, sorted; those without any data are listed too.

    lots, tonnes: those in the plan; projects_listed: projects that are known to exist, each once
    and of each set of alternatives the chosen one; projects_known: those with at least one lot.
    has_data: a lot that lies there is known, in the plan or not.
    """

    municipality: Texts
    has_data: Flags
    lots: Indices
    tonnes: Numbers
    projects_known: Indices
    projects_listed: Indices


@dataclass(frozen=True, eq=False, slots=True)
class Coverage:
    """What a region rests on.

    known_share: the share of listed projects that have at least one lot; None with none listed.
    """

    owners: OwnerCoverage
    municipalities: MunicipalityCoverage
    known_share: float | None


def coverage(region: Region) -> Coverage:
    """Count what is known of owners, municipalities and projects.

    Municipalities are those that occur and all others of the same region of the vocabulary.
    A project without any lot is known to exist, its masses are unknown.
    """
    reasons = scope(region)
    places = _municipality_coverage(region, reasons)
    listed = int(places.projects_listed.sum())
    known = int(places.projects_known.sum())
    return Coverage(
        owners=_owner_coverage(region, reasons == PLANNED),
        municipalities=places,
        known_share=known / listed if listed else None,
    )


def rests_on(known: Coverage) -> dict[str, Any]:
    """Give the ``rests_on`` entry of ``plan.json``: members, municipalities, known_share."""
    owners, places = known.owners, known.municipalities
    return {
        "members": [
            {"owner": owner, "lots": int(lots), "tonnes": float(tonnes)}
            for owner, lots, tonnes in zip(owners.owner, owners.lots, owners.tonnes, strict=True)
        ],
        "municipalities": [
            {
                "municipality": code,
                "has_data": bool(has_data),
                "projects_known": int(known_count),
                "projects_listed": int(listed),
            }
            for code, has_data, known_count, listed in zip(
                places.municipality,
                places.has_data,
                places.projects_known,
                places.projects_listed,
                strict=True,
            )
        ],
        "known_share": known.known_share,
    }


def _owner_coverage(region: Region, planned: Flags) -> OwnerCoverage:
    """Count the planned lots of every owner."""
    names, place = np.unique(region.lots.owner[planned], return_inverse=True)
    tonnes = _add_up(place, region.lots.amount_t[planned], len(names))
    return OwnerCoverage(names, _count(place, len(names)), tonnes)


def _municipality_coverage(region: Region, reasons: Texts) -> MunicipalityCoverage:
    """Count lots and projects of every municipality that occurs or should."""
    lots, projects = region.lots, region.projects
    listed = np.flatnonzero(chosen_projects(projects, region.settings.alternatives))
    known = np.intersect1d(listed, lots.project[lots.project >= 0])
    counted = reasons != SAME_AS_ANOTHER
    names = _expected_names([lots.municipality[counted], projects.municipality[listed]])
    size = len(names)
    planned = reasons == PLANNED
    possible = counted & (reasons != ALTERNATIVE)
    lot_place = np.searchsorted(names, lots.municipality)
    project_place = np.searchsorted(names, projects.municipality)
    return MunicipalityCoverage(
        municipality=names,
        has_data=_count(lot_place[possible], size) > 0,
        lots=_count(lot_place[planned], size),
        tonnes=_add_up(lot_place[planned], lots.amount_t[planned], size),
        projects_known=_count(project_place[known], size),
        projects_listed=_count(project_place[listed], size),
    )


def _expected_names(columns: list[Texts]) -> Texts:
    """List the municipalities that occur, and the others of the regions they lie in, sorted.

    The others are named the way those that occur are: by code, or by Finnish name.
    """
    occurring: set[str] = set().union(*(set(column) for column in columns))
    known = {name: found for name in occurring if (found := find_municipality(name))}
    codes, regions = {m.code for m in known.values()}, {m.region for m in known.values()}
    others = [m for m in municipalities() if m.region in regions and m.code not in codes]
    by_code = not codes.isdisjoint(occurring)
    return texts(sorted(occurring | {m.code if by_code else m.fi for m in others}))


def _count(places: NDArray[np.int64], size: int) -> Indices:
    """Count how often each place occurs."""
    return np.bincount(places, minlength=size).astype(np.int32)


def _add_up(places: NDArray[np.int64], amount_t: Numbers, size: int) -> Numbers:
    """Add up the tonnes of each place."""
    return np.bincount(places, amount_t, minlength=size).astype(np.float64)
