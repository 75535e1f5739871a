# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write what each candidate is worth: into plan.json, as siting.csv, and by month."""

from pathlib import Path
from typing import Any

import numpy as np

from kotipesa.arrays import Indices, Texts, texts
from kotipesa.periods import month_text
from kotipesa.plan.files import write_columns
from kotipesa.region.tables import ROLES
from kotipesa.siting import Siting
from kotipesa.siting.uses import UNUSED

SITES_FILE, MONTHS_FILE = "siting.csv", "siting_months.csv"
SITING_FILES = frozenset({SITES_FILE, MONTHS_FILE})


def siting_record(siting: Siting) -> dict[str, Any]:
    """Give what plan.json tells of the candidates; what is unknown or unlimited is null."""
    columns = _columns(siting)
    rows = zip(*(column.tolist() for column in columns.values()), strict=True)
    return {
        "siting": {
            "programs": siting.programs,
            "either": [siting.candidates.id[group].tolist() for group in siting.candidates.either],
            "candidates": [
                {name: _known(value) for name, value in zip(columns, row, strict=True)}
                for row in rows
            ],
        }
    }


def write_siting(siting: Siting, folder: Path) -> None:
    """Write the candidates, and what the first tonne of room at each saves by month."""
    columns = _columns(siting)
    opened = np.where(siting.opened, "yes", "no").astype(object)
    write_columns(columns | {"opened": opened}, folder / SITES_FILE)
    value = siting.earnings.month_eur_per_t
    site, month = np.nonzero(value > 0)
    write_columns(
        {
            "facility": siting.candidates.id[site],
            "month": month + siting.plan.region.settings.start,
            "eur_per_t": value[site, month],
        },
        folder / MONTHS_FILE,
    )


def _columns(siting: Siting) -> dict[str, Any]:
    region, candidates, told = siting.plan.region, siting.candidates, siting.earnings
    rows = siting.facility_rows
    table = region.facilities
    best_eur = told.month_eur_per_t.max(axis=1)
    best = region.settings.start + told.month_eur_per_t.argmax(axis=1)
    return {
        "facility": candidates.id,
        "role": texts(ROLES)[table.role[rows]],
        "site": region.sites.id[table.site[rows]],
        "opened": siting.opened,
        "fixed_eur": candidates.fixed_eur,
        "capacity_t": table.capacity_t[rows],
        "capacity_t_per_month": table.capacity_t_per_month[rows],
        "used_t": siting.uses.tonnes,
        "peak_t": siting.uses.peak_t,
        "used_from": _months(siting.uses.first),
        "used_to": _months(siting.uses.last),
        "rent_eur": told.rent_eur,
        "otherwise_eur": told.otherwise_eur,
        "worth_eur": siting.worth_eur,
        "best_month": _months(np.where(best_eur > 0, best, UNUSED)),
        "best_eur_per_t": best_eur,
    }


def _months(months: Indices) -> Texts:
    return texts(["" if month == UNUSED else month_text(month) for month in months.tolist()])


def _known(value: Any) -> Any:
    """Leave out what is unknown, unlimited or not there."""
    return None if value == "" or (isinstance(value, float) and not np.isfinite(value)) else value
