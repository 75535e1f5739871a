# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read projects, facilities and the moves already agreed."""

from collections.abc import Sequence

import numpy as np

from kotipesa.arrays import Flags, Indices, Texts, texts
from kotipesa.lots.build import check_months, contamination_mask
from kotipesa.periods import ALWAYS_FROM, ALWAYS_TO
from kotipesa.region.references import Known, refuse_duplicates, resolve, resolve_lists
from kotipesa.region.sameness import refuse_impossible_sameness
from kotipesa.region.tables import PROCESS, ROLES, Facilities, Locks, Projects
from kotipesa.sources import Batch, by_distinct

LOT = "lot"
_TO_PROJECTS = ("alternative_of", "same_as")


def read_projects(batch: Batch) -> Projects:
    """Check and build the projects; an alternative, and what is the same, is another project."""
    refuse_duplicates(batch, ["id"])
    for column in _TO_PROJECTS:
        itself = (batch[column] == batch["id"]) & batch.is_given[column]
        batch.refuse_where(itself, "refers_to_itself", column)
    others = _resolve_projects(batch)
    return Projects(
        id=batch.good("id"),
        name=batch.good("name"),
        owner=batch.good("owner"),
        municipality=batch.good("municipality"),
        project_area=batch.good("project_area"),
        phase=batch.good("phase"),
        probability=batch.good("probability"),
        alternative_of=others["alternative_of"],
        same_as=others["same_as"],
        shift_earlier=batch.good("shift_earlier"),
        shift_later=batch.good("shift_later"),
    )


def implied_projects(ids: Sequence[str]) -> Projects:
    """Make projects of which only the ids are known, for regions without ``projects.csv``."""
    count = len(ids)
    blank = texts([""] * count)
    return Projects(
        id=texts(ids),
        name=blank,
        owner=blank,
        municipality=blank,
        project_area=blank,
        phase=blank,
        probability=np.ones(count),
        alternative_of=np.full(count, -1, dtype=np.int32),
        same_as=np.full(count, -1, dtype=np.int32),
        shift_earlier=np.zeros(count, dtype=np.int32),
        shift_later=np.zeros(count, dtype=np.int32),
    )


def read_facilities(batch: Batch, sites: Known, materials: Known) -> Facilities:
    """Check and build the facilities; a process says what it makes."""
    refuse_duplicates(batch, ["id"])
    check_months(batch, "open_from", "open_to")
    site = resolve(batch, "site", sites)
    taken = resolve_lists(batch, "materials", materials)
    product = resolve(batch, "to_material", materials)
    residue = resolve(batch, "residue_material", materials)
    role = by_distinct(batch["role"], lambda name: ROLES.index(name) if name else -1, np.int8)
    is_process = role == PROCESS
    batch.refuse_where(
        is_process & ~batch.is_given["to_material"], "process_without_product", "to_material"
    )
    _note_ignored(batch, ~is_process & (role >= 0))
    good = batch.is_good
    return Facilities(
        id=batch.good("id"),
        role=role[good],
        site=site[good],
        materials=taken[good],
        capacity_t=batch.good("capacity_t"),
        capacity_t_per_month=batch.good("capacity_t_per_month"),
        eur_per_t=batch.good("eur_per_t"),
        kgco2e_per_t=batch.good("kgco2e_per_t"),
        fixed_eur=batch.good("fixed_eur"),
        open_first=_or_always(batch, "open_from", ALWAYS_FROM),
        open_last=_or_always(batch, "open_to", ALWAYS_TO),
        accepts_origin=batch.good("accepts_origin"),
        accepts_contamination=contamination_mask(batch, "accepts_contamination"),
        accepts_sulphide=batch.good("accepts_sulphide"),
        owner=batch.good("owner"),
        is_recovery=batch.good("outcome") == "recovery",
        is_virgin=batch.good("origin") == "virgin",
        to_material=np.where(is_process, product, -1)[good].astype(np.int32),
        yield_share=np.where(is_process[good], batch.good("yield"), 1.0),
        residue_material=np.where(is_process, residue, -1)[good].astype(np.int32),
    )


def read_locks(batch: Batch, lots: Known, facilities: Batch) -> Locks:
    """Check and build the agreed moves: both ends exist; plans tell whether they keep the rules."""
    for end in ("from", "to"):
        kinds: Texts = batch[f"{end}_kind"]
        for kind in sorted(set(kinds) - {""}):
            known = lots if kind == LOT else _of_role(facilities, kind)
            resolve(batch, f"{end}_id", known, only=kinds == kind)
    return Locks(
        from_kind=batch.good("from_kind"),
        from_id=batch.good("from_id"),
        to_kind=batch.good("to_kind"),
        to_id=batch.good("to_id"),
        month=batch.good("month"),
        tonnes=batch.good("tonnes"),
    )


def _resolve_projects(batch: Batch) -> dict[str, Indices]:
    """Find the other projects of each; where one is bad, so is what depends on it."""
    ids = batch["id"]
    everyone = Known("projects", {ids[row]: row for row in reversed(range(len(ids)))})
    others = {column: resolve(batch, column, everyone) for column in _TO_PROJECTS}
    refuse_impossible_sameness(batch, others["same_as"], others["alternative_of"])
    while any(_refuse_dependent(batch, column, other) for column, other in others.items()):
        pass
    place = np.cumsum(batch.is_good) - 1
    return {
        column: np.where(other >= 0, place[other], -1)[batch.is_good].astype(np.int32)
        for column, other in others.items()
    }


def _refuse_dependent(batch: Batch, column: str, other: Indices) -> bool:
    """Refuse the good rows that refer to bad ones; tells whether there were any."""
    rows = np.flatnonzero(batch.is_good & (other >= 0) & ~batch.is_good[other])
    for row in rows:
        name = batch["id"][other[row]]
        batch.refuse(int(row), "refers_to_bad_row", column, table="projects", id=name, count=1)
    return len(rows) > 0


def _note_ignored(batch: Batch, elsewhere: Flags) -> None:
    """Note columns of processes that are filled in for other facilities."""
    for column in ("to_material", "yield", "residue_material"):
        rows = np.flatnonzero(elsewhere & batch.is_given[column])
        if len(rows):
            batch.remark(int(rows[0]), "process_column_ignored", column, count=len(rows))


def _or_always(batch: Batch, column: str, always: int) -> Indices:
    months = batch.good(column)
    return np.where(months < 0, always, months).astype(np.int32)


def _of_role(facilities: Batch, role: str) -> Known:
    has_role = facilities["role"] == role
    good = facilities["id"][has_role & facilities.is_good]
    bad = facilities["id"][has_role & ~facilities.is_good]
    rows = {name: row for row, name in enumerate(good)}
    return Known("facilities", rows, frozenset(bad) - rows.keys())
