# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Say where the columns of lots are stored."""

from kotipesa_web.core.columns import Stored

LOTS = Stored(
    "lots",
    {
        "id": "code",
        "from": "first_month",
        "to": "last_month",
        "owner": "owner__code",
        "site": "site__code",
        "project": "project__code",
    },
    (
        "direction",
        "material",
        "material_group",
        "amount",
        "unit",
        "municipality",
        "amount_low",
        "amount_high",
        "fitness",
        "contamination",
        "sulphide",
        "invasive",
        "reliability",
        "phase",
        "level_m",
        "reserved",
        "realised_from",
        "realised_to",
        "sensitivity",
        "kind",
        "name",
        "note",
        "accepts",
        "min_fitness",
        "accepts_contamination",
        "accepts_sulphide",
    ),
)
