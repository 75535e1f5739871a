# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Leave out of a workbook the outlines that no cell can hold."""

from dataclasses import replace

import numpy as np

from kotipesa.errors import Where, problem
from kotipesa.region.region import Region
from kotipesa.sources import DEFAULT_LIMITS


def fitting_cells(region: Region) -> Region:
    """Give a region whose outlines fit the cells of Excel; what was left out is one of its notes.

    The points of the sites stay.
    """
    sites = region.sites
    lengths = np.fromiter(map(len, sites.geometry), dtype=np.int64, count=len(sites))
    is_long = lengths > DEFAULT_LIMITS.cell_chars
    if not is_long.any():
        return region
    left = sites.id[is_long]
    where = Where(sheet="sites", column="geometry")
    note = problem("outlines_left_out", where, count=len(left), first=left[0])
    kept = np.where(is_long, "", sites.geometry).astype(object)
    return region.replace(sites=replace(sites, geometry=kept), notes=(*region.notes, note))
