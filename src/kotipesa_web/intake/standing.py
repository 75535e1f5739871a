# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Look up what stands in the register beside the rows of a batch: the same rows, and places."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db.models import QuerySet

from kotipesa_web.core.ids import qualified
from kotipesa_web.core.permissions import EXACTLY, seen_rows
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.intake.targets import TARGETS, Target
from kotipesa_web.places.models import GivenTable, Site
from kotipesa_web.projects.models import Project

AT_ONCE = 900
KINDS = {
    "sites": "see_site",
    "projects": "see_project",
    "facilities": "see_facility",
    "lots": "see_lot",
}
Rows: TypeAlias = Mapping[str, Sequence[Mapping[str, str]]]


@dataclass(frozen=True, slots=True)
class Own:
    """One row of one's own that stands: its values by column, and what no column has.

    leads: the keys of the rows it refers to, by column.
    """

    pk: int
    version: int
    state: str
    values: Mapping[str, Any]
    extra: Mapping[str, Any]
    leads: Mapping[str, int | None]


@dataclass(frozen=True, eq=False, slots=True)
class Standing:
    """What stands: by table one's own rows by id, and what rows may refer to.

    points: of sites of others that the viewer sees exactly, by id. pks: of sites and projects that
    may be referred to, by table and id: one's own before those of others, the oldest before later
    ones; behind the owner's short name and a slash, exactly that owner's.
    """

    own: Mapping[str, Mapping[str, Own]]
    points: Mapping[str, tuple[float, float]]
    beside: Rows
    pks: Mapping[str, Mapping[str, int]]
    given: Rows


def standing(viewer: Viewer, rows: Rows) -> Standing:
    """Look up what stands beside rows of these ids and references."""
    codes = {table: {row.get("id", "") for row in told} for table, told in rows.items()}
    own = {table: _own(viewer, TARGETS[table], codes[table]) for table in codes}
    named_sites = _referred(rows, "site") - codes.get("sites", set())
    not_own = codes.get("sites", set()) - own.get("sites", {}).keys()
    sites, site_pks = _sites(viewer, named_sites | not_own)
    named = _referred(rows, "project", "alternative_of", "same_as")
    projects, project_pks = _projects(viewer, named - codes.get("projects", set()))
    return Standing(
        own=own,
        points={row["id"]: (float(row["x"]), float(row["y"])) for row in sites},
        beside={"sites": [row for row in sites if row["id"] in named_sites], "projects": projects},
        pks={"sites": site_pks, "projects": project_pks},
        given=given_materials(viewer),
    )


def known_names(viewer: Viewer) -> Rows:
    """Give the ids and names of sites and projects that files may use, and the materials."""
    return {"sites": _names(viewer, Site), "projects": _names(viewer, Project)} | dict(
        given_materials(viewer)
    )


def _names(viewer: Viewer, model: type[Site | Project]) -> list[dict[str, str]]:
    seen = _seen(viewer, model).values_list("owner_id", "pk", "code", "name")
    first = {code: name for *_, code, name in reversed(_by_nearness(viewer, seen))}
    return [{"id": code, "name": name} for code, name in sorted(first.items())]


def given_materials(viewer: Viewer) -> Rows:
    """Give the region's own materials, if it has any."""
    given = GivenTable.objects.filter(region_id=viewer.region_id or 0, name="materials").first()
    if given is None:
        return {}
    return {"materials": list(csv.DictReader(bytes(given.content).decode().splitlines()))}


def chunks(codes: Iterable[Any]) -> Iterator[list[Any]]:
    """Give values in lists short enough for one question to any database."""
    listed = sorted(codes)
    for start in range(0, len(listed), AT_ONCE):
        yield listed[start : start + AT_ONCE]


def _own(viewer: Viewer, target: Target, codes: Iterable[str]) -> dict[str, Own]:
    """Give one's own rows of these ids."""
    rows = all_of(target).filter(
        region_id=viewer.region_id or 0, owner_id=viewer.organisation_id or 0
    )
    fields, relations = target.stored.fields, target.relations
    state = ["state"] if target.withdrawn else []
    extra = ["outline_wkb"] if target.table == "sites" else []
    keys = [f"{name}_id" for name in relations.values()]
    told = ("pk", "version", *state, *extra, *keys, *fields.values())
    found = {}
    for some in chunks(codes):
        for pk, version, *more in rows.filter(code__in=some).values_list(*told):
            values = dict(zip(fields, more[-len(fields) :], strict=True))
            besides = dict(zip(extra, more[len(state) :], strict=False))
            leads = dict(zip(relations, more[len(state) + len(extra) :], strict=False))
            found[values["id"]] = Own(pk, version, more[0] if state else "", values, besides, leads)
    return found


def all_of(target: Target) -> QuerySet[Any]:
    """Give every row of a table."""
    return target.model._default_manager.all()  # noqa: SLF001 - the model is told by name


def _referred(rows: Rows, *columns: str) -> set[str]:
    return {row[c] for told in rows.values() for row in told for c in columns if row.get(c)}


def _sites(viewer: Viewer, names: set[str]) -> tuple[list[dict[str, str]], dict[str, int]]:
    found = _led_to(viewer, Site, names, "x_m", "y_m", "municipality")
    rows = [
        {
            "id": name,
            "x": repr(x_m),
            "y": repr(y_m),
            "crs": "EPSG:3067",
            "municipality": municipality,
        }
        for name, (_, x_m, y_m, municipality) in found.items()
    ]
    return rows, {name: pk for name, (pk, *_) in found.items()}


def _projects(viewer: Viewer, names: set[str]) -> tuple[list[dict[str, str]], dict[str, int]]:
    found = _led_to(viewer, Project, names)
    return [{"id": name} for name in found], {name: pk for name, (pk,) in found.items()}


def _led_to(
    viewer: Viewer, model: type[Site | Project], names: set[str], *fields: str
) -> dict[str, tuple[Any, ...]]:
    """Find the rows that names lead to, of those the viewer sees exactly: key and fields."""
    codes = names | {name.partition("/")[2] for name in names if "/" in name}
    told = ("owner_id", "pk", "owner__code", "code", *fields)
    rows = [
        row
        for some in chunks(codes)
        for row in _seen(viewer, model).filter(code__in=some).values_list(*told)
    ]
    found: dict[str, tuple[Any, ...]] = {}
    for _, pk, owner, code, *more in _by_nearness(viewer, rows):
        for name in (code, qualified(owner, code)):
            if name in names:
                found.setdefault(name, (pk, *more))
    return found


def _seen(viewer: Viewer, model: type[Site | Project]) -> QuerySet[Any]:
    table = "sites" if model is Site else "projects"
    seen = model._default_manager.filter(region_id=viewer.region_id or 0)  # noqa: SLF001
    return seen.filter(seen_rows(viewer, KINDS[table], *EXACTLY))


def _by_nearness(viewer: Viewer, rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Sort rows that begin with owner and key: one's own first, then the oldest."""
    return sorted(rows, key=lambda row: (not viewer.owns(row[0]), row[1]))
