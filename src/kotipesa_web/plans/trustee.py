# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read a whole region for a plan, as its trustee, and write down that it was read."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db import transaction

from kotipesa.errors import Problem, problem
from kotipesa_web.core.audit.commands import record_reads
from kotipesa_web.core.models import Owned
from kotipesa_web.core.sensitivity import Sensitivity
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.lots.engine import Snapshot, snapshot
from kotipesa_web.lots.models import Lot
from kotipesa_web.lots.snapshot import NOT_COMING, TO_PLAN, engine_ids, live_lots
from kotipesa_web.places.models import Facility, Region, Site
from kotipesa_web.projects.models import Project

READ_FOR_PLAN = "read_for_plan"
SECRECY = (Sensitivity.PUBLIC, Sensitivity.PARTNERS, Sensitivity.SEALED)
END_COLUMNS = (
    *("kind", "code", "pk", "owner", "sensitivity", "grid_x_m", "grid_y_m", "own_code", "project"),
)
_WHOSE = ("pk", "owner_id", "sensitivity", "site__grid_x_m", "site__grid_y_m", "code")
_PROJECT = ("project__name", "project__owner_id", "project__sensitivity")


@dataclass(frozen=True, slots=True)
class Reading:
    """A region as it was at one moment, and whose each lot and facility was then."""

    snapshot: Snapshot
    ends: bytes


def read_as_trustee(viewer: Viewer, region: Region, note: str) -> Reading:
    """Read every row a plan rests on; each sealed one of others leaves a line in the audit log."""
    with transaction.atomic():
        taken = snapshot(region, TO_PLAN)
        ends = _ends(region)
        record_reads(viewer, action=READ_FOR_PLAN, rows=_sealed(region), note=note[:200])
    return Reading(taken, ends)


def _ends(region: Region) -> bytes:
    """List the places a move may begin or end at, with owner and grade.

    ``code`` is the id in the engine's tables; ``project`` the name of a lot's project, where
    whoever may know the lot may know that.
    """
    ids = engine_ids(region)
    lots = live_lots(region, TO_PLAN).order_by("code", "pk").values_list(*_WHOSE, *_PROJECT)
    facilities = Facility.objects.filter(region=region).order_by("code", "pk")
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(END_COLUMNS)
    for row in lots.iterator(chunk_size=5_000):
        whose, project = row[: len(_WHOSE)], row[len(_WHOSE) :]
        writer.writerow(("lot", ids[Lot].get(row[0], row[5]), *whose, _open_name(whose, project)))
    for role, *whose in facilities.values_list("role", *_WHOSE):
        writer.writerow((role, ids[Facility].get(whose[0], whose[5]), *whose, ""))
    return text.getvalue().encode()


def _open_name(lot: Sequence[Any], project: Sequence[Any]) -> str:
    """Give the name of a lot's project if it is no more secret than the lot."""
    _pk, lot_owner, lot_grade, *_rest = lot
    name, owner, grade = project
    is_open = owner == lot_owner and SECRECY.index(grade) <= SECRECY.index(lot_grade)
    return name if is_open else ""


def _sealed(region: Region) -> Iterable[Owned]:
    projects = Project.objects.filter(region=region).exclude(state__in=NOT_COMING)
    sites = Site.objects.filter(region=region)
    facilities = Facility.objects.filter(region=region)
    read: tuple[Any, ...] = (projects, sites, facilities, live_lots(region, TO_PLAN))
    needed = ("pk", "code", "owner_id", "region_id", "sensitivity")
    return chain.from_iterable(
        rows.filter(sensitivity=Sensitivity.SEALED).only(*needed).iterator(chunk_size=5_000)
        for rows in read
    )


def without_secrets(problems: Sequence[Problem], reading: Reading) -> list[Problem]:
    """Tell what is wrong in the rows a plan read without telling of sealed ones: those are counted.

    A problem of a row in a file names neither its owner nor its grade, so all of these are counted.
    """
    sealed = _codes_of_sealed(reading)
    told = [one for one in problems if not one.where.row and sealed.isdisjoint(_words(one))]
    hidden = len(problems) - len(told)
    return [*told, problem("plan_rows_unsound", count=hidden)] if hidden else told


def _codes_of_sealed(reading: Reading) -> set[str]:
    rows = csv.DictReader(io.StringIO(reading.ends.decode()))
    return {
        row["code"]
        for row in rows
        if row["sensitivity"] == Sensitivity.SEALED or row["code"] != row["own_code"]
    }


def _words(found: Problem) -> set[str]:
    return {found.where.value, *(str(value) for _, value in found.params)}
