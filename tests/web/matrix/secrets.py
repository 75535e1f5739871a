# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Know which words of the world a role must never read, whatever it asks."""

from typing import Any

from kotipesa_web.core.permissions import Role, projection
from kotipesa_web.core.permissions.projections import shows
from web.world import World

TELLING = ("code", "name", "note")


def hidden_words(world: World, role: Role) -> list[str]:
    """List the codes, names and notes of rows that a role may not know."""
    viewer = world.viewer(role)
    return [
        str(getattr(row, field))
        for kind, row in _rows(world)
        for field in TELLING
        if getattr(row, field, "")
        and not shows(kind, projection(viewer, f"see_{kind}", row), field)
    ]


def _rows(world: World) -> list[tuple[str, Any]]:
    return [
        *(("lot", row) for row in world.lots.values()),
        *(("project", row) for row in world.projects.values()),
        *(("site", row.site) for row in world.projects.values()),
        *(("facility", row) for row in world.facilities.values()),
    ]
