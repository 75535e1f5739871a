# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find the candidates for one's own lot: lots and facilities the viewer may see, ranked."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kotipesa.periods import month_number, month_text
from kotipesa_web.core.permissions import projection, require
from kotipesa_web.core.permissions.projections import shows
from kotipesa_web.core.permissions.shown import Shown
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.lots import queries as lots
from kotipesa_web.lots.models import Lot
from kotipesa_web.matches import rows
from kotipesa_web.matches.choices import Exclusion
from kotipesa_web.matches.engine import Found, fitting, ranked
from kotipesa_web.matches.given import given_by
from kotipesa_web.matches.narrowing import Narrowed, narrowed
from kotipesa_web.places import queries as places
from kotipesa_web.ui.tables import Interval

LOT, FACILITY = "lot", "facility"
OUT = ("store", "process", "outlet")
INTO = ("store", "process", "source")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One counterpart as the viewer sees it.

    is_about: place, months or amount are seen roughly, and so are all figures; eur: None where a
    gate price is hidden; contact: who answers for it.
    """

    kind: str
    row: Shown
    km: float
    first_month: str
    last_month: str
    months: int
    tonnes: Interval
    eur: Interval | None
    kgco2e: Interval
    is_about: bool
    contact: str

    @property
    def is_lot(self) -> bool:
        """Tell whether it is a lot, not a facility."""
        return self.kind == LOT


@dataclass(frozen=True, slots=True)
class Candidates:
    """The candidates of a lot, best first; how many rows of each kind break which rule first."""

    found: tuple[Candidate, ...]
    excluded: Mapping[tuple[str, str], int]
    farther: int
    rule: str


def candidates(viewer: Viewer, lot_pk: int) -> Candidates:
    """Rank the candidates of a lot of the viewer's own.

    Raises Hidden or Refused where it is not theirs, InputError where no plan could hold it.
    """
    lot = lots.editable(viewer, lot_pk, *lots.RELATED)
    require(viewer, "see_matches", lot)
    return candidates_of(viewer, lot)


def candidates_of(viewer: Viewer, lot: Lot) -> Candidates:
    """Rank the candidates of a lot that was found to be the viewer's own."""
    given = given_by(lot.region_id)
    near = narrowed(viewer, lot, fitting(lot, given), given.max_km)
    own, others = lots.show(viewer, lot), lots.show_all(viewer, near.lots)
    weighed = [other for other in others if rows.lot_row(other) is not None]
    facilities = _facilities(viewer, lot)
    found = ranked(own, weighed, facilities, given)
    people = {lot.pk: _person(viewer, lot) for lot in near.lots}
    seen = {rows.lot_id(one): (LOT, one) for one in weighed}
    seen |= {rows.facility_id(one): (FACILITY, one) for one in facilities}
    kinds = {name: kind for name, (kind, _row) in seen.items()}
    return Candidates(
        tuple(
            _candidate(own, *seen[one.name], one, people)
            for one in found
            if not one.excluded_by and one.name in seen
        ),
        _counted(near, found, kinds, len(others) - len(weighed)),
        near.farther,
        given.rule,
    )


def _facilities(viewer: Viewer, lot: Lot) -> list[Shown]:
    roles = OUT if lot.direction == "have" else INTO
    seen = places.visible_facilities(viewer).filter(role__in=roles).order_by("pk")
    return places.show_facilities(viewer, seen)


def _counted(
    near: Narrowed, found: Iterable[Found], kinds: Mapping[str, str], unweighed: int
) -> dict[tuple[str, str], int]:
    counted = Counter({(LOT, reason): count for reason, count in near.excluded.items()})
    for one in found:
        if one.excluded_by and one.name in kinds:
            counted[kinds[one.name], one.excluded_by] += 1
    if unweighed:
        counted[LOT, Exclusion.NO_WEIGHT.value] += unweighed
    return dict(sorted(counted.items()))


def _candidate(
    own: Shown, kind: str, row: Shown, found: Found, people: Mapping[int, str]
) -> Candidate:
    is_about = rows.is_rough(row)
    tonnes = _in_common(own, row if kind == LOT else None)
    first, last, months = _window(own, row, kind)
    has_price = kind == LOT or "eur_per_t" in row.values
    return Candidate(
        kind=kind,
        row=row,
        km=found.km or 0.0,
        first_month=first,
        last_month=last,
        months=months,
        tonnes=tonnes,
        eur=_times(tonnes, found.eur_per_t) if has_price else None,
        kgco2e=_times(tonnes, found.kgco2e_per_t),
        is_about=is_about,
        contact=people.get(row.pk, "") if kind == LOT else _owner(row),
    )


def _in_common(own: Shown, other: Shown | None) -> Interval:
    """Give what the smaller of two lots holds, end by end; a facility takes or gives it all."""
    seen = [rows.tonnes_of(lot) for lot in (own, other) if lot is not None]
    ends = [one for one in seen if one is not None]
    mids = [one.mid or 0.0 for one in ends]
    lows = [mid if one.low is None else one.low for one, mid in zip(ends, mids, strict=True)]
    highs = [_high(one, mid) for one, mid in zip(ends, mids, strict=True)]
    return Interval(min(lows), min(mids), min(highs))


def _high(seen: Interval, mid: float) -> float:
    """Give the high end: of an open band the own lot sets it, of an amount without one, itself."""
    if seen.high is not None:
        return seen.high
    return mid if seen.low is None else float("inf")


def _times(tonnes: Interval, rate: Interval | None) -> Interval:
    if rate is None:
        return Interval(None, None, None)
    pairs = ((tonnes.low, rate.low), (tonnes.mid, rate.mid), (tonnes.high, rate.high))
    return Interval(*((amount or 0.0) * (price or 0.0) for amount, price in pairs))


def _window(own: Shown, row: Shown, kind: str) -> tuple[str, str, int]:
    names = ("first_month", "last_month") if kind == LOT else ("open_from", "open_to")
    first, last = (month_number(row[name] or "") for name in names)
    own_first, own_last = (month_number(own[name]) or 0 for name in ("first_month", "last_month"))
    begins = own_first if first is None else max(own_first, first)
    ends = own_last if last is None else min(own_last, last)
    return month_text(begins), month_text(ends), max(0, ends - begins + 1)


def _person(viewer: Viewer, lot: Lot) -> str:
    """Name who answers for a lot, as far as the viewer may know: of its project, of its unit."""
    project, unit = lot.project, lot.unit_of_owner
    if project is not None:
        level = projection(viewer, "see_project", project)
        if shows("project", level, "responsible") and project.responsible:
            return str(project.responsible)
        if shows("project", level, "contact_name") and project.contact_name:
            return str(project.contact_name)
    level = projection(viewer, "see_lot", lot)
    if unit is not None and shows("lot", level, "unit_of_owner"):
        return ", ".join(str(part) for part in (unit.responsible, unit) if part)
    return ""


def _owner(facility: Shown) -> str:
    return str(facility["owner"] or "")
