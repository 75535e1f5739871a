# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read the earthworks of an IFC 4.3 file: the quantities it states, each in its volume state.

Only what the standard names tells a state: an undisturbed volume is bank (m³ktr), a loose one is
on the truck (m³itd), a compacted one is in the structure (m³rtr). Whatever else is stated is
listed and never counted. Source: IFC 4.3, Qto_EarthworksCutBaseQuantities and
Qto_EarthworksFillBaseQuantities.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite, nan
from pathlib import Path
from typing import Any

from kotipesa.errors import Problem, Where, problem
from kotipesa.sources.apart import parse_apart
from kotipesa.sources.limits import shown
from kotipesa.sources.models.frame import METRES
from kotipesa.sources.models.ifc_units import UnitError, si_factor

_STATES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "cut": (
        "Qto_EarthworksCutBaseQuantities",
        {"UndisturbedVolume": "m3ktr", "LooseVolume": "m3itd", "Weight": "t"},
    ),
    "fill": (
        "Qto_EarthworksFillBaseQuantities",
        {"CompactedVolume": "m3rtr", "LooseVolume": "m3itd"},
    ),
}
"""The set of each kind of earthwork, and the unit each of its quantities is; the first counts."""

_NAMES_SHOWN = 10
_KG_PER_T = 1000.0


@dataclass(frozen=True, slots=True)
class IfcQuantity:
    """A quantity as a file states it.

    measures: volume or mass; amount: m³ or t, None for a mass whose unit the file does not tell;
    unit: with its volume state, '' where the name tells none.
    """

    set: str
    name: str
    measures: str
    amount: float | None
    unit: str


@dataclass(frozen=True, slots=True)
class Earthwork:
    """A cut or a fill.

    id: GlobalId; type: PredefinedType; whole: GlobalId of the earthwork it is part of, or '';
    materials, composition: what the file says it is made of, a hint.
    """

    id: str
    kind: str
    type: str
    name: str
    whole: str
    materials: tuple[str, ...]
    composition: tuple[tuple[str, float], ...]
    quantities: tuple[IfcQuantity, ...]

    def counted(self) -> IfcQuantity | None:
        """Give the quantity that counts: of those with a state, the one before it was moved."""
        told = {found.unit: found for found in self.quantities if found.unit}
        units = _STATES[self.kind][1].values()
        return next((told[unit] for unit in units if unit in told), None)

    def amount(self) -> float:
        """Give the amount that counts, in its own unit; 0 where nothing does."""
        counted = self.counted()
        return (counted and counted.amount) or 0.0

    def loose_per_counted(self) -> float:
        """Give how much looser it is stated to be than what counts; nan unless both are told."""
        told = {found.unit: found.amount or 0.0 for found in self.quantities if found.unit}
        first = next(iter(_STATES[self.kind][1].values()))
        return told["m3itd"] / told[first] if told.get(first) and "m3itd" in told else nan


def read_earthworks(
    path: Path, unit: str = ""
) -> tuple[tuple[Earthwork, ...], tuple[Problem, ...]]:
    """Read the earthworks of a file, in a process of its own with limits.

    unit: of length (meter, foot), for a file that tells no unit of volume. No earthworks when
    something is wrong with any of them: a sum without one would be a wrong sum.
    """
    if not path.is_file():
        return (), (problem("path_not_found", Where(path.name), path=path.name),)
    found = parse_apart("ifc", path)
    if isinstance(found, Problem):
        return (), (found,)
    return earthworks_in(found, path.name, unit)


def earthworks_in(
    found: Mapping[str, Any], file: str, unit: str = ""
) -> tuple[tuple[Earthwork, ...], tuple[Problem, ...]]:
    """Make earthworks of what ``ifc_parse`` found in a file."""
    if not found["works"]:
        return (), (problem("ifc_without_earthworks", Where(file), schema=found["schema"]),)
    units, problems = _units_with(found["units"], unit, Where(file))
    if problems:
        return (), tuple(problems)
    works: list[Earthwork] = []
    for said in found["works"]:
        where = Where(file, shown(said["name"]), value=said["id"])
        work, faults = _work(said, units, where)
        works.append(work)
        problems += faults
    problems += _ids_twice(works, file)
    if problems:
        return (), tuple(problems)
    return tuple(works), tuple(_remarks(works, file))


