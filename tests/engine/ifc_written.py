# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write tiny IFC files as text, for tests."""

from collections.abc import Iterator, Sequence
from itertools import count
from typing import NamedTuple

CUT_SET, FILL_SET = "Qto_EarthworksCutBaseQuantities", "Qto_EarthworksFillBaseQuantities"
CUBIC_METRE = "IFCSIUNIT(*,.VOLUMEUNIT.,$,.CUBIC_METRE.)"
KILOGRAM = "IFCSIUNIT(*,.MASSUNIT.,.KILO.,.GRAM.)"


class Work(NamedTuple):
    """An earthwork to write; quantities: name to m³ (or, for Weight, kg); more: lines of its own.

    ``{me}`` in a line of ``more`` is the number of the earthwork, ``{n}`` a new number.
    """

    id: str
    kind: str = "cut"
    type: str = "EXCAVATION"
    quantities: tuple[tuple[str, str], ...] = (("UndisturbedVolume", "100."),)
    set: str = ""
    name: str = ""
    rock: str = ""
    soil: str = ""


def ifc_text(
    works: Sequence[Work],
    *,
    schema: str = "IFC4X3_ADD2",
    units: Sequence[str] = (CUBIC_METRE, KILOGRAM),
    more: Sequence[str] = (),
) -> str:
    """Write a whole file; more: lines with numbers of their own (from #900 on)."""
    numbers = count(1)
    lines = [line for work in works for line in _work(work, numbers)]
    named = [(f"#{next(numbers)}", unit) for unit in units]
    lines += [f"{number}={unit};" for number, unit in named]
    assignment, project = f"#{next(numbers)}", f"#{next(numbers)}"
    lines.append(f"{assignment}=IFCUNITASSIGNMENT(({','.join(n for n, _ in named)}));")
    context = assignment if units else "$"
    lines.append(f"{project}=IFCPROJECT('project',$,'P',$,$,$,$,$,{context});")
    body = "\n".join([*lines, *more])
    return (
        "ISO-10303-21;\nHEADER;\nFILE_DESCRIPTION((''),'2;1');\n"
        "FILE_NAME('','2026-01-01T00:00:00',(''),(''),'','','');\n"
        f"FILE_SCHEMA(('{schema}'));\nENDSEC;\nDATA;\n{body}\nENDSEC;\nEND-ISO-10303-21;\n"
    )


def _work(work: Work, numbers: Iterator[int]) -> Iterator[str]:
    me = next(numbers)
    entity = {"cut": "IFCEARTHWORKSCUT", "fill": "IFCEARTHWORKSFILL"}[work.kind]
    yield f"#{me}={entity}('{work.id}',$,'{work.name}',$,$,$,$,$,.{work.type}.);"
    parts = []
    for name, value in work.quantities:
        kind = "WEIGHT" if name == "Weight" else "VOLUME"
        parts.append(next(numbers))
        yield f"#{parts[-1]}=IFCQUANTITY{kind}('{name}',$,$,{value},$);"
    listed = ",".join(f"#{part}" for part in parts)
    name = work.set or {"cut": CUT_SET, "fill": FILL_SET}[work.kind]
    if parts:
        yield from _told(me, f"IFCELEMENTQUANTITY('q{me}',$,'{name}',$,$,({listed}))", numbers)
    shares = [(name, share) for name, share in (("Rock", work.rock), ("Clay", work.soil)) if share]
    made = []
    for name, share in shares:
        made.append(next(numbers))
        yield f"#{made[-1]}=IFCPROPERTYSINGLEVALUE('{name}',$,IFCVOLUMEMEASURE({share}),$);"
    if made:
        listed = ",".join(f"#{part}" for part in made)
        properties = f"IFCPROPERTYSET('p{me}',$,'Pset_SolidStratumComposition',$,({listed}))"
        yield from _told(me, properties, numbers)


def _told(me: int, entity: str, numbers: Iterator[int]) -> Iterator[str]:
    one, link = next(numbers), next(numbers)
    yield f"#{one}={entity};"
    yield f"#{link}=IFCRELDEFINESBYPROPERTIES('r{link}',$,$,$,(#{me}),#{one});"
