# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Add, edit and withdraw sites and facilities."""

from kotipesa_web.places.commands.facilities import add_facility, edit_facility, withdraw_facility
from kotipesa_web.places.commands.sites import add_site, edit_site, withdraw_site

__all__ = [
    "add_facility",
    "add_site",
    "edit_facility",
    "edit_site",
    "withdraw_facility",
    "withdraw_site",
]
