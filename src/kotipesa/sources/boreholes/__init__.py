# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read ground investigations in the Finnish infra format: holes, and the soil layers in them."""

from kotipesa.sources.boreholes.reading import read_boreholes
from kotipesa.sources.boreholes.table import NO_SOIL, Boreholes, Layers

__all__ = ["NO_SOIL", "Boreholes", "Layers", "read_boreholes"]
