# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Cut the part of a problem that lies at some sites out of it, with nothing of the others."""

from dataclasses import dataclass, replace

import numpy as np

from kotipesa.arrays import Flags, Indices, Numbers, take
from kotipesa.plan.problem.arcs import no_arcs
from kotipesa.plan.problem.haulage import Haulage, longest_km
from kotipesa.plan.problem.lines import StraightLines
from kotipesa.plan.problem.problem import Ends, Problem
from kotipesa.region import Region


@dataclass(frozen=True, eq=False, slots=True)
class Part:
    """A part of a problem: the lots and plants of some sites, among themselves.

    haves, needs, plants: which of the whole they are, rising. Agreed moves and the share of
    recovery are of the whole alone; a part knows neither, nor any names.
    """

    problem: Problem
    haves: Indices
    needs: Indices
    plants: Indices


def part_of(whole: Problem, sites: Flags) -> Part:
    """Cut out what is at some sites; sites: of the haulage tables. Grades keep their numbers."""
    haves, needs, plants = (
        np.flatnonzero(sites[ends.site]) for ends in (whole.haves, whole.needs, whole.plants)
    )
    return cut(whole, haves, needs, plants, sites)


def cut(
    whole: Problem,
    haves: Indices,
    needs: Indices,
    plants: Indices,
    sites: Flags,
    tonnes: Numbers | None = None,
) -> Part:
    """Cut some lots and plants out, with the sites where they are.

    tonnes: of those lots, haves first, where they are not all they have.
    """
    kept = np.flatnonzero(sites)
    place = np.cumsum(sites, dtype=np.int32) - 1
    accepts, built = whole.accepts, take(whole.plants, plants)
    have_t, need_t = (None, None) if tonnes is None else np.split(tonnes, [len(haves)])
    problem = replace(
        whole,
        region=_bare(whole.region, whole.haul.site[kept]),
        haves=_at(take(whole.haves, haves), place, have_t),
        needs=_at(take(whole.needs, needs), place, need_t),
        plants=replace(built, site=place[built.site]),
        accepts=replace(
            accepts,
            plant_takes=accepts.plant_takes[plants],
            origin_allowed=accepts.origin_allowed[plants],
            supplied_grade=accepts.supplied_grade[plants],
        ),
        haul=_among(whole.haul, kept),
        min_recovery_share=None,
        locked=no_arcs(),
        lock_row=whole.lock_row[:0],
        lock_t=whole.lock_t[:0],
    )
    return Part(problem, haves, needs, plants)


def _at(ends: Ends, place: Indices, tonnes: Numbers | None) -> Ends:
    tonnes = ends.tonnes if tonnes is None else tonnes
    return replace(ends, site=place[ends.site], tonnes=tonnes)


def _among(haul: Haulage, sites: Indices) -> Haulage:
    """Keep the hauls between some sites."""
    pairs, lines = np.ix_(sites, sites), haul.km
    if isinstance(lines, StraightLines):
        km = replace(lines, x_m=lines.x_m[sites], y_m=lines.y_m[sites])
    else:
        km = lines[pairs]
    own_eur, own_kg = (
        None if own is None else own[pairs] for own in (haul.own_eur_per_t, haul.own_kgco2e_per_t)
    )
    here = np.arange(len(sites), dtype=np.int32)
    return replace(
        haul,
        site=here,
        km=km,
        longest_km=longest_km(km),
        own_eur_per_t=own_eur,
        own_kgco2e_per_t=own_kg,
    )


def _bare(region: Region, sites: Indices) -> Region:
    """Keep places and settings: what a process that solves a part is sent is small."""
    none = np.zeros(0, dtype=np.int32)
    return region.replace(
        lots=take(region.lots, none),
        projects=take(region.projects, none),
        facilities=take(region.facilities, none),
        distances=take(region.distances, none),
        sites=take(region.sites, sites),
        roads=None,
    )
