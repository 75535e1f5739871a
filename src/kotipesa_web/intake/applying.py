# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Turn looked-at rows into rows of the register: new ones, and changed ones with what they were."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from kotipesa_web.intake.choices import Does
from kotipesa_web.intake.engine import Checked, Place, as_stored, columns_of
from kotipesa_web.intake.looking import Looked, Seen
from kotipesa_web.intake.models import Batch
from kotipesa_web.intake.targets import LEADS_TO, TARGETS, Target
from kotipesa_web.lots.coarse import coarse_of_lot
from kotipesa_web.places.engine import coarse_of_site

Fields = dict[str, Any]


@dataclass(eq=False, slots=True)
class Leads:
    """Where ids lead, by table: rows that stand, and those made on the way."""

    pks: dict[str, dict[str, int]]

    def pk(self, table: str, code: str) -> int | None:
        """Give the row an id leads to; None for an empty cell."""
        return self.pks[table][code] if code else None


@dataclass(eq=False, slots=True)
class Written:
    """Rows of one table as they shall stand: new ones and changed ones, each with its number."""

    new: list[tuple[int, Model]] = field(default_factory=list)
    changed: list[tuple[int, Model, Fields]] = field(default_factory=list)


def leads_of(looked: Looked) -> Leads:
    """Know where ids lead before anything is made."""
    pks = {table: dict(found) for table, found in looked.standing.pks.items()}
    for table in ("sites", "projects"):
        own = looked.standing.own.get(table, {})
        pks[table] |= {code: row.pk for code, row in own.items()}
    return Leads(pks)


def written(
    batch: Batch, table: str, looked: Looked, leads: Leads, present: Mapping[int, Model]
) -> Written:
    """Make the rows of one table as they shall stand; relations within it are left to ``relate``.

    present: the rows that stand, by their key.
    """
    target, made = TARGETS[table], Written()
    for number, seen in enumerate(looked.rows.get(table, ()), 1):
        if seen.does == Does.SAME:
            continue
        place = _place(batch, seen)
        told = dict(_fields(target, seen, place, leads))
        told |= _figures(table, seen, place, looked, present)
        if seen.own is None:
            made.new.append((number, _new(batch, target, seen, told)))
            continue
        row = present[seen.own.pk]
        if target.withdrawn and seen.own.state == target.withdrawn:
            told["state"] = target.back
        made.changed.append((number, row, set_fields(row, told)))
    return made


def set_fields(row: Model, told: Mapping[str, Any]) -> Fields:
    """Set fields of a row; give those that changed as they were."""
    before = {name: getattr(row, name) for name in told}
    for name, value in told.items():
        setattr(row, name, value)
    return {name: old for name, old in before.items() if _plain(old) != _plain(told[name])}


def as_json(fields: Mapping[str, Any]) -> Fields:
    """Write fields so that JSON can carry them."""
    return {name: _plain(value) for name, value in fields.items()}


def from_json(fields: Mapping[str, Any]) -> Fields:
    """Read fields that ``as_json`` wrote."""
    return {
        name: bytes.fromhex(value) if name.endswith("_wkb") and value is not None else value
        for name, value in fields.items()
    }


def _plain(value: Any) -> Any:
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else value


def _place(batch: Batch, seen: Seen) -> Place:
    told = batch.places[seen.row.place]
    return Place(told["file"], told["sheet"], tuple(told["columns"]))


def _fields(target: Target, seen: Seen, place: Place, leads: Leads) -> Iterator[tuple[str, Any]]:
    cells, columns = seen.row.cells, columns_of(target.table)
    for column in seen.row.told(place):
        text = cells.get(column, "")
        if column in target.relations:
            if LEADS_TO[column] != target.table and _is_told(seen, column):
                yield f"{target.relations[column]}_id", leads.pk(LEADS_TO[column], text)
        elif column in target.plain and not (column == "sensitivity" and not text):
            name = target.plain[column]
            yield name, as_stored(columns[column], text) if text else target.default_of(name)


def _is_told(seen: Seen, column: str) -> bool:
    """Tell whether a row's reference is new; one that leads where it led is left alone."""
    return seen.own is None or column in seen.before


def _figures(
    table: str, seen: Seen, place: Place, looked: Looked, present: Mapping[int, Model]
) -> Fields:
    """Give the fields the engine works out, and the coarse ones."""
    code = seen.row.cells["id"]
    if table == "sites":
        return _site_fields(seen, place, looked.checked)
    if table != "lots":
        return {}
    found = looked.checked.lots[code]
    stands: Any = present.get(seen.own.pk) if seen.own else None
    months = [
        seen.row.cells.get(column) or getattr(stands, name, "")
        for column, name in (("from", "first_month"), ("to", "last_month"))
    ]
    return {
        "tonnes": found.tonnes,
        "tonnes_low": found.tonnes_low,
        "tonnes_high": found.tonnes_high,
        "municipality": found.municipality,
        **coarse_of_lot(months[0], months[1], found.tonnes),
    }


def _site_fields(seen: Seen, place: Place, checked: Checked) -> Fields:
    cells, found = seen.row.cells, checked.sites[seen.row.cells["id"]]
    told: Fields = {
        "x_m": found.x_m,
        "y_m": found.y_m,
        "given_x": found.given_x,
        "given_y": found.given_y,
        "crs": cells.get("crs", "EPSG:4326"),
        **coarse_of_site(found.x_m, found.y_m),
    }
    if "geometry" in place.columns:
        names = ("low_x_m", "low_y_m", "high_x_m", "high_y_m")
        box = found.box or (None,) * len(names)
        told |= {"outline_wkb": found.outline_wkb, **dict(zip(names, box, strict=True))}
    return told


def _new(batch: Batch, target: Target, seen: Seen, told: Fields) -> Model:
    graded = {"sensitivity": batch.sensitivity, **told}
    return target.model(
        region_id=batch.region_id,
        owner_id=batch.owner_id,
        unit_of_owner_id=batch.unit_of_owner_id,
        publicity_ground=batch.publicity_ground,
        retain_until=batch.retain_until,
        **{**graded, "code": seen.row.cells["id"]},
    )


def related(
    table: str, looked: Looked, leads: Leads
) -> Iterator[tuple[int, Sequence[tuple[str, int | None]]]]:
    """Give the relations of rows to others of their own table, by the number of the row."""
    target = TARGETS[table]
    within = {c: name for c, name in target.relations.items() if LEADS_TO[c] == table}
    if not within:
        return
    for number, seen in enumerate(looked.rows.get(table, ()), 1):
        told = [
            (f"{name}_id", leads.pk(table, seen.row.cells.get(column, "")))
            for column, name in within.items()
            if column in seen.before or (seen.own is None and seen.row.cells.get(column))
        ]
        if told and seen.does != Does.SAME:
            yield number, told