def _units_with(
    told: Mapping[str, Any], said: str, where: Where
) -> tuple[Mapping[str, Any], list[Problem]]:
    """Take what is said for the unit of volume where the file tells none."""
    name = said.casefold().replace("-", "").replace(" ", "")
    if not said:
        return told, []
    if name not in METRES:
        return told, [problem("model_unit_unknown", where, unit=shown(said))]
    if told["volume"] is not None:
        return told, [problem("ifc_unit_told", where, unit=shown(str(told["volume"]["name"])))]
    return {**told, "volume": {"name": "", "cube_of": METRES[name]}}, []


def _work(
    said: Mapping[str, Any], units: Mapping[str, Any], where: Where
) -> tuple[Earthwork, list[Problem]]:
    standard, states = _STATES[said["kind"]]
    quantities: list[IfcQuantity] = []
    problems: list[Problem] = []
    for one in said["quantities"]:
        unit = states.get(one["name"], "") if one["set"] == standard else ""
        name, measures = one["name"], one["measures"]
        amount: float | None = None
        if measures == "mass" and not (one["unit"] or units["mass"]):
            unit = ""
        else:
            try:
                amount = _amount(one, units)
            except UnitError as fault:
                problems.append(problem(fault.code, where, quantity=shown(name), **fault.params))
                continue
            if not (isfinite(amount) and amount >= 0):
                bad = {"quantity": shown(name), "text": shown(one["value"])}
                problems.append(problem("ifc_quantity_bad", where, **bad))
        quantities.append(IfcQuantity(one["set"], name, measures, amount, unit))
    for unit, count in Counter(found.unit for found in quantities if found.unit).items():
        if count > 1:
            name = next(found.name for found in quantities if found.unit == unit)
            problems.append(problem("ifc_quantity_twice", where, quantity=name))
    work = Earthwork(
        said["id"],
        said["kind"],
        said["type"],
        said["name"],
        said["whole"],
        tuple(said["materials"]),
        tuple(said["composition"].items()),
        tuple(quantities),
    )
    return work, problems


def _amount(one: Mapping[str, Any], units: Mapping[str, Any]) -> float:
    """Give an amount in m³ or t; raises UnitError."""
    unit = one["unit"] or units[one["measures"]]
    try:
        value = float(one["value"])
    except ValueError:
        return nan
    factor = si_factor(unit, one["measures"])
    return value * factor if one["measures"] == "volume" else value * factor / _KG_PER_T


def _ids_twice(works: Sequence[Earthwork], file: str) -> list[Problem]:
    counts = Counter(work.id for work in works)
    return [
        problem("ifc_id_twice", Where(file, value=shown(name)), id=shown(name))
        for name, count in counts.items()
        if count > 1
    ][:_NAMES_SHOWN]


def _remarks(works: Sequence[Earthwork], file: str) -> list[Problem]:
    """Say which earthworks state nothing that counts, and which are parts of others that do."""
    parts = parts_of_wholes(works)
    named = {
        "ifc_without_state": [work.id for work in works if not work.counted()],
        "ifc_part_of_whole": [work.id for work in works if work.id in parts],
    }
    return [
        problem(code, Where(file), count=len(found), ids=_listed(found))
        for code, found in named.items()
        if found
    ]


def parts_of_wholes(works: Sequence[Earthwork]) -> frozenset[str]:
    """Give the ids of the earthworks whose whole states a quantity that counts already."""
    known = {work.id: work for work in works}
    return frozenset(work.id for work in works if _is_in_whole(work, known))


def _is_in_whole(work: Earthwork, known: Mapping[str, Earthwork]) -> bool:
    seen = {work.id}
    while (whole := known.get(work.whole)) and whole.id not in seen:
        if whole.counted():
            return True
        seen.add(whole.id)
        work = whole
    return False


def _listed(names: Sequence[str]) -> str:
    more = [] if len(names) <= _NAMES_SHOWN else ["…"]
    return ", ".join([*(shown(name) for name in names[:_NAMES_SHOWN]), *more])
