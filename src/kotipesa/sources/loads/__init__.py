# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read what was hauled: our own loads.csv, weighbridges, transfer documents, phone entries."""

from kotipesa.sources.loads.profile import LoadsProfile, loads_profiles, own_profile
from kotipesa.sources.loads.reading import read_loads
from kotipesa.sources.loads.schema import loads_columns
from kotipesa.sources.loads.table import Loads

__all__ = [
    "Loads",
    "LoadsProfile",
    "loads_columns",
    "loads_profiles",
    "own_profile",
    "read_loads",
]
