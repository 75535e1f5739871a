# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read points and polygons from map files: what they say, where they lie, as they were drawn."""

from kotipesa.sources.gis.features import ENDINGS, Features, read_features
from kotipesa.sources.gis.placed import PLACE, placed_table

__all__ = ["ENDINGS", "PLACE", "Features", "placed_table", "read_features"]
