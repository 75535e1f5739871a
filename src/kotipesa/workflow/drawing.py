# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read the areas somebody drew, for what is told of them alone."""

from pathlib import Path

from kotipesa.errors import Problem, sound
from kotipesa.geo import Areas
from kotipesa.sources.areas import read_areas


def drawn_areas(file: Path, layer: str) -> tuple[Areas, tuple[Problem, ...]]:
    """Read polygons with the notes on them; raises InputError for a file that has none."""
    areas, problems = read_areas(file, layer)
    return sound(areas, problems), problems
