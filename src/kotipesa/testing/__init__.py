# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Give everybody regions to test with, an auditor of plans and a referee of optima."""

from kotipesa.testing.audit import Fault, audit
from kotipesa.testing.demo import write_demo
from kotipesa.testing.draft import Draft
from kotipesa.testing.instances import (
    random_region,
    random_tables,
    small,
    small_tables,
    tiny,
    tiny_tables,
)
from kotipesa.testing.loads import load_rows, write_loads
from kotipesa.testing.region import region, region_tables
from kotipesa.testing.warehouses import warehouse_tables

__all__ = [
    "Draft",
    "Fault",
    "audit",
    "load_rows",
    "random_region",
    "random_tables",
    "region",
    "region_tables",
    "small",
    "small_tables",
    "tiny",
    "tiny_tables",
    "warehouse_tables",
    "write_demo",
    "write_loads",
]
