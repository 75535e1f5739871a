# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Measure the way by road: graph, snapping, many-to-many kilometres, straight lines as fallback."""

from kotipesa.roads.links import RoadLinks

__all__ = ["RoadLinks"]
