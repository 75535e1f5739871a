# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Take the earthworks and their quantities out of an IFC 4.3 file, in a process of its own.

The library reads what it can and goes on; a quantity it lost would be a wrong sum. So a file that
is cut short, numbers an instance twice or refers to nothing where quantities hang is refused.
"""

import re
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from kotipesa.sources.apart.refusal import RefusedError

_KNOWN = "IFC4X3_ADD2"
_BEGIN, _END = b"ISO-10303-21;", b"END-ISO-10303-21;"
_HEAD_BYTES, _TAIL_BYTES = 1 << 16, 1 << 12
_SCHEMA = re.compile(rb"FILE_SCHEMA\s*\(\s*\(\s*'([A-Za-z0-9_]{1,40})'")
_OURS = re.compile(r"IFC4X3(?:_(?:RC|ADD|TC)\d)?")
_MOST, _TEXT_CHARS, _DEPTH = 100_000, 200, 4
_KINDS = {"cut": "IfcEarthworksCut", "fill": "IfcEarthworksFill"}
_VALUES = {
    "IfcQuantityVolume": ("volume", "VolumeValue"),
    "IfcQuantityWeight": ("mass", "WeightValue"),
}
_UNIT_TYPES = {"volume": "VOLUMEUNIT", "mass": "MASSUNIT"}
_COMPOSITION = "Pset_SolidStratumComposition"
_PARTS_OF_MATERIALS = (
    *("Materials", "ForLayerSet", "MaterialLayers", "MaterialConstituents", "Material"),
    *("ForProfileSet", "MaterialProfiles"),
)
_LOST = re.compile(r"Instance reference #\d+ used by instance #(\d+)")
_TWICE = "Overwriting instance"
_HOLDERS = ("IfcElementQuantity", "IfcPropertySet", "IfcRelationship", "IfcUnitAssignment")


def parse(path: Path) -> dict[str, object]:
    """Read earthworks as the file states them.

    Gives ``schema``; ``works``, a list of mappings: id (GlobalId), kind (cut or fill), type, name,
    whole (the GlobalId of the earthwork it is part of, or ''), materials (names), composition
    (shares by name), quantities (set, name, measures, value, unit); ``units`` of the project by
    what they measure. A unit is a mapping: name, prefix, factor and of (the unit it is told in),
    or None where the file tells none. Raises RefusedError.
    """
    schema = _schema(path)
    try:
        ifcopenshell: Any = import_module("ifcopenshell")
    except ImportError as fault:
        raise RefusedError("ifc_reader_missing") from fault
    ifcopenshell.get_log()  # takes away what other files left there
    try:
        model = _opened(ifcopenshell, path, schema)
        found = [_work(one, kind) for kind, name in _KINDS.items() for one in _some(model, name)]
        units = {measured: _project_unit(model, measured) for measured in _UNIT_TYPES}
    except (ifcopenshell.Error, RuntimeError, AttributeError) as fault:
        raise RefusedError("ifc_broken", reason=fault) from fault
    if sum(len(work["quantities"]) for work in found) > _MOST:
        raise RefusedError("ifc_too_many", limit=_MOST)
    _refuse_losses(model, str(ifcopenshell.get_log()))
    return {"schema": schema, "works": found, "units": units}


def _schema(path: Path) -> str:
    """Read the schema from the header; refuse what is no whole IFC file of 4.3."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
        file.seek(max(path.stat().st_size - _TAIL_BYTES, 0))
        tail = file.read()
    if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_BEGIN):
        raise RefusedError("ifc_other")
    found = _SCHEMA.search(head)
    schema = found[1].decode().upper() if found else ""
    if not _OURS.fullmatch(schema):
        raise RefusedError("ifc_schema", schema=schema or "?")
    if not tail.rstrip().endswith(_END):
        raise RefusedError("ifc_broken", reason=f"{_END.decode()} missing")
    return schema


def _opened(ifcopenshell: Any, path: Path, schema: str) -> Any:
    """Open a file; its attributes are parsed when they are read, so geometry costs little.

    Other versions of 4.3 have the same earthworks, quantities and units: they are read as the one
    the library knows.
    """
    if schema == _KNOWN:
        return ifcopenshell.open(path, format=".ifc", lazy=True)
    whole = path.read_bytes()
    renamed = _SCHEMA.sub(f"FILE_SCHEMA(('{_KNOWN}'".encode(), whole[:_HEAD_BYTES], count=1)
    text = (renamed + whole[_HEAD_BYTES:]).decode("utf-8", "replace")
    return ifcopenshell.file.from_string(text)


