# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Turn the earthworks of a model into lots, each in the volume state its quantity is stated in.

What is cut is had, what is filled is needed. Removed topsoil is ``multa`` by its type; milled
pavement is neither soil nor rock, and is left to be added by hand.
"""

from collections.abc import Iterator, Sequence

from kotipesa.errors import Problem, Where, problem
from kotipesa.lots.from_volumes import AUTO, Row, Terms
from kotipesa.sources.models.ifc import Earthwork, parts_of_wholes
from kotipesa.vocab import default_materials

TOPSOIL, _TOPSOIL_TYPE, _MILLING_TYPE = "multa", "TOPSOILREMOVAL", "PAVEMENTMILLING"
_DECIMALS = 3
_SWELL_NEAR = 0.1
"""How far, in its share, a stated loosening may be from the vocabulary's before it is told."""


def earthwork_lots(
    works: Sequence[Earthwork], terms: Terms, file: str
) -> tuple[list[Row], Problem | None, tuple[Problem, ...]]:
    """Make rows of ``lots`` of what counts; or say what is missing for them; and what is odd.

    An id is the GlobalId, behind the id of the terms if they have one. Parts of a whole that is
    counted are not counted again.
    """
    parts = parts_of_wholes(works)
    counted = [
        work for work in works if round(work.amount(), _DECIMALS) > 0 and work.id not in parts
    ]
    milled = [work for work in counted if work.type == _MILLING_TYPE]
    chosen = [work for work in counted if work not in milled]
    if not chosen:
        return [], problem("ifc_nothing", Where(file)), ()
    if missing := _missing(chosen, terms):
        return [], problem("volumes_need", names=", ".join(missing)), ()
    rows = [_lot(work, terms) for work in chosen]
    notes = [*_swelling(chosen, terms, file)]
    if milled:
        ids = ", ".join(work.id for work in milled[:10])
        notes.append(problem("ifc_pavement", Where(file), count=len(milled), ids=ids))
    return rows, None, tuple(notes)


def _what(work: Earthwork, terms: Terms) -> str:
    """Tell what an earthwork is: fill, topsoil, soil or rock; '' where nothing says which.

    The file says it by its composition alone. Where it does not, the only material that was given
    says it, and of two ``beyond_rock``.
    """
    if work.kind == "fill":
        return "fill"
    if work.type == _TOPSOIL_TYPE:
        return "topsoil"
    solid = {name.casefold() for name, share in work.composition if share > 0} - {"air", "water"}
    if solid and "rock" not in solid:
        return "soil"
    if solid == {"rock"}:
        return "rock"
    given = [what for what, code in (("soil", terms.soil), ("rock", terms.rock)) if code]
    if len(given) == 1 and not solid:
        return given[0]
    return terms.beyond_rock if terms.beyond_rock in ("soil", "rock") else ""


def _missing(works: Sequence[Earthwork], terms: Terms) -> list[str]:
    """Name the options nobody gave and nothing tells."""
    kinds = {_what(work, terms) for work in works}
    open_cuts = "" in kinds and bool(terms.soil or terms.rock)
    needed = {
        "--site": terms.site not in ("", AUTO),
        "--from": terms.from_month,
        "--to": terms.to_month,
        "--reliability": terms.reliability,
        "--soil": terms.soil or not ({"soil", ""} & kinds) or open_cuts,
        "--rock-material": terms.rock or "rock" not in kinds,
        "--beyond-rock": not open_cuts,
        "--fill-material": terms.fill or "fill" not in kinds,
    }
    return [name for name, given in needed.items() if not given]


def _material(work: Earthwork, terms: Terms) -> str:
    materials = {"soil": terms.soil, "rock": terms.rock, "fill": terms.fill, "topsoil": TOPSOIL}
    return materials[_what(work, terms)]


def _lot(work: Earthwork, terms: Terms) -> Row:
    counted = work.counted()
    return {
        "id": f"{terms.id}-{work.id}" if terms.id else work.id,
        "direction": "need" if work.kind == "fill" else "have",
        "material": _material(work, terms),
        "amount": round(work.amount(), _DECIMALS),
        "unit": counted.unit if counted else "",
        "site": terms.site,
    } | terms.shared()


def _swelling(works: Sequence[Earthwork], terms: Terms, file: str) -> Iterator[Problem]:
    """Say where loose and bank (or compacted) volumes differ by another factor than ours."""
    known = default_materials()
    place = known.index()
    for work in works:
        material = _material(work, terms)
        if (row := place.get(material)) is None:
            continue
        loose = known.itd_per_ktr[row]
        ours = loose if work.kind == "cut" else loose / known.rtr_per_ktr[row]
        stated = work.loose_per_counted()
        if abs(stated / ours - 1) > _SWELL_NEAR:
            where = Where(file, work.name, value=work.id)
            factors = {"stated": f"{stated:.2f}", "factor": f"{ours:.2f}"}
            yield problem("ifc_swell_differs", where, material=material, **factors)
