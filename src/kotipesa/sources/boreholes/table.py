# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold holes and the soil layers met in them, in columns."""

from dataclasses import dataclass

from kotipesa.arrays import Flags, Indices, Numbers, Texts

NO_SOIL = ""


@dataclass(frozen=True, eq=False, slots=True)
class Layers:
    """Layers, one row a layer of one soil; depths in metres below the start of the hole.

    hole: row of the holes; soil: as written, '' where nobody named it; material: of the vocabulary,
    '' for rock and what is unknown; kind: of ``soils.csv``, '' unknown.
    """

    hole: Indices
    top_m: Numbers
    bottom_m: Numbers
    soil: Texts
    material: Texts
    kind: Texts

    def __len__(self) -> int:
        """Count the layers."""
        return len(self.hole)


@dataclass(frozen=True, eq=False, slots=True)
class Boreholes:
    """Holes, one row a hole.

    file, line: where each was found; id: number of the work and of the hole in it; method: of the
    vocabulary's list ``sounding``, as written where unknown; x_m, y_m: EPSG:3067, nan nowhere; crs:
    what they were given in; level_m: where it starts, in the system of heights ``height``, nan
    unknown; date: YYYY-MM-DD, '' unknown; depth_m: how deep it went; end: why it ended, of the list
    ``sounding_end``, as written where unknown, '' not told; is_ended: the file closes it.
    """

    file: Texts
    line: Indices
    id: Texts
    method: Texts
    x_m: Numbers
    y_m: Numbers
    crs: Texts
    level_m: Numbers
    height: Texts
    date: Texts
    depth_m: Numbers
    end: Texts
    is_ended: Flags
    layers: Layers

    def __len__(self) -> int:
        """Count the holes."""
        return len(self.id)
