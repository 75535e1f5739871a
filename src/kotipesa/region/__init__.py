# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read and hold a whole region: lots, projects, sites, facilities, distances, roads, settings."""

from kotipesa.region.region import Region

__all__ = ["Region"]
