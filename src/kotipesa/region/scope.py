# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell which lots a plan speaks about: the right kind, in the horizon, chosen, counted once."""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from kotipesa.arrays import Flags, Indices, Texts, texts
from kotipesa.region.region import Region
from kotipesa.region.sameness import counted_at
from kotipesa.region.tables import Projects

PLANNED = ""
OUTSIDE_HORIZON = "outside_horizon"
NOT_PLANNED = "not_planned"
ALTERNATIVE = "alternative"
SAME_AS_ANOTHER = "same_as_another"


def scope(region: Region) -> Texts:
    """Say for each lot why it is left out of the plan, or '' when it is in."""
    lots = region.lots
    first, last = region.horizon.clip(lots.first_month, lots.last_month)
    reasons = texts([PLANNED] * len(lots))
    reasons[first > last] = OUTSIDE_HORIZON
    is_same = region.projects.same_as >= 0
    chosen = chosen_projects(region.projects, region.settings.alternatives)
    reasons[~np.append(chosen, True)[lots.project]] = ALTERNATIVE
    reasons[np.append(is_same, False)[lots.project]] = SAME_AS_ANOTHER
    reasons[(lots.kind != "soil") | (lots.unit == "pcs")] = NOT_PLANNED
    return reasons


def chosen_projects(projects: Projects, named: Sequence[str]) -> Flags:
    """Choose one project of each set of alternatives: the one named, else the first.

    Alternatives of alternatives belong to one set. What is the same as another is never chosen:
    that one stands for it, also as an alternative and when it is named.
    """
    kept = counted_at(projects.same_as)
    group = alternative_sets(projects)
    is_named = np.isin(projects.id, list(named))
    preferred = np.isin(kept, kept[is_named])
    order = np.lexsort((np.arange(len(projects)), ~preferred, projects.same_as >= 0, group))
    first_of_group = np.ones(len(projects), dtype=bool)
    first_of_group[1:] = group[order][1:] != group[order][:-1]
    chosen = np.zeros(len(projects), dtype=bool)
    chosen[order[first_of_group]] = True
    return chosen


def alternative_sets(projects: Projects) -> Indices:
    """Give one number to all projects that are the same, or alternatives of each other."""
    kept = counted_at(projects.same_as)
    rows = np.flatnonzero(projects.alternative_of >= 0)
    here = np.concatenate([np.arange(len(projects)), rows])
    there = np.concatenate([kept, projects.alternative_of[rows]])
    size = len(projects)
    links = coo_array((np.ones(len(here)), (here, there)), shape=(size, size))
    _, group = connected_components(links, directed=False)
    return np.asarray(group, dtype=np.int32)
