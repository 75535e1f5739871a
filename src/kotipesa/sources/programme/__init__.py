# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read the lists that owners make of coming projects; how each list is read is data."""

from kotipesa.sources.programme.profile import Profile, profiles, recognise
from kotipesa.sources.programme.reading import read_programme
from kotipesa.sources.programme.table import NO_DISTRICT, NO_GROUP, Period, Programme, ProjectRows

__all__ = [
    "NO_DISTRICT",
    "NO_GROUP",
    "Period",
    "Profile",
    "Programme",
    "ProjectRows",
    "profiles",
    "read_programme",
    "recognise",
]