def _some(model: Any, name: str) -> Sequence[Any]:
    found = model.by_type(name)
    if len(found) > _MOST:
        raise RefusedError("ifc_too_many", limit=_MOST)
    return found  # type: ignore[no-any-return]


def _work(one: Any, kind: str) -> dict[str, Any]:
    sets = [
        link.RelatingPropertyDefinition
        for link in one.IsDefinedBy or ()
        if link.is_a("IfcRelDefinesByProperties")
    ]
    return {
        "id": _text(one.GlobalId),
        "kind": kind,
        "type": _text(one.PredefinedType),
        "name": _text(one.Name),
        "whole": _whole(one),
        "materials": sorted(set(_materials_of(one))),
        "composition": {
            _text(part.Name): float(part.NominalValue.wrappedValue)
            for one_set in sets
            if one_set.is_a("IfcPropertySet") and one_set.Name == _COMPOSITION
            for part in one_set.HasProperties or ()
            if part.is_a("IfcPropertySingleValue")
            and part.NominalValue
            and isinstance(part.NominalValue.wrappedValue, float)
        },
        "quantities": [
            quantity
            for one_set in sets
            if one_set.is_a("IfcElementQuantity")
            for quantity in _quantities(one_set)
        ],
    }


def _quantities(one_set: Any) -> Iterator[dict[str, object]]:
    for quantity in one_set.Quantities or ():
        if quantity.is_a() in _VALUES:
            measured, attribute = _VALUES[quantity.is_a()]
            yield {
                "set": _text(one_set.Name),
                "name": _text(quantity.Name),
                "measures": measured,
                "value": _text(getattr(quantity, attribute)),
                "unit": _unit(quantity.Unit) if quantity.Unit else None,
            }


def _whole(one: Any) -> str:
    """Name the nearest earthwork this one is part of."""
    for _ in range(_DEPTH):
        link = next(iter([*(one.Decomposes or ()), *(one.Nests or ())]), None)
        if link is None:
            return ""
        one = link.RelatingObject
        if any(one.is_a(name) for name in _KINDS.values()):
            return _text(one.GlobalId)
        if not one.is_a("IfcElement"):
            return ""
    return ""


def _materials_of(one: Any) -> Iterator[str]:
    for link in one.HasAssociations or ():
        if link.is_a("IfcRelAssociatesMaterial"):
            yield from _names(link.RelatingMaterial, _DEPTH)


def _names(material: Any, depth: int) -> Iterator[str]:
    if material.is_a("IfcMaterial"):
        yield _text(material.Name)
        return
    for attribute in _PARTS_OF_MATERIALS if depth else ():
        parts = getattr(material, attribute, None) or ()
        for part in parts if isinstance(parts, tuple) else (parts,):
            yield from _names(part, depth - 1)


def _project_unit(model: Any, measured: str) -> dict[str, object] | None:
    """Give the unit of the project; of projects that disagree, none that anybody knows."""
    units = {
        str(unit): _unit(unit)
        for project in model.by_type("IfcProject")
        if project.UnitsInContext
        for unit in project.UnitsInContext.Units
        if getattr(unit, "UnitType", None) == _UNIT_TYPES[measured]
    }
    found = list(units.values())
    if any(one != found[0] for one in found):
        return {"name": " / ".join(str(one["name"]) for one in found), "prefix": ""}
    return found[0] if found else None


def _unit(unit: Any) -> dict[str, object]:
    if unit.is_a("IfcSIUnit"):
        return {"name": _text(unit.Name), "prefix": _text(unit.Prefix)}
    if unit.is_a("IfcConversionBasedUnit"):
        factor = unit.ConversionFactor
        return {
            "name": _text(unit.Name),
            "prefix": "",
            "factor": float(factor.ValueComponent.wrappedValue),
            "of": _unit(factor.UnitComponent),
        }
    return {"name": _text(getattr(unit, "Name", None)) or unit.is_a(), "prefix": ""}


def _refuse_losses(model: Any, log: str) -> None:
    """Refuse a file of which something that bears quantities was lost."""
    for line in log.splitlines():
        lost = _LOST.search(line)
        if _TWICE in line or (lost and _bears(model.by_id(int(lost[1])))):
            raise RefusedError("ifc_broken", reason=line)


def _bears(one: Any) -> bool:
    return any(one.is_a(name) for name in _HOLDERS)


def _text(value: object) -> str:
    return "" if value is None else str(value)[:_TEXT_CHARS]
