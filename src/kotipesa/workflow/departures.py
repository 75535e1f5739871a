# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write a region out for other programs."""

from pathlib import Path

from kotipesa.region import Region, read
from kotipesa.report.region_files import write_region_file


def export_region(path: Path, to: Path) -> Region:
    """Write a region as one file for other programs."""
    region = read(path)
    write_region_file(region, to)
    return region
