# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Make a region of raw tables: read by the schema, check, join; good rows survive bad ones."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Indices, Texts
from kotipesa.errors import Problem, Where, problem, severity
from kotipesa.lots import Lots
from kotipesa.lots.build import LotReferences, build_lots, check_lots
from kotipesa.region.actors import (
    implied_projects,
    read_facilities,
    read_locks,
    read_projects,
)
from kotipesa.region.materials import read_materials
from kotipesa.region.municipalities import respell_municipalities
from kotipesa.region.places import implied_sites, read_distances, read_links, read_sites
from kotipesa.region.references import (
    Known,
    known_ids,
    refuse_duplicates,
    resolve,
    resolve_lists,
    written_ids,
)
from kotipesa.region.region import Region
from kotipesa.region.sameness import note_lost_lots, read_different
from kotipesa.region.schema import region_schema, table_names
from kotipesa.region.settings import Given, read_settings
from kotipesa.region.tables import Projects, Sites
from kotipesa.roads import RoadLinks
from kotipesa.sources import Batch, RawTable, empty_batch, read_batch
from kotipesa.vocab import Materials

Batches = Mapping[str, Batch]


@dataclass(frozen=True, eq=False, slots=True)
class Found:
    """What was found of a region, before it is read by the schema.

    links: a road graph that came in a format of its own; problems: those met so far.
    """

    tables: Mapping[str, RawTable]
    settings: Mapping[str, Given]
    links: RoadLinks | None = None
    problems: tuple[Problem, ...] = ()
    sha256: str = ""


def assemble(found: Found) -> tuple[Region | None, tuple[Problem, ...]]:
    """Make the region of all good rows, and list every problem; no region without lots."""
    batches = read_tables(found.tables)
    respell_municipalities(batches)
    materials, known_materials = read_materials(batches["materials"])
    sites, known_sites = _sites(batches, found)
    projects, known_projects = _projects(batches, found)
    facilities = read_facilities(batches["facilities"], known_sites, known_materials)
    lots = _lots(batches["lots"], materials, sites, (known_materials, known_sites, known_projects))
    distances = read_distances(batches["distances"], known_sites)
    roads, road_problems = _roads(batches, found)
    note_lost_lots(batches["projects"], projects, lots, materials.code)
    different = read_different(batches["different"], projects, known_projects)
    locks = read_locks(batches["locked"], known_ids(batches["lots"]), batches["facilities"])
    settings, setting_problems = read_settings(
        found.settings, lots, roads is not None, known_projects
    )
    problems = in_reading_order(
        [
            *found.problems,
            *(p for batch in batches.values() for p in batch.problems),
            *road_problems,
            *setting_problems,
        ]
    )
    if "lots" not in found.tables:
        return None, problems
    region = Region(
        lots=lots,
        sites=sites,
        projects=projects,
        facilities=facilities,
        distances=distances,
        roads=roads,
        materials=materials,
        locks=locks,
        different=different,
        settings=settings,
        notes=tuple(p for p in problems if severity(p) == "note"),
        sha256=found.sha256,
    )
    return region, problems


def read_tables(tables: Mapping[str, RawTable]) -> dict[str, Batch]:
    """Read every table of the schema; those nobody gave are empty."""
    schema = region_schema()
    return {
        name: read_batch(tables[name], schema[name])
        if name in tables
        else empty_batch(name, schema[name])
        for name in table_names()
    }


def in_reading_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Put problems in the order a person reads the files, each once."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda p: (p.where, p.code, p.params)))


def _sites(batches: Batches, found: Found) -> tuple[Sites, Known]:
    if "sites" in found.tables:
        return read_sites(batches["sites"]), known_ids(batches["sites"])
    ids = written_ids(
        batches["lots"]["site"],
        batches["facilities"]["site"],
        batches["distances"]["from_site"],
        batches["distances"]["to_site"],
    )
    return implied_sites(ids), _known_implied("sites", ids)


def _projects(batches: Batches, found: Found) -> tuple[Projects, Known]:
    if "projects" in found.tables:
        return read_projects(batches["projects"]), known_ids(batches["projects"])
    ids = written_ids(batches["lots"]["project"])
    return implied_projects(ids), _known_implied("projects", ids)


def _known_implied(table: str, ids: tuple[str, ...]) -> Known:
    return Known(table, {name: row for row, name in enumerate(ids)})


def _lots(
    batch: Batch, materials: Materials, sites: Sites, known: tuple[Known, Known, Known]
) -> Lots:
    known_materials, known_sites, known_projects = known
    refuse_duplicates(batch, ["id"])
    site = resolve(batch, "site", known_sites)
    refers = LotReferences(
        material=resolve(batch, "material", known_materials),
        site=site,
        project=resolve(batch, "project", known_projects),
        accepts=resolve_lists(batch, "accepts", known_materials),
        municipality=_municipality(batch, site, sites),
    )
    check_lots(batch, materials, refers.material)
    return build_lots(batch, refers, materials)


def _municipality(batch: Batch, site: Indices, sites: Sites) -> Texts:
    """Give the lot's own municipality, else that of its site."""
    of_site = np.append(sites.municipality, "")[site]
    return np.where(batch.is_given["municipality"], batch["municipality"], of_site)


def _roads(batches: Batches, found: Found) -> tuple[RoadLinks | None, tuple[Problem, ...]]:
    tables = found.tables
    if "roads" not in tables:
        if "nodes" in tables and found.links is None:
            return None, (problem("nodes_without_roads", Where(tables["nodes"].file)),)
        return found.links, ()
    where = Where(tables["roads"].file, tables["roads"].sheet)
    if found.links is not None:
        return found.links, (problem("two_road_graphs", where),)
    if "nodes" not in tables:
        return None, (problem("roads_without_nodes", where),)
    return read_links(batches["roads"], batches["nodes"]), ()
