# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Turn a region into a planning problem."""

from collections.abc import Sequence

import numpy as np

from kotipesa.arrays import Flags, Indices, Numbers, Texts, take
from kotipesa.errors import UsageError, problem
from kotipesa.lots import Lots
from kotipesa.periods import ALWAYS_TO
from kotipesa.plan.problem.acceptance import acceptance, accepted_materials
from kotipesa.plan.problem.arcs import no_arcs
from kotipesa.plan.problem.grades import Grades, all_grades, output_grades, part_shares
from kotipesa.plan.problem.haulage import Haulage, haulage
from kotipesa.plan.problem.locks import with_locks
from kotipesa.plan.problem.problem import Ends, Plants, Problem
from kotipesa.region import Region
from kotipesa.region.scope import PLANNED, scope
from kotipesa.region.tables import OUTLET, Facilities


def build_problem(
    region: Region, open_ids: Sequence[str] = (), haul: Haulage | None = None
) -> Problem:
    """Build the problem of a region; lots, sites and plants are sorted by id.

    open_ids: unbuilt facilities to count as built; haul: between the sites in use and perhaps
    others, where it is known already. Raises UsageError for an unknown id.
    """
    have_rows, need_rows = _planned(region)
    plant_rows = _existing(region.facilities, open_ids)
    haves, needs = take(region.lots, have_rows), take(region.lots, need_rows)
    plants = take(region.facilities, plant_rows)
    if haul is None:
        haul = haulage(region, _used_sites(region, (haves.site, needs.site, plants.site)))
    place = np.full(len(region.sites), -1, dtype=np.int32)
    place[haul.site] = np.arange(len(haul.site), dtype=np.int32)

    grades = all_grades(_lot_grades(haves), plants, _needed(needs, region))
    origins = _origins(haves, region, plants)
    accepts, group = acceptance(needs, plants, grades, region.materials, origins)
    settings = region.settings
    unlocked = Problem(
        region=region,
        months=settings.months,
        haves=_ends(region, haves, have_rows, place, _grade_rows(haves, grades), origins),
        needs=_ends(region, needs, need_rows, place, group, origins),
        plants=_plants(region, plants, plant_rows, place, origins, grades),
        grades=grades,
        accepts=accepts,
        haul=haul,
        unmet_eur_per_t=settings.unmet_eur_per_t,
        stock_eur_per_t_month=settings.storage_eur_per_t_month,
        end_stock_eur_per_t=settings.end_stock_eur_per_t,
        min_recovery_share=settings.min_recovery_share,
        locked=no_arcs(),
        lock_row=np.zeros(0, dtype=np.int32),
        lock_t=np.zeros(0),
    )
    return with_locks(unlocked)


def _planned(region: Region) -> tuple[Indices, Indices]:
    inside = scope(region) == PLANNED
    by_id = np.argsort(region.lots.id, kind="stable").astype(np.int32)
    by_id = by_id[inside[by_id]]
    is_need = region.lots.is_need[by_id]
    return by_id[~is_need], by_id[is_need]


def _existing(facilities: Facilities, open_ids: Sequence[str]) -> Indices:
    unknown = sorted(set(open_ids) - set(facilities.id))
    if unknown:
        raise UsageError([problem("open_unknown_facility", id=name) for name in unknown])
    built = np.isnan(facilities.fixed_eur) | np.isin(facilities.id, list(open_ids))
    by_id = np.argsort(facilities.id, kind="stable").astype(np.int32)
    return by_id[built[by_id]]


def _used_sites(region: Region, columns: Sequence[Indices]) -> Indices:
    used = np.unique(np.concatenate(columns))
    order = np.argsort(region.sites.id[used], kind="stable")
    return used[order].astype(np.int32)


def _lot_grades(haves: Lots) -> Indices:
    columns = (haves.material, haves.fitness, haves.contamination, haves.sulphide)
    return np.stack([column.astype(np.int32) for column in columns], axis=1)


def _needed(needs: Lots, region: Region) -> Indices:
    accepted = accepted_materials(needs, region.materials)
    return np.array(sorted({m for materials in accepted for m in materials}), dtype=np.int32)


def _grade_rows(haves: Lots, grades: Grades) -> Indices:
    found, inverse = np.unique(_lot_grades(haves), axis=0, return_inverse=True)
    row_of = grades.row_of()
    rows = np.array([row_of[tuple(grade)] for grade in found.tolist()], dtype=np.int32)
    return rows[inverse.reshape(-1)] if len(rows) else rows


def _origins(haves: Lots, region: Region, plants: Facilities) -> Texts:
    """List the municipalities something may come from, sorted; '' is nowhere."""
    places = set(haves.municipality) | set(region.sites.municipality[plants.site]) | {""}
    column = np.empty(len(places), dtype=object)
    column[:] = sorted(places)
    return column


def _ends(
    region: Region, lots: Lots, rows: Indices, place: Indices, kind: Indices, origins: Texts
) -> Ends:
    first, last = region.horizon.clip(lots.first_month, lots.last_month)
    number = {name: place for place, name in enumerate(origins)}
    origin = [number.get(name, number[""]) for name in lots.municipality]
    return Ends(
        lot=rows,
        site=place[lots.site],
        tonnes=lots.amount_t,
        first=first,
        last=last,
        kind=kind,
        origin=np.array(origin, dtype=np.int32),
        only_outlets=lots.invasive,
    )


def _plants(
    region: Region,
    plants: Facilities,
    rows: Indices,
    place: Indices,
    origins: Texts,
    grades: Grades,
) -> Plants:
    carbon = region.settings.carbon_eur_per_t / 1000
    start, months = region.settings.start, region.settings.months
    return Plants(
        facility=rows,
        role=plants.role,
        site=place[plants.site],
        origin=np.searchsorted(origins, region.sites.municipality[plants.site]).astype(np.int32),
        total_cap_t=plants.capacity_t,
        month_cap_t=plants.capacity_t_per_month,
        price_eur_per_t=_priced(plants, carbon),
        opens=np.clip(plants.open_first - start, 0, ALWAYS_TO).astype(np.int32),
        closes=np.minimum(plants.open_last - start, months - 1).astype(np.int32),
        is_recovery=_recovers(plants),
        part_share=part_shares(plants),
        output_grade=output_grades(grades, plants),
    )


def _priced(plants: Facilities, carbon_eur_per_kg: float) -> Numbers:
    return plants.eur_per_t + carbon_eur_per_kg * plants.kgco2e_per_t


def _recovers(plants: Facilities) -> Flags:
    return np.asarray(plants.is_recovery & (plants.role == OUTLET))
