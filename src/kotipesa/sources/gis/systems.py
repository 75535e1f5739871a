# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find the EPSG code of a coordinate system however a map file describes it."""

import warnings

from pyproj import CRS
from pyproj.exceptions import CRSError

CERTAIN_ENOUGH = 70
"""PROJ's own default: how sure a match must be, in percent."""


def epsg_name(text: str) -> str:
    """Give EPSG:3879 for a name, WKT or PROJJSON; of systems with heights the flat part.

    What cannot be told is given back by its own name, '' stays ''.
    """
    if not text:
        return ""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            system = CRS.from_user_input(text)
        except CRSError:
            return text
        flat = next(iter(system.sub_crs_list), system)
        code = flat.to_epsg(min_confidence=CERTAIN_ENOUGH)
    return f"EPSG:{code}" if code else flat.name
