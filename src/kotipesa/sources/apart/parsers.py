# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Know every parser that may run apart: its name, and where its function is."""

from collections.abc import Mapping

PARSERS: Mapping[str, str] = {
    "boreholes": "kotipesa.sources.boreholes.parse:parse",
    "gis": "kotipesa.sources.gis.parse:parse",
    "grid": "kotipesa.sources.mapping.grid_parse:parse",
    "workbook": "kotipesa.sources.workbook.parse:parse",
    "ifc": "kotipesa.sources.models.ifc_parse:parse",
    "landxml": "kotipesa.sources.models.landxml_parse:parse",
}
"""``module:function`` by name; nothing else can be asked of the child."""
