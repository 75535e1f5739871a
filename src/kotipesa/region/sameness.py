# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Know which rows are one project, as people decided: where each is counted, what cannot be."""

import numpy as np

from kotipesa.arrays import Indices, Texts
from kotipesa.lots import Lots
from kotipesa.region.references import NO_ROW, Known, refuse_duplicates, resolve
from kotipesa.region.tables import Different, Projects
from kotipesa.sources import Batch


def counted_at(same_as: Indices) -> Indices:
    """Give for each project the row it is counted at: itself, or the end of its chain.

    same_as: a row of the same table, NO_ROW for none. In a circle, which no region has, a row of
    the circle is given.
    """
    own = np.arange(len(same_as), dtype=np.int32)
    kept = np.where(same_as == NO_ROW, own, same_as).astype(np.int32)
    for _ in range(len(kept).bit_length()):
        kept = kept[kept]
    return kept


def refuse_impossible_sameness(batch: Batch, same_as: Indices, alternative_of: Indices) -> None:
    """Refuse circles, and projects that would be the same as their own alternative."""
    kept = counted_at(same_as)
    circling = np.zeros(len(kept), dtype=np.bool_)
    circling[kept[same_as[kept] != NO_ROW]] = True
    for row in np.flatnonzero(circling & batch.is_good):
        batch.refuse(int(row), "same_as_in_circle", "same_as", id=batch["id"][row])
    is_alternative = (alternative_of != NO_ROW) & (kept == kept[alternative_of])
    for row in np.flatnonzero(is_alternative & batch.is_good):
        other = batch["id"][alternative_of[row]]
        batch.refuse(int(row), "same_as_alternative", "same_as", id=batch["id"][row], other=other)


def read_different(batch: Batch, projects: Projects, known: Known) -> Different:
    """Check and build the pairs that are not the same; none of them may be counted as one."""
    refuse_duplicates(batch, ["a", "b"])
    a, b = resolve(batch, "a", known), resolve(batch, "b", known)
    kept = np.append(counted_at(projects.same_as), NO_ROW)
    both = (a != NO_ROW) & (b != NO_ROW)
    for row in np.flatnonzero(both & (kept[a] == kept[b]) & batch.is_good):
        code = "same_and_different"
        batch.refuse(int(row), code, "b", a=batch["a"][row], b=batch["b"][row])
    good = batch.is_good
    return Different(a=a[good], b=b[good], note=batch.good("note"))


def note_lost_lots(batch: Batch, projects: Projects, lots: Lots, codes: Texts) -> None:
    """Note which projects have lots of a kind that the project they are counted at has none of.

    A kind is a direction and a material. Such lots are left out like the others. batch: the table
    of projects; codes: those of the materials.
    """
    kept = counted_at(projects.same_as)
    lot = np.flatnonzero(lots.project != NO_ROW)
    project = lots.project[lot]
    is_kept = kept[project] == project
    kind = lots.material[lot].astype(np.int64) * 2 + lots.is_need[lot]
    found = kept[project] * (int(kind.max(initial=0)) + 1) + kind
    lost = ~is_kept & ~np.isin(found, found[is_kept])
    line = np.flatnonzero(batch.is_good)
    for row in np.unique(project[lost]):
        these = lost & (project == row)
        batch.remark(
            int(line[row]),
            "same_as_loses_lots",
            "same_as",
            id=projects.id[row],
            other=projects.id[kept[row]],
            count=np.count_nonzero(these),
            materials=", ".join(codes[np.unique(lots.material[lot[these]])]),
        )
