# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""List the moves a viewer may know: their own, and those of others as far as the map allows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kotipesa.periods import month_number, month_text
from kotipesa.vocab import find_municipality
from kotipesa_web.places.engine import band_of, coarse_of_months
from kotipesa_web.plans.contents import LOT, Contents, End, Left, Move
from kotipesa_web.plans.secrecy import Eyes, rough_km
from kotipesa_web.ui.formats import NOTHING, code_text, language

OUT, IN, WITHIN, BETWEEN = "out", "in", "within", "between"


@dataclass(frozen=True, slots=True)
class Shown:
    """A move as a viewer sees it; ``eur`` and ``kgco2e`` are None where they would tell a place.

    ``start_m`` and ``finish_m`` are the places shown, exact or the middle of a grid cell.
    """

    number: int
    way: str
    start: str
    finish: str
    start_m: tuple[float, float]
    finish_m: tuple[float, float]
    start_municipality: str
    finish_municipality: str
    start_role: str
    finish_role: str
    material: str
    month: str
    tonnes: float
    km: float
    eur: float | None
    kgco2e: float | None
    owners: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Rough:
    """Moves of what is sealed, as far as they may be known: areas, quarter and band together."""

    start: str
    finish: str
    material: str
    first_month: str
    last_month: str
    band: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to see of the moves; '' means all."""

    month: str = ""
    material: str = ""
    way: str = ""

    def fits(self, move: Move, way: str) -> bool:
        """Tell whether a move is asked for."""
        return (
            self.month in {"", move.month}
            and self.material in {"", move.material}
            and self.way in {"", way}
        )


EVERYTHING = Asked()


def my_moves(eyes: Eyes, contents: Contents, asked: Asked = EVERYTHING) -> list[Shown]:
    """List the moves from and to what is the viewer's own, by month and size."""
    detour = float(contents.record["settings"]["detour"])
    chosen = (
        _mine(eyes, move, detour)
        for move in contents.moves
        if eyes.is_mine(move) and asked.fits(move, _way(eyes, move))
    )
    return sorted(chosen, key=lambda move: (move.month, -move.tonnes, move.number))


def moves_of_others(eyes: Eyes, contents: Contents, asked: Asked = EVERYTHING) -> list[Shown]:
    """List the moves between others that the viewer may know wholly."""
    if not eyes.sees_others():
        return []
    chosen = (
        _whole(move, BETWEEN)
        for move in contents.moves
        if asked.fits(move, BETWEEN) and not eyes.is_mine(move) and eyes.sees_whole(move)
    )
    return sorted(chosen, key=lambda move: (move.month, -move.tonnes, move.number))


def shown_to(eyes: Eyes, contents: Contents, move: Move) -> Shown | None:
    """Show one move; None where the viewer may not know of it."""
    if eyes.is_mine(move):
        return _mine(eyes, move, float(contents.record["settings"]["detour"]))
    if eyes.sees_others() and eyes.sees_whole(move):
        return _whole(move, BETWEEN)
    return None


def my_left(eyes: Eyes, contents: Contents) -> list[Left]:
    """List the viewer's own lots of which something stays, or that are not in the plan."""
    mine = (left for left in contents.left if eyes.owns(left.end))
    return sorted(mine, key=lambda left: (-left.tonnes, left.end.pk))


def rough_moves(eyes: Eyes, contents: Contents) -> list[Rough]:
    """Put moves of what is sealed together by areas, material and quarter, in that order.

    Both ends are rough: beside an exact one, the tonnes of a sealed lot could be told.
    """
    if not eyes.sees_others():
        return []
    sums: dict[tuple[str, ...], float] = {}
    for move in contents.moves:
        if not eyes.is_mine(move) and not eyes.sees_whole(move):
            quarter = coarse_of_months(move.month, move.month)
            ends = area_text(move.start), area_text(move.finish)
            key = (*quarter.values(), move.material, *ends)
            sums[key] = sums.get(key, 0.0) + move.tonnes
    return [
        Rough(start, finish, material, first, last, band_of(tonnes))
        for (first, last, material, start, finish), tonnes in sorted(sums.items())
    ]


def _way(eyes: Eyes, move: Move) -> str:
    starts, ends = eyes.owns(move.start), eyes.owns(move.finish)
    if starts and ends:
        return WITHIN
    return OUT if starts else IN


def _mine(eyes: Eyes, move: Move, detour: float) -> Shown:
    """Show a move of the viewer's own: its end in full, the other as far as it may be known."""
    way = _way(eyes, move)
    known, other = (move.finish, move.start) if way == IN else (move.start, move.finish)
    if way == WITHIN or eyes.sees_exactly(other):
        return _whole(move, way)
    places = {known: (known.name, known.place_m), other: (area_text(other), other.grid_m)}
    return _shown(move, way, places, rough_km(known, other, detour), is_rough=True)


def _whole(move: Move, way: str) -> Shown:
    places = {end: (end.name, end.place_m) for end in (move.start, move.finish)}
    return _shown(move, way, places, move.km, is_rough=False)


def _shown(
    move: Move,
    way: str,
    places: Mapping[End, tuple[str, tuple[float, float]]],
    km: float,
    *,
    is_rough: bool,
) -> Shown:
    level = "generalised" if is_rough else "partners"
    return Shown(
        number=move.number,
        way=way,
        start=places[move.start][0],
        finish=places[move.finish][0],
        start_m=places[move.start][1],
        finish_m=places[move.finish][1],
        start_municipality=move.start.municipality,
        finish_municipality=move.finish.municipality,
        start_role=kind_of(move.start),
        finish_role=kind_of(move.finish),
        material=move.material,
        month=move.month,
        tonnes=move.tonnes,
        km=km,
        eur=None if is_rough else move.eur,
        kgco2e=None if is_rough else move.kgco2e,
        owners=tuple((end.owner_id, level) for end in (move.start, move.finish)),
    )


def kind_of(end: End) -> str:
    """Name an end as maps do: have, need, store, process, outlet or source."""
    return end.direction if end.role == LOT else end.role


def area_text(end: End) -> str:
    """Describe an end by what it is and the grid cell it lies in."""
    kind = role_text(kind_of(end))
    x, y = (f"{metres / 1_000:.0f}" for metres in end.grid_m)
    told = {"kind": kind, "place": municipality_text(end.municipality), "x": x, "y": y}
    return _("%(kind)s in %(place)s, square %(x)s/%(y)s") % told


def role_text(kind: str) -> str:
    """Name what a lot or facility is."""
    return {"have": _("Surplus"), "need": _("Need")}.get(kind) or code_text("role", kind)


def municipality_text(code: str) -> str:
    """Name a municipality in the language; one nobody told stays a dash."""
    found = find_municipality(code) if code else None
    return getattr(found, language()) if found else code or NOTHING


def months_of(contents: Contents) -> list[str]:
    """List the months of a plan."""
    first = month_number(contents.record["start"]) or 0
    return [month_text(first + place) for place in range(int(contents.record["months"]))]


def delivered(moves: Iterable[Shown]) -> Iterator[tuple[int | None, str]]:
    """List the owner and the projection of each end that a list of moves tells."""
    for move in moves:
        yield from move.owners
