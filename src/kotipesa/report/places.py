# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write who took part in a plan and where: lots.csv and facilities.csv of a plan directory."""

from typing import Any

import numpy as np

from kotipesa.arrays import Indices, Texts, texts
from kotipesa.periods import month_text
from kotipesa.region import Region
from kotipesa.region.tables import ROLES
from kotipesa.vocab import CONTAMINATION, FITNESS, SULPHIDE


def lot_columns(region: Region) -> dict[str, Any]:
    """Give the columns of lots.csv: every lot of the region, sorted by id."""
    lots, sites, projects = region.lots, region.sites, region.projects
    order = np.argsort(lots.id, kind="stable")
    project = lots.project[order]
    site = lots.site[order]
    return {
        "id": lots.id[order],
        "direction": np.where(lots.is_need[order], "need", "have").astype(object),
        "material": region.materials.code[lots.material[order]],
        "amount_t": lots.amount_t[order],
        "amount_low_t": lots.amount_low_t[order],
        "amount_high_t": lots.amount_high_t[order],
        "owner": lots.owner[order],
        "municipality": lots.municipality[order],
        "project": _of_project(projects.id, project),
        "project_name": _of_project(projects.name, project),
        "name": lots.name[order],
        "from": _months(lots.first_month[order]),
        "to": _months(lots.last_month[order]),
        "fitness": texts([*FITNESS, "unknown"])[lots.fitness[order]],
        "contamination": texts(CONTAMINATION)[lots.contamination[order]],
        "sulphide": texts(SULPHIDE)[lots.sulphide[order]],
        "sensitivity": lots.sensitivity[order],
        "x_m": sites.x_m[site],
        "y_m": sites.y_m[site],
    }


def facility_columns(region: Region) -> dict[str, Any]:
    """Give the columns of facilities.csv: every facility of the region, sorted by id."""
    facilities, sites = region.facilities, region.sites
    order = np.argsort(facilities.id, kind="stable")
    site = facilities.site[order]
    role = facilities.role[order]
    is_outlet, is_source = role == ROLES.index("outlet"), role == ROLES.index("source")
    outcome = np.where(facilities.is_recovery[order], "recovery", "disposal")
    origin = np.where(facilities.is_virgin[order], "virgin", "recycled")
    return {
        "id": facilities.id[order],
        "role": texts(ROLES)[role],
        "site": sites.id[site],
        "name": sites.name[site],
        "municipality": sites.municipality[site],
        "x_m": sites.x_m[site],
        "y_m": sites.y_m[site],
        "capacity_t": facilities.capacity_t[order],
        "capacity_t_per_month": facilities.capacity_t_per_month[order],
        "eur_per_t": facilities.eur_per_t[order],
        "owner": facilities.owner[order],
        "outcome": np.where(is_outlet, outcome, "").astype(object),
        "origin": np.where(is_source, origin, "").astype(object),
    }


def _of_project(column: Texts, project: Indices) -> Texts:
    """Look up a project's text; lots without one get ''."""
    return np.append(column, np.array([""], dtype=object))[project]


def _months(numbers: Indices) -> Texts:
    found, place = np.unique(numbers, return_inverse=True)
    return texts([month_text(int(number)) for number in found])[place]
