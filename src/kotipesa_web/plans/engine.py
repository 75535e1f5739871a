# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Ask the engine for plans, and for what it knows of them: the only file here that calls it."""

import csv
import io
import json
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import polars as pl
import shapely

from kotipesa.disclosure import TOTAL, Contributions, Rules, protect
from kotipesa.plan import Plan, make_plan
from kotipesa.plan.baselines import Baselines, without_agreed
from kotipesa.plan.greedy import greedy_cost_eur
from kotipesa.plan.parties import part_of, parties
from kotipesa.plan.problem.problem import Problem as PlanProblem
from kotipesa.plan.solve.generation import solve
from kotipesa.report.directory import write_plan
from kotipesa.report.geopackage import Layer, write_layers
from kotipesa.report.numbers import shown_unit
from kotipesa.report.plain_files import rounded
from kotipesa.report.sheets import Sheet, SheetColumn
from kotipesa.report.speech import speech
from kotipesa.report.workbook import write_sheets
from kotipesa.sources.harmless import refuse_formulas
from kotipesa_web.core.packing import pack
from kotipesa_web.lots.engine import read_snapshot
from kotipesa_web.ui.formats import language

TIMES = frozenset({"seconds"})
"""What a plan directory tells of the machine rather than of the plan."""

FEWEST = Rules().at_least
"""So many organisations stand behind a figure that is shown."""

SETTINGS = ("carbon_eur_per_t", "unmet_eur_per_t", "months")
"""Parameters of a plan that stand for settings of the region."""


class Watch(Protocol):
    """Whoever waits for a plan; it may raise to end the work."""

    def stage(self, name: str) -> None:
        """Hear that a stage begins: read, plan, compare or write."""

    def round(self, number: int, cost_eur: float, bound_eur: float) -> None:
        """Hear what the best plan so far costs, and what any plan must cost at least."""

    def owner(self, number: int, count: int) -> None:
        """Hear which of the owners is planned alone."""


@dataclass(frozen=True, slots=True)
class Computed:
    """A plan as it is kept: the bytes of its files, what plan.json says, how long it took."""

    outputs: bytes
    sha256: str
    record: Mapping[str, Any]
    seconds: float


def compute(snapshot: bytes, parameters: Mapping[str, Any], watch: Watch) -> Computed:
    """Plan a region as it was read; the same bytes and parameters give the same bytes.

    Raises InputError for bad rows, UsageError for an unknown facility and InfeasibleError where
    agreed moves cannot be kept.
    """
    watch.stage("read")
    settings = {name: parameters[name] for name in SETTINGS if parameters.get(name) is not None}
    region = read_snapshot(snapshot).replace(**settings)
    watch.stage("plan")
    plan = make_plan(
        region,
        gap=parameters.get("gap"),
        time_limit_s=parameters.get("time_limit_s"),
        open_ids=parameters.get("open_ids") or (),
        with_baselines=False,
        progress=watch.round,
    )
    watch.stage("compare")
    plan, members = _compared(plan, watch, parameters.get("time_limit_s") or float("inf"))
    watch.stage("write")
    return _written(plan, members)


def _compared(plan: Plan, watch: Watch, seconds: float) -> tuple[Plan, list[dict[str, Any]]]:
    """Plan each owner alone and the region greedily, as the engine's baselines do, told by owner.

    Where the seconds do not suffice nobody is compared with what they would do alone.

    A member's share of the plan is what its lots cost at the plan's prices, and its part of what
    the prices leave over: capacities are split by tonnes, so what they earn is too.
    """
    settled = without_agreed(plan.problem)
    if settled is None:
        return plan, []
    rest, agreed_eur = settled
    greedy_eur = greedy_cost_eur(rest) + agreed_eur
    alone = _alone_eur(rest, watch, seconds)
    if alone is None:
        return replace(plan, baselines=Baselines(None, greedy_eur)), []
    shares = _shares(plan) if not len(plan.problem.lock_t) else {}
    members = [
        {"owner": name, "alone_eur": cost, "share_eur": shares.get(name)}
        for name, cost in alone.items()
    ]
    return replace(plan, baselines=Baselines(sum(alone.values()) + agreed_eur, greedy_eur)), members


def _alone_eur(rest: PlanProblem, watch: Watch, seconds: float) -> dict[str, float] | None:
    them = parties(rest, rest.region.lots.owner)
    deadline = time.monotonic() + seconds
    alone = {}
    for number, name in enumerate(them.names.tolist()):

        def beat(_round: int, _cost_eur: float, _bound_eur: float, at: int = number) -> None:
            watch.owner(at, len(them))

        beat(0, 0.0, 0.0)
        part = part_of(rest, them, np.arange(len(them)) == number)
        flows = solve(part, seconds=deadline - time.monotonic(), progress=beat)
        if flows.status == "time_limit":
            return None
        alone[name] = flows.objective_eur
    return alone


