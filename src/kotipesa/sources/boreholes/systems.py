# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Know the coordinate systems people name in ground investigations."""

import re

from kotipesa.geo import system_name

HEIGHTS = ("N2000", "N60", "N43", "NN")
_SPACES = re.compile(r"[\s_,.:\-]+")
_GK_ZONE = re.compile(r"(?:etrs)?(?:89)?gk(19|2\d|3[01])(?:fin)?")
_KKJ_ZONE = re.compile(r"kkj([0-5])")
_KKJ = {0: 3386, 1: 2391, 2: 2392, 3: 2393, 4: 2394, 5: 3387}
_BY_NAME = {"etrstm35fin": 3067, "tm35fin": 3067, "etrstm35": 3067, "ykj": 2393, "kkjykj": 2393}


def system_of(written: str) -> str:
    """Give EPSG:3879 for ETRS-GK25, GK25, KKJ3 and the like; '' for what is no national system."""
    name = _SPACES.sub("", written.casefold())
    if zone := _GK_ZONE.fullmatch(name):
        return f"EPSG:{3854 + int(zone[1])}"
    if zone := _KKJ_ZONE.fullmatch(name):
        return f"EPSG:{_KKJ[int(zone[1])]}"
    if name in _BY_NAME:
        return f"EPSG:{_BY_NAME[name]}"
    return system_name(written)


def height_of(written: str) -> str:
    """Give the national system of heights, '' for any other."""
    name = _SPACES.sub("", written.upper())
    return name if name in HEIGHTS else ""
