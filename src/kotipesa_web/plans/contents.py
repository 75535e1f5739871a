# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read what a kept plan holds into values; a plan never changes, so it is read once a process."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from kotipesa_web.plans.models import Plan, PlanContent

LOT = "lot"
KEPT_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class End:
    """A lot or facility a plan read: whose it was, how secret, and where.

    ``code`` is its id in the plan's own tables, which others' ids may have made another than its
    owner's: nobody is shown it.
    ``role`` is lot, store, process, outlet or source; ``direction`` is that of a lot. Places are in
    EPSG:3067 metres, the grid's cell by its middle.
    """

    role: str
    code: str
    pk: int
    owner_id: int
    sensitivity: str
    grid_m: tuple[float, float]
    place_m: tuple[float, float]
    name: str
    municipality: str
    direction: str = ""
    material: str = ""
    origin: str = ""
    amount_t: float = 0.0
    capacity_t: float | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """One move of a plan; euros and kilograms of CO2e are of the haul alone."""

    number: int
    start: End
    finish: End
    part: str
    material: str
    month: str
    tonnes: float
    km: float
    eur: float
    kgco2e: float


@dataclass(frozen=True, slots=True)
class Left:
    """What of a lot stays where it is, and why."""

    end: End
    tonnes: float
    reason: str


@dataclass(frozen=True, slots=True)
class Price:
    """What one more tonne of a lot would cost the region, and the limits that make it so."""

    eur_per_t: float | None
    binding: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything a plan says; ``record`` is plan.json, ``members`` what each pays alone."""

    record: Mapping[str, Any]
    members: tuple[Mapping[str, Any], ...]
    moves: tuple[Move, ...]
    left: tuple[Left, ...]
    stocks: Mapping[str, Mapping[str, float]]
    prices: Mapping[str, Price]
    ends: Mapping[tuple[str, str], End] = field(repr=False)


def contents_of(plan: Plan) -> Contents:
    """Give what a plan holds."""
    return _read(plan.pk, plan.output_sha256, plan.made_at)


@lru_cache(maxsize=KEPT_AT_ONCE)
def _read(pk: int, _output_sha256: str, _made_at: datetime) -> Contents:
    kept = PlanContent.objects.only("outputs", "ends").get(plan_id=pk)
    return parsed(bytes(kept.outputs), bytes(kept.ends))


def parsed(outputs: bytes, owned: bytes) -> Contents:
    """Read the files of a plan, and whose its ends are."""
    with zipfile.ZipFile(io.BytesIO(outputs)) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    ends = _ends(owned.decode(), files)
    return Contents(
        record=json.loads(files["plan.json"]),
        members=tuple(json.loads(files["members.json"])),
        moves=tuple(_moves(files["moves.csv"], ends)),
        left=tuple(_left(files["unmet.csv"], ends)),
        stocks=_stocks(files["stocks.csv"]),
        prices={row["lot"]: _price(row) for row in _rows(files["explain.csv"])},
        ends=ends,
    )


def _rows(text: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(io.StringIO(text))


def _ends(owned: str, files: Mapping[str, str]) -> dict[tuple[str, str], End]:
    about = {(LOT, row["id"]): row for row in _rows(files["lots.csv"])}
    about |= {(row["role"], row["id"]): row for row in _rows(files["facilities.csv"])}
    ends = {}
    for row in _rows(owned):
        key = row["kind"], row["code"]
        if key in about:
            ends[key] = _end(row, about[key])
    return ends


def _end(owned: Mapping[str, str], told: Mapping[str, str]) -> End:
    return End(
        role=owned["kind"],
        code=owned["code"],
        pk=int(owned["pk"]),
        owner_id=int(owned["owner"]),
        sensitivity=owned["sensitivity"],
        grid_m=(float(owned["grid_x_m"]), float(owned["grid_y_m"])),
        place_m=(float(told["x_m"]), float(told["y_m"])),
        name=told["name"] or owned["project"] or owned["own_code"],
        municipality=told["municipality"],
        direction=told.get("direction", ""),
        material=told.get("material", ""),
        origin=told.get("origin", "") or told.get("outcome", ""),
        amount_t=float(told.get("amount_t") or 0.0),
        capacity_t=float(told["capacity_t"]) if told.get("capacity_t") else None,
    )


def _moves(text: str, ends: Mapping[tuple[str, str], End]) -> Iterator[Move]:
    for number, row in enumerate(_rows(text), 1):
        yield Move(
            number=number,
            start=ends[row["from_kind"], row["from_id"]],
            finish=ends[row["to_kind"], row["to_id"]],
            part=row["part"],
            material=row["material"],
            month=row["month"],
            tonnes=float(row["tonnes"]),
            km=float(row["km"]),
            eur=float(row["eur"]),
            kgco2e=float(row["kgco2e"]),
        )


def _left(text: str, ends: Mapping[tuple[str, str], End]) -> Iterator[Left]:
    for row in _rows(text):
        yield Left(ends[LOT, row["lot"]], float(row["tonnes"]), row["reason"])


def _stocks(text: str) -> dict[str, dict[str, float]]:
    """Add up the stock of each store at the end of each month, whatever the material."""
    held: dict[str, dict[str, float]] = {}
    for row in _rows(text):
        months = held.setdefault(row["store"], {})
        months[row["month"]] = months.get(row["month"], 0.0) + float(row["tonnes"])
    return held


def _price(row: Mapping[str, str]) -> Price:
    price = row["price_eur_per_t"]
    return Price(float(price) if price else None, tuple(filter(None, row["binding"].split("|"))))
