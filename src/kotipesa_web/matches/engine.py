# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Let the engine rank the counterparts of one lot, of rows as far as the viewer sees them."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from kotipesa.arrays import Numbers
from kotipesa.errors import InputError, problem
from kotipesa.impact.charges import setting
from kotipesa.impact.interval import Interval as Range
from kotipesa.impact.interval import exactly
from kotipesa.periods import month_number, month_text
from kotipesa.plan.match import match
from kotipesa.region import Region, from_rows
from kotipesa.region.tables import Distances
from kotipesa.roads import RoadLinks, build, crow_kilometres_between, kilometres_between
from kotipesa_web.core.permissions.shown import Shown
from kotipesa_web.lots.models import Lot
from kotipesa_web.matches import rows
from kotipesa_web.matches.given import Given
from kotipesa_web.ui.tables import Interval

CELL_HALF_KM = 2.5 * 2**0.5
MOST_MONTHS = 1_200


@dataclass(frozen=True, slots=True)
class Fit:
    """Which materials meet a lot: those it takes, or those of the needs that take it."""

    materials: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One counterpart by its name in the engine: where, for how much, and what excludes it.

    Money is euros a tonne for the haul, the gate and the carbon; the emission, kilograms a tonne.
    """

    name: str
    km: float | None
    eur_per_t: Interval | None
    kgco2e_per_t: Interval | None
    excluded_by: str


def fitting(lot: Lot, given: Given) -> Fit:
    """Say by which materials the counterparts of a lot are found."""
    known = from_rows({"lots": [], "materials": _table(given, "materials")}).materials
    if lot.direction == "need":
        if lot.accepts:
            return Fit(tuple(lot.accepts))
        pairs = zip(known.code, known.replaces, strict=True)
        return Fit((lot.material, *(code for code, replaced in pairs if lot.material in replaced)))
    place = known.index().get(lot.material)
    return Fit((lot.material, *(known.replaces[place] if place is not None else ())))


def ranked(
    own: Shown, others: Sequence[Shown], facilities: Sequence[Shown], given: Given
) -> list[Found]:
    """Rank the counterparts of one's own lot, possible ones by price, excluded ones last.

    Raises InputError for a lot that no plan could hold: pieces, no soil, tonnes that are unknown.
    """
    if rows.lot_row(own) is None:
        raise InputError([problem("lot_without_tonnes", id=own["code"])])
    region = _region(own, others, facilities, given)
    found = match(region, rows.lot_id(own))
    rough = {_name(row) for row in (*others, *facilities) if rows.is_rough(row)}
    return [
        _found(region, row, is_about=name in rough)
        for name, row in zip(found.id.tolist(), found.rows(), strict=True)
    ]


def _region(
    own: Shown, others: Sequence[Shown], facilities: Sequence[Shown], given: Given
) -> Region:
    lots = [row for row in map(rows.lot_row, (own, *others)) if row is not None]
    places = {rows.site_id(row): rows.site_row(row) for row in (own, *others, *facilities)}
    known = dict(_known_sites((own, *others, *facilities), given))
    tables: dict[str, Sequence[rows.Row]] = {
        "lots": lots,
        "sites": [*places.values()],
        "facilities": [rows.facility_row(one) for one in facilities],
        "materials": _table(given, "materials"),
        "distances": [*_told_distances(given, known)],
    }
    region = from_rows(tables, {**given.settings, **_horizon(lots), "distances": "explicit"})
    return region.replace(distances=_distances(region, rows.site_id(own), own, given))


def _horizon(lots: Iterable[rows.Row]) -> dict[str, Any]:
    """Look at every month of these lots."""
    first = min(month_number(row["from"]) or 0 for row in lots)
    last = max(month_number(row["to"]) or 0 for row in lots)
    return {"start": month_text(first), "months": min(last - first + 1, MOST_MONTHS)}


def _distances(region: Region, own_site: str, own: Shown, given: Given) -> Distances:
    """Measure between the lot's own place and all others alone; what somebody measured holds."""
    here = np.flatnonzero(region.sites.id == own_site).astype(np.int32)
    there = np.arange(len(region.sites), dtype=np.int32)
    start, end = (there, here) if own["direction"] == "need" else (here, there)
    km = _kilometres(region, start, end, given)
    ways = np.isfinite(km)
    told = region.distances
    count = int(ways.sum())
    return Distances(
        np.concatenate([np.broadcast_to(start, len(there))[ways], told.from_site]),
        np.concatenate([np.broadcast_to(end, len(there))[ways], told.to_site]),
        np.concatenate([km[ways], told.km]),
        np.concatenate([np.full(count, np.nan), told.eur_per_t]),
        np.concatenate([np.full(count, np.nan), told.kgco2e_per_t]),
    )


def _kilometres(region: Region, start: Any, end: Any, given: Given) -> Numbers:
    x_m, y_m = region.sites.x_m, region.sites.y_m
    if given.rule == "roads":
        links = _roads(given.tables["nodes"], given.tables["roads"])
        return kilometres_between(build(links), x_m, y_m, start, end).km.ravel()
    if given.rule == "explicit":
        return np.full(len(region.sites), np.inf)
    return crow_kilometres_between(x_m, y_m, start, end, region.settings.detour).km.ravel()


@lru_cache(maxsize=2)
def _roads(nodes: bytes, roads: bytes) -> RoadLinks:
    """Read a region's roads once; the engine keeps the index of what stays the same."""
    tables = {"lots": [], "nodes": _lines(nodes), "roads": _lines(roads)}
    links = from_rows(tables).roads
    if links is None:
        message = "roads were given"
        raise AssertionError(message)
    return links


def _found(region: Region, row: Mapping[str, Any], *, is_about: bool) -> Found:
    km, eur_per_t = row["km"], row["eur_per_t"]
    if km is None or eur_per_t is None or row["excluded_by"]:
        return Found(row["id"], km, None, None, row["excluded_by"])
    slack_km = CELL_HALF_KM * region.settings.detour if is_about else 0.0
    way = Range(km, max(0.0, km - slack_km), km + slack_km)
    loading = setting(region.settings, "haul_eur_per_t")
    haul = loading + setting(region.settings, "haul_eur_per_tkm") * way
    rest = max(0.0, eur_per_t - haul.value)
    emission = setting(region.settings, "haul_kgco2e_per_tkm") * way
    return Found(row["id"], km, _interval(haul + exactly(rest)), _interval(emission), "")


def _interval(found: Range) -> Interval:
    return Interval(found.low, found.value, found.high)


def _known_sites(shown: Iterable[Shown], given: Given) -> Iterable[tuple[str, str]]:
    """Name the sites whose ids the viewer sees: as given tables do, and as the engine's rows do."""
    for row in shown:
        if not rows.is_rough(row) and (code := row["site"].code):
            yield given.apart.get(row["site"].pk, code), rows.site_id(row)


def _told_distances(given: Given, known: Mapping[str, str]) -> Iterable[dict[str, Any]]:
    """Give what somebody measured between places whose ids the viewer sees."""
    for row in _table(given, "distances"):
        if row["from_site"] in known and row["to_site"] in known:
            yield {**row, **{name: known[row[name]] for name in ("from_site", "to_site")}}


def _table(given: Given, name: str) -> list[dict[str, str]]:
    return _lines(given.tables.get(name, b""))


def _lines(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode())))


def _name(row: Shown) -> str:
    return rows.lot_id(row) if "direction" in row.values else rows.facility_id(row)
