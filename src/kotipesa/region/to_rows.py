# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Turn a region back into the rows of its tables; what equals a default is left out."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np

from kotipesa.arrays import Indices, Masks, Numbers, Small, Texts, Tuples
from kotipesa.lots import Lots
from kotipesa.periods import ALWAYS_FROM, ALWAYS_TO, month_text
from kotipesa.region.region import Region
from kotipesa.region.schema import region_schema, setting_columns
from kotipesa.region.tables import ROLES
from kotipesa.roads import link_rows, node_rows
from kotipesa.sources import by_distinct, cell_text
from kotipesa.sources.columns import empty_value
from kotipesa.vocab import CONTAMINATION, FITNESS, SULPHIDE, default_materials

Columns: TypeAlias = Mapping[str, Any]
Row: TypeAlias = Mapping[str, object]


def region_rows(region: Region) -> tuple[dict[str, list[Row]], dict[str, object]]:
    """Give rows by table, and the settings, from which ``from_rows`` makes the same region.

    Sites keep the coordinates and systems they were given in, road nodes are written to the
    decimetre. Raises InputError for a road graph with one-way links, which no table can hold.
    """
    tables: dict[str, Columns] = {
        "lots": _lots(region),
        "projects": _projects(region),
        "sites": _sites(region),
        "facilities": _facilities(region),
        "distances": _distances(region),
        "materials": _materials(region),
        "locked": _locks(region),
        "different": _different(region),
    }
    rows = {name: _rows(name, columns) for name, columns in tables.items()}
    if region.roads is not None:
        rows["roads"] = list(link_rows(region.roads))
        rows["nodes"] = list(node_rows(region.roads))
    return {name: rows[name] for name in rows if rows[name] or name == "lots"}, _settings(region)


def _rows(table: str, columns: Columns) -> list[Row]:
    """Give a row a dictionary of the cells that say more than their default."""
    texts = {}
    for column in region_schema()[table]:
        if column.name in columns:
            cells = [cell_text(_finite(value)) for value in columns[column.name]]
            texts[column.name] = ["" if text == column.default else text for text in cells]
    return [
        {name: text for name, text in zip(texts, row, strict=True) if text}
        for row in zip(*texts.values(), strict=True)
    ]


def _lots(region: Region) -> Columns:
    lots, materials = region.lots, region.materials
    columns = {name: getattr(lots, name) for name in _same_names("lots", lots)}
    return columns | {
        "direction": np.where(lots.is_need, "need", "have").astype(object),
        "material": materials.code[lots.material],
        "amount_low": _amounts(lots.amount_low_t, lots),
        "amount_high": _amounts(lots.amount_high_t, lots),
        "site": region.sites.id[lots.site],
        "from": _months(lots.first_month),
        "to": _months(lots.last_month),
        "realised_from": _months(lots.realised_first),
        "realised_to": _months(lots.realised_last),
        "project": _ids(lots.project, region.projects.id),
        "fitness": _named(lots.fitness, FITNESS),
        "min_fitness": _named(lots.min_fitness, FITNESS),
        "contamination": _named(lots.contamination, CONTAMINATION),
        "sulphide": _named(lots.sulphide, SULPHIDE),
        "accepts": _id_lists(lots.accepts, materials.code),
        "accepts_contamination": _classes(lots.accepts_contamination),
    }


def _amounts(tonnes: Numbers, lots: Lots) -> Numbers:
    """Turn tonnes back into the lots' own units, to the 12 digits that survive the way there."""
    amounts = lots.amount * (tonnes / lots.amount_t)
    return np.array([float(f"{amount:.12g}") for amount in amounts])


def _projects(region: Region) -> Columns:
    projects = region.projects
    columns = {name: getattr(projects, name) for name in _same_names("projects", projects)}
    return columns | {
        "alternative_of": _ids(projects.alternative_of, projects.id),
        "same_as": _ids(projects.same_as, projects.id),
    }


def _different(region: Region) -> Columns:
    different, ids = region.different, region.projects.id
    return {"a": ids[different.a], "b": ids[different.b], "note": different.note}


def _sites(region: Region) -> Columns:
    """Give the sites as they were given; sites of which only the ids are known are no rows."""
    sites = region.sites
    if np.isnan(sites.given_x).all():
        return {}
    columns = {name: getattr(sites, name) for name in _same_names("sites", sites)}
    return columns | {"x": sites.given_x, "y": sites.given_y}


