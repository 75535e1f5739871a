# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Say where the columns of sites and facilities are stored."""

from kotipesa_web.core.columns import Stored

SITES = Stored(
    "sites",
    {"id": "code", "x": "x_m", "y": "y_m"},
    ("name", "municipality", "type"),
)
FACILITIES = Stored(
    "facilities",
    {"id": "code", "site": "site__code", "yield": "yield_share", "owner": "owner__code"},
    (
        "role",
        "materials",
        "capacity_t",
        "capacity_t_per_month",
        "eur_per_t",
        "kgco2e_per_t",
        "fixed_eur",
        "open_from",
        "open_to",
        "accepts_origin",
        "accepts_contamination",
        "accepts_sulphide",
        "outcome",
        "origin",
        "to_material",
        "residue_material",
    ),
)
