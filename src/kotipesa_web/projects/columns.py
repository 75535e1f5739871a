# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Say where the columns of projects are stored."""

from kotipesa_web.core.columns import Stored

PROJECTS = Stored(
    "projects",
    {
        "id": "code",
        "owner": "owner__code",
        "alternative_of": "alternative_of__code",
        "same_as": "same_as__code",
    },
    (
        "name",
        "municipality",
        "project_area",
        "phase",
        "probability",
        "shift_earlier",
        "shift_later",
    ),
)
