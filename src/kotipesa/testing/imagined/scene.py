# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Set the scene: municipalities, places, projects and which place belongs to which project."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kotipesa.arrays import Texts, take
from kotipesa.testing.draft import Row
from kotipesa.testing.imagined.columns import numbered
from kotipesa.testing.imagined.facilities import facility_kinds, facility_site_types
from kotipesa.testing.imagined.places import Centres, Places, centres, place_rows, scatter
from kotipesa.testing.imagined.projects import InventedProjects, assign_projects, invent_projects

_NO_YARDS_IN = ("235",)
"""Kauniainen is too small and too built for stores and quarries."""
_WORK_TYPES = np.array(["työmaa", "suunnittelualue", "kaavoitusalue"], dtype=object)
"""Types of sites whose project starts soon, later, and much later."""


@dataclass(frozen=True, eq=False, slots=True)
class Scene:
    """The work places come first among the places, the yards of facilities after them.

    project_of: the row of each work place's project.
    """

    towns: Centres
    places: Places
    place_id: Texts
    projects: InventedProjects
    project_of: NDArray[np.int64]

    @property
    def works(self) -> Places:
        """The places where something is built."""
        return take(self.places, slice(len(self.project_of)))

    @property
    def yards(self) -> Places:
        """The places of facilities."""
        return take(self.places, slice(len(self.project_of), None))


def set_scene(rng: np.random.Generator, *, sites: int, projects: int) -> Scene:
    """Scatter so many sites and give the first of them a project each, the others one nearby."""
    towns = centres()
    works = sites - len(facility_kinds())
    places = scatter(rng, towns, _centres_of(rng, towns, works))
    working = take(places, slice(works))
    invented = invent_projects(rng, towns, take(places, slice(projects)))
    return Scene(
        towns=towns,
        places=places,
        place_id=numbered("s", sites),
        projects=invented,
        project_of=assign_projects(rng, invented, working),
    )


def site_rows(scene: Scene) -> list[Row]:
    """Write the sites."""
    work_types = _WORK_TYPES[scene.projects.nearness[scene.project_of]]
    types = np.concatenate([work_types, facility_site_types()])
    return place_rows(scene.towns, scene.places, scene.place_id, types)


def _centres_of(rng: np.random.Generator, towns: Centres, works: int) -> NDArray[np.int64]:
    """Draw the municipality of every place: works by activity, one in each at least; then yards."""
    every = np.arange(len(towns.code))
    more = rng.choice(every, size=works - len(every), p=towns.activity)
    fit = every[~np.isin(towns.code, _NO_YARDS_IN)]
    yards = rng.choice(fit, size=len(facility_kinds()))
    return np.concatenate([every, more, yards])