def _shares(plan: Plan) -> dict[str, float]:
    """Split the cost of a plan by its prices."""
    problem = plan.problem
    them = parties(problem, problem.region.lots.owner)
    lots = np.concatenate([problem.haves.lot, problem.needs.lot])
    price = dict(zip(plan.prices.lot.tolist(), plan.prices.price_eur_per_t.tolist(), strict=True))
    prices = np.array([price[lot] for lot in problem.region.lots.id[lots].tolist()])
    if not np.isfinite(prices).all():
        return {}
    priced = np.bincount(them.of_lot, weights=prices * problem.lot_tonnes, minlength=len(them))
    part = them.tonnes / max(float(them.tonnes.sum()), 1e-300)
    shares = priced + part * (plan.objective_eur - priced.sum())
    return dict(zip(them.names.tolist(), shares.tolist(), strict=True))


def _written(plan: Plan, members: Sequence[Mapping[str, Any]]) -> Computed:
    """Write the files of a plan and pack them, times left out."""
    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder) / "plan"
        write_plan(plan, directory, for_people=False)
        files = {path.name: path.read_bytes() for path in directory.iterdir()}
    record = json.loads(files["plan.json"])
    timeless = {key: value for key, value in record.items() if key not in TIMES}
    files["plan.json"] = _json_bytes(timeless)
    files["members.json"] = _json_bytes(rounded(list(members)))
    outputs = pack(files)
    return Computed(outputs, sha256(outputs).hexdigest(), timeless, record["seconds"])


def _json_bytes(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


@dataclass(frozen=True, slots=True)
class Part:
    """What one owner brings to one cell of a table; ``is_protected`` where others may not know."""

    cell: tuple[str, ...]
    owner: int
    tonnes: float
    is_protected: bool


def publish(parts: Iterable[Part]) -> dict[tuple[str | None, ...], float | None]:
    """Add a table up with its sums (None on an axis), and withhold what would tell on anybody.

    Gives every figure that is not empty; a withheld one is None. The sum of all is known from
    other tables of the plan, so a table that would have to withhold it gives nothing.
    """
    given = [part for part in parts if part.tonnes > 0]
    if not given:
        return {}
    axes = [sorted(set(names)) for names in zip(*(part.cell for part in given), strict=True)]
    places = [{name: place for place, name in enumerate(axis)} for axis in axes]
    cells = [[at[name] for at, name in zip(places, p.cell, strict=True)] for p in given]
    table = Contributions(
        shape=tuple(len(axis) for axis in axes),
        cell=np.array(cells, dtype=np.int32),
        owner=np.array([part.owner for part in given], dtype=np.int32),
        amount_t=np.array([part.tonnes for part in given]),
        is_protected=np.array([part.is_protected for part in given]),
    )
    shown = protect(table)
    if np.isnan(shown.shown_t[(TOTAL,) * len(axes)]):
        return {}
    names = [(*axis, None) for axis in axes]
    return {
        tuple(axis[i] for axis, i in zip(names, index, strict=True)): None
        if np.isnan(shown.shown_t[index])
        else float(shown.shown_t[index])
        for index in map(tuple, np.argwhere(shown.reason != "empty").tolist())
    }


def word(key: str, otherwise: str = "") -> str:
    """Say what reports of plans call something, in the language, or what else to call it."""
    return speech(language()).known_text(key, otherwise or key)


def unit_word(unit: str) -> str:
    """Name a unit as reports do."""
    return word(f"unit_{unit}", shown_unit(unit))


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line on the map in EPSG:3067 metres, and what is told of it."""

    start_m: tuple[float, float]
    finish_m: tuple[float, float]
    told: Mapping[str, Any]


def csv_bytes(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    """Write a table as CSV for spreadsheets; raises InputError for a text one would run."""
    cells = [["" if value is None else str(value) for value in row] for row in rows]
    refuse_formulas("moves.csv", dict(zip(columns, zip(*cells, strict=True), strict=False)))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(cells)
    return text.getvalue().encode("utf-8-sig")


def xlsx_bytes(pages: Sequence[tuple[str, Sequence[str], Sequence[Sequence[Any]]]]) -> bytes:
    """Write tables as a workbook, a sheet each: name, heads, rows of texts and numbers."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.xlsx"
        write_sheets([_sheet(*page) for page in pages], path)
        return path.read_bytes()


def _sheet(name: str, heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> Sheet:
    columns, held = [], {}
    for place, head in enumerate(heads):
        values = [row[place] for row in rows]
        is_number = any(isinstance(value, float) for value in values)
        columns.append(SheetColumn(f"c{place}", head, "any" if is_number else "text"))
        kind = pl.Float64 if is_number else pl.String
        held[f"c{place}"] = pl.Series(values, dtype=kind)
    return Sheet(name, tuple(columns), pl.DataFrame(held))


def gpkg_bytes(layers: Mapping[str, Sequence[Line]]) -> bytes:
    """Write lines as layers of a GeoPackage in EPSG:3067."""
    drawn = {name: _layer(lines) for name, lines in layers.items()}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.gpkg"
        write_layers(drawn, path)
        return path.read_bytes()


def _layer(lines: Sequence[Line]) -> Layer:
    if not lines:
        empty = pl.DataFrame(schema={"month": pl.String, "tonnes": pl.Float64})
        return Layer(empty, np.zeros(0, dtype=object), "LineString")
    ends = np.array([(line.start_m, line.finish_m) for line in lines], dtype=np.float64)
    rows = pl.DataFrame([dict(line.told) for line in lines])
    return Layer(rows, shapely.linestrings(ends), "LineString")
