# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Know what a lorry carries: the factors whose product is the tonnes of one load."""

from collections.abc import Mapping

PAYLOAD_FACTORS: Mapping[str, tuple[str, ...]] = {
    "city": ("truck_city_m3_per_load", "loose_density_fill_t_per_m3itd"),
    "60t": ("truck_60t_payload_t",),
    "68t": ("truck_68t_payload_t",),
    "74t": ("truck_74t_payload_t",),
}
"""Ids of factors by the code of the list ``vehicle``; each factor has its source and interval."""
