# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read the permission map and answer from it; nothing else decides who sees what."""

import csv
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from kotipesa_web.core.errors import Refused
from kotipesa_web.core.permissions.roles import Role

if TYPE_CHECKING:
    from kotipesa_web.core.viewer import Viewer

SENSITIVITIES = ("public", "partners", "sealed")
RELATIONS = ("own", "other")
NO = "-"
YES = "yes"
NOTHING = Q(pk__in=[])
EVERYTHING = ~NOTHING  # an empty Q would be lost in an "or"


class Projection(StrEnum):
    """How much of a row is seen, from all of it to what anybody may know."""

    FULL = "full"
    PARTNERS = "partners"
    GENERALISED = "generalised"
    PUBLIC = "public"


EXACTLY = (Projection.FULL, Projection.PARTNERS, Projection.PUBLIC)
"""The projections that show which row it is, and place, months and amount as they are."""


@cache
def permission_map() -> Mapping[tuple[str, Role], Mapping[str, str]]:
    """Read map.csv: (action, role) → what is seen or allowed in each of six cases."""
    return {(row["action"], Role(row["role"])): row for row in table("map.csv")}


@cache
def endpoints() -> Mapping[tuple[str, str], Mapping[str, str]]:
    """Read endpoints.csv: (name of the address, method) → its action, kind of row, channel."""
    return {(row["name"], row["method"]): row for row in table("endpoints.csv")}


@cache
def streams() -> Mapping[str, str]:
    """Read streams.csv: the stream an address, or a whole app, serves; any: whichever is on."""
    return {row["name"]: row["stream"] for row in table("streams.csv")}


def stream_of(name: str) -> str | None:
    """Name the stream an address serves; None where streams do not matter to it."""
    return streams().get(name) or streams().get(name.partition(":")[0])


def is_streaming(viewer: "Viewer", name: str) -> bool:
    """Tell whether the stream an address serves is on where the viewer acts."""
    stream = stream_of(name)
    if stream is None or viewer.streams is None:
        return True
    return bool(viewer.streams) if stream == "any" else stream in viewer.streams


def table(name: str) -> list[dict[str, str]]:
    """Read a table that lies beside this file."""
    text = (files(__package__) / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def cell(role: Role, action: str, *, own: bool, sensitivity: str) -> str:
    """Look one cell of the map up; an action or role without a row is a KeyError."""
    return permission_map()[action, role][f"{'own' if own else 'other'}_{sensitivity}"]


@cache
def is_allowed(role: Role, action: str) -> bool:
    """Tell whether a role may do an action in any case at all."""
    row = permission_map()[action, role]
    return any(row[f"{r}_{s}"] != NO for r in RELATIONS for s in SENSITIVITIES)


def may(viewer: "Viewer", action: str, row: Any) -> bool:
    """Tell whether the viewer may do an action to one row (it has owner_id and sensitivity)."""
    own = viewer.owns(row.owner_id)
    return cell(viewer.role, action, own=own, sensitivity=row.sensitivity) != NO


def require(viewer: "Viewer", action: str, row: Any = None) -> None:
    """Raise Refused where the viewer may not do an action (to this row, if one is given)."""
    if not (is_allowed(viewer.role, action) if row is None else may(viewer, action, row)):
        raise Refused(action)


def projection(viewer: "Viewer", action: str, row: Any) -> Projection | None:
    """Say how much of one row the viewer sees by an action; None means nothing."""
    relation = "own" if viewer.owns(row.owner_id) else "other"
    return level_of(viewer.role, action, relation, row.sensitivity)


def seen_rows(viewer: "Viewer", action: str, *levels: Projection) -> Q:
    """Give the condition of rows the viewer sees by an action, at these levels (default: any)."""
    wanted = set(levels or Projection)
    own, other = (
        {s for s in SENSITIVITIES if level_of(viewer.role, action, relation, s) in wanted}
        for relation in RELATIONS
    )
    mine = Q(owner_id=viewer.organisation_id or 0)
    if own == other:
        return _graded(own)
    if other <= own:
        return mine & _graded(own) | _graded(other)
    return mine & _graded(own) | ~mine & _graded(other)


def _graded(grades: set[str]) -> Q:
    """Give the condition of rows of these grades; of all or none, one that costs nothing."""
    if grades == {*SENSITIVITIES}:
        return EVERYTHING
    return Q(sensitivity__in=sorted(grades)) if grades else NOTHING


@cache
def level_of(role: Role, action: str, relation: str, sensitivity: str) -> Projection | None:
    """Say how much of a row of its own or another's organisation a role sees by an action."""
    found = cell(role, action, own=relation == "own", sensitivity=sensitivity)
    return None if found in {NO, YES} else Projection(found)
