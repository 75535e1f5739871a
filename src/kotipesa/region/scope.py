# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell which lots a plan speaks about: the right kind, in the horizon, of a chosen alternative."""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from kotipesa.arrays import Flags, Indices, Texts, texts
from kotipesa.region.region import Region
from kotipesa.region.tables import Projects

PLANNED = ""
OUTSIDE_HORIZON = "outside_horizon"
NOT_PLANNED = "not_planned"
ALTERNATIVE = "alternative"


def scope(region: Region) -> Texts:
    """Say for each lot why it is left out of the plan, or '' when it is in."""
    lots = region.lots
    first, last = region.horizon.clip(lots.first_month, lots.last_month)
    reasons = texts([PLANNED] * len(lots))
    reasons[first > last] = OUTSIDE_HORIZON
    chosen = chosen_projects(region.projects, region.settings.alternatives)
    in_project = lots.project >= 0
    reasons[in_project & ~np.append(chosen, True)[lots.project]] = ALTERNATIVE
    reasons[(lots.kind != "soil") | (lots.unit == "pcs")] = NOT_PLANNED
    return reasons


def chosen_projects(projects: Projects, named: Sequence[str]) -> Flags:
    """Choose one project of each set of alternatives: the one named, else the first.

    Alternatives of alternatives belong to one set.
    """
    group = _groups(projects)
    preferred = np.isin(projects.id, list(named))
    order = np.lexsort((np.arange(len(projects)), ~preferred, group))
    first_of_group = np.ones(len(projects), dtype=bool)
    first_of_group[1:] = group[order][1:] != group[order][:-1]
    chosen = np.zeros(len(projects), dtype=bool)
    chosen[order[first_of_group]] = True
    return chosen


def _groups(projects: Projects) -> Indices:
    """Give one number to all projects that are alternatives of each other."""
    rows = np.flatnonzero(projects.alternative_of >= 0)
    links = (np.ones(len(rows)), (rows, projects.alternative_of[rows]))
    size = len(projects)
    _, group = connected_components(coo_array(links, shape=(size, size)), directed=False)
    return np.asarray(group, dtype=np.int32)
