# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Look up what stands in the register beside the rows of a batch: the same rows, and places."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db.models import QuerySet

from kotipesa_web.core.permissions import Projection, seen_rows
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.intake.engine import as_text, outline_text
from kotipesa_web.intake.targets import TARGETS, Target
from kotipesa_web.places.models import GivenTable, Site
from kotipesa_web.projects.models import Project

EXACTLY = (Projection.FULL, Projection.PARTNERS, Projection.PUBLIC)
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
    """One row of one's own that stands: its values by column, and what no column has."""

    pk: int
    version: int
    state: str
    values: Mapping[str, Any]
    extra: Mapping[str, Any]


@dataclass(frozen=True, eq=False, slots=True)
class Standing:
    """What stands: by table one's own rows by id, ids of others, and what rows may refer to.

    points: of sites of others that the viewer sees exactly, by id. pks: of sites and projects that
    may be referred to, by table and id.
    """

    own: Mapping[str, Mapping[str, Own]]
    taken: Mapping[str, frozenset[str]]
    points: Mapping[str, tuple[float, float]]
    beside: Rows
    pks: Mapping[str, Mapping[str, int]]
    given: Rows


def standing(viewer: Viewer, rows: Rows) -> Standing:
    """Look up what stands beside rows of these ids and references."""
    codes = {table: {row.get("id", "") for row in told} for table, told in rows.items()}
    stands = {table: _standing(viewer, TARGETS[table], codes[table]) for table in codes}
    named_sites = _referred(rows, "site") - codes.get("sites", set())
    taken_sites = stands["sites"][1] if "sites" in stands else frozenset()
    sites, site_pks = _sites(viewer, named_sites | taken_sites)
    named = _referred(rows, "project", "alternative_of", "same_as")
    projects, project_pks = _projects(viewer, named - codes.get("projects", set()))
    return Standing(
        own={table: own for table, (own, _) in stands.items()},
        taken={table: taken for table, (_, taken) in stands.items()},
        points={row["id"]: (float(row["x"]), float(row["y"])) for row in sites},
        beside={"sites": [row for row in sites if row["id"] in named_sites], "projects": projects},
        pks={"sites": site_pks, "projects": project_pks},
        given=given_materials(viewer),
    )


def known_names(viewer: Viewer) -> Rows:
    """Give the ids and names of sites and projects that files may use, and the materials."""
    sites = Site.objects.filter(region_id=viewer.region_id or 0)
    projects = Project.objects.filter(region_id=viewer.region_id or 0)
    seen_sites = sites.filter(seen_rows(viewer, "see_site", *EXACTLY))
    seen_projects = projects.filter(seen_rows(viewer, "see_project", *EXACTLY))
    return {
        "sites": [
            {"id": code, "name": name} for code, name in seen_sites.values_list("code", "name")
        ],
        "projects": [
            {"id": code, "name": name} for code, name in seen_projects.values_list("code", "name")
        ],
        **given_materials(viewer),
    }


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


def _standing(
    viewer: Viewer, target: Target, codes: Iterable[str]
) -> tuple[dict[str, Own], frozenset[str]]:
    """Give one's own rows of these ids, and which of the ids are those of others."""
    rows = target.model._default_manager.filter(  # noqa: SLF001 - the model is told by name
        region_id=viewer.region_id or 0
    )
    fields = target.stored.fields
    state = ["state"] if target.withdrawn else []
    extra = ["outline_wkb"] if target.table == "sites" else []
    told = ("owner_id", "pk", "version", *state, *extra, *fields.values())
    found, taken = {}, set()
    for some in chunks(codes):
        for owner, pk, version, *more in rows.filter(code__in=some).values_list(*told):
            values = dict(zip(fields, more[len(state) + len(extra) :], strict=True))
            if not viewer.owns(owner):
                taken.add(values["id"])
                continue
            besides = dict(zip(extra, more[len(state) :], strict=False))
            found[values["id"]] = Own(pk, version, more[0] if state else "", values, besides)
    return found, frozenset(taken)


def _referred(rows: Rows, *columns: str) -> set[str]:
    return {row[c] for told in rows.values() for row in told for c in columns if row.get(c)}


def _sites(viewer: Viewer, codes: set[str]) -> tuple[list[dict[str, str]], dict[str, int]]:
    seen = Site.objects.filter(region_id=viewer.region_id or 0)
    seen = seen.filter(seen_rows(viewer, "see_site", *EXACTLY))
    found = list(_values(seen, codes, "pk", "code", "x_m", "y_m", "municipality"))
    rows = [
        {
            "id": code,
            "x": repr(x_m),
            "y": repr(y_m),
            "crs": "EPSG:3067",
            "municipality": municipality,
        }
        for _, code, x_m, y_m, municipality in found
    ]
    return rows, {row[1]: row[0] for row in found}


def _projects(viewer: Viewer, codes: set[str]) -> tuple[list[dict[str, str]], dict[str, int]]:
    seen = Project.objects.filter(region_id=viewer.region_id or 0)
    seen = seen.filter(seen_rows(viewer, "see_project", *EXACTLY))
    found = list(_values(seen, codes, "pk", "code"))
    return [{"id": code} for _, code in found], {code: pk for pk, code in found}


def _values(rows: QuerySet[Any], codes: Iterable[str], *fields: str) -> Iterator[tuple[Any, ...]]:
    for some in chunks(codes):
        yield from rows.filter(code__in=some).values_list(*fields)


def visible_tables(viewer: Viewer) -> dict[str, list[dict[str, str]]]:
    """Give the rows in use that the viewer sees exactly, as the region folder has them."""
    return {
        table: _as_rows(
            _in_use(viewer, target).filter(seen_rows(viewer, KINDS[table], *EXACTLY)), target
        )
        for table, target in TARGETS.items()
    }


def own_tables(viewer: Viewer) -> dict[str, list[dict[str, str]]]:
    """Give one's own rows in use, and those of others they refer to, as the region folder's."""
    found = {
        table: _as_rows(
            _in_use(viewer, target).filter(owner_id=viewer.organisation_id or 0), target
        )
        for table, target in TARGETS.items()
    }
    for table, *columns in (
        ("sites", "site"),
        ("projects", "project", "alternative_of", "same_as"),
    ):
        named = _referred(found, *columns) - {row["id"] for row in found[table]}
        seen = _in_use(viewer, TARGETS[table]).filter(seen_rows(viewer, KINDS[table], *EXACTLY))
        for some in chunks(named):
            found[table] += _as_rows(seen.filter(code__in=some), TARGETS[table])
    return found


def _in_use(viewer: Viewer, target: Target) -> QuerySet[Any]:
    rows = target.model._default_manager.filter(  # noqa: SLF001 - the model is told by name
        region_id=viewer.region_id or 0
    )
    return rows.exclude(state=target.withdrawn) if target.withdrawn else rows


def _as_rows(rows: QuerySet[Any], target: Target) -> list[dict[str, str]]:
    fields = target.stored.fields
    more = ("outline_wkb",) if target.table == "sites" else ()
    found = []
    for row in rows.order_by("code").values_list(*fields.values(), *more):
        told = zip(fields, row[: len(fields)], strict=True)
        cells = {name: cell for name, value in told if (cell := as_text(value))}
        if more:
            cells["crs"] = "EPSG:3067"
            cells |= {"geometry": outline_text(bytes(row[-1]))} if row[-1] else {}
        found.append(cells)
    return found
