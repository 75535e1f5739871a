# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read and hold a whole region: lots, projects, sites, facilities, distances, roads, settings."""

from kotipesa.region.folder.read import check, read, read_tolerantly
from kotipesa.region.folder.write import merge_rows, merge_tables, write_region, write_tables
from kotipesa.region.region import Region
from kotipesa.region.rows import from_rows
from kotipesa.region.schema import region_schema, table_names
from kotipesa.region.scope import scope
from kotipesa.region.to_rows import region_rows

__all__ = [
    "Region",
    "check",
    "from_rows",
    "merge_rows",
    "merge_tables",
    "read",
    "read_tolerantly",
    "region_rows",
    "region_schema",
    "scope",
    "table_names",
    "write_region",
    "write_tables",
]
