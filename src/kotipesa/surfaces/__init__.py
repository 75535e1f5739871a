# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Know surfaces of triangles, and what lies between them."""

from kotipesa.surfaces.tin import LeftOut, Tin, TinError, make_tin
from kotipesa.surfaces.volumes import CutFill, RockSplit, cut_and_fill, overlap_m2, split_by_rock

__all__ = [
    "CutFill",
    "LeftOut",
    "RockSplit",
    "Tin",
    "TinError",
    "cut_and_fill",
    "make_tin",
    "overlap_m2",
    "split_by_rock",
]