def _facilities(region: Region) -> Columns:
    facilities, codes = region.facilities, region.materials.code
    columns = {name: getattr(facilities, name) for name in _same_names("facilities", facilities)}
    return columns | {
        "role": _named(facilities.role, ROLES),
        "site": region.sites.id[facilities.site],
        "materials": _id_lists(facilities.materials, codes),
        "open_from": _months(
            np.where(facilities.open_first == ALWAYS_FROM, -1, facilities.open_first)
        ),
        "open_to": _months(np.where(facilities.open_last == ALWAYS_TO, -1, facilities.open_last)),
        "accepts_contamination": _classes(facilities.accepts_contamination),
        "outcome": np.where(facilities.is_recovery, "recovery", "disposal").astype(object),
        "origin": np.where(facilities.is_virgin, "virgin", "recycled").astype(object),
        "to_material": _ids(facilities.to_material, codes),
        "yield": facilities.yield_share,
        "residue_material": _ids(facilities.residue_material, codes),
    }


def _distances(region: Region) -> Columns:
    distances, ids = region.distances, region.sites.id
    columns = {name: getattr(distances, name) for name in _same_names("distances", distances)}
    return columns | {"from_site": ids[distances.from_site], "to_site": ids[distances.to_site]}


def _locks(region: Region) -> Columns:
    locks = region.locks
    return {name: getattr(locks, name) for name in _same_names("locked", locks)} | {
        "month": _months(locks.month)
    }


def _materials(region: Region) -> Columns:
    """Give what a region's materials have that the vocabulary's have not."""
    materials, vocabulary = region.materials, default_materials()
    index = vocabulary.index()
    columns: dict[str, list[object]] = {"code": list(materials.code)}
    for name in _same_names("materials", materials)[1:]:
        own, general = getattr(materials, name), getattr(vocabulary, name)
        columns[name] = [
            value
            if code not in index or cell_text(value) != cell_text(general[index[code]])
            else ""
            for code, value in zip(materials.code, own, strict=True)
        ]
    is_own = [
        code not in index or any(cell_text(_finite(value)) for value in row)
        for code, *row in zip(*columns.values(), strict=True)
    ]
    return {
        name: [value for value, own in zip(column, is_own, strict=True) if own]
        for name, column in columns.items()
    }


def _settings(region: Region) -> dict[str, object]:
    """Give the settings somebody set, and those that differ from their default."""
    settings, values = region.settings, {}
    for key, column in setting_columns().items():
        value = getattr(settings, "distance_rule" if key == "distances" else key)
        value = month_text(value) if key == "start" else value
        is_price = column.unit.startswith(("EUR", "kgCO2e"))
        is_set = key not in settings.defaulted if is_price else value != empty_value(column)
        if is_set and value is not None:
            values[key] = value
    return values


def _same_names(table: str, columns: object) -> list[str]:
    """Name the columns of a table that its value type holds under the same name."""
    return [column.name for column in region_schema()[table] if hasattr(columns, column.name)]


def _finite(value: Any) -> Any:
    """Blank out what is unknown (nan) or unbounded (inf)."""
    return "" if isinstance(value, float) and not np.isfinite(value) else value


def _months(months: Indices) -> Texts:
    return by_distinct(
        months.tolist(), lambda month: month_text(month) if month >= 0 else "", object
    )


def _ids(rows: Indices, ids: Texts) -> Texts:
    """Name rows of another table; -1 is the empty text."""
    return np.append(ids, "")[rows]


def _id_lists(lists: Tuples, ids: Texts) -> Texts:
    return by_distinct(lists, lambda rows: "|".join(ids[row] for row in rows), object)


def _named(places: Small, order: Sequence[str]) -> Texts:
    """Name places in an order; a place behind the last has no name."""
    names = (*order, "")
    return by_distinct(places.tolist(), lambda place: names[place], object)


def _classes(masks: Masks) -> Texts:
    def names(mask: int) -> str:
        return "|".join(name for bit, name in enumerate(CONTAMINATION) if mask >> bit & 1)

    return by_distinct(masks.tolist(), names, object)
