# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Follow a plan: match its moves with what was hauled, and add both up side by side."""

from pathlib import Path

import numpy as np

from kotipesa.arrays import Indices, Texts, take
from kotipesa.errors import InputError, Problem, problem
from kotipesa.monitor.effects import due_impact, hauled_impact
from kotipesa.monitor.ends import NOTHING, Directory, Nodes, ends_of_loads, ends_of_moves, nodes_of
from kotipesa.monitor.hauls import Hauls, grams_of, hauls_of
from kotipesa.monitor.matching import Legs, is_planned_pair, match
from kotipesa.monitor.plan_files import Planned, read_planned
from kotipesa.monitor.progress import by_month, by_move, by_pair, list_unplanned
from kotipesa.monitor.stock import by_store, note_negative
from kotipesa.monitor.tables import Followed
from kotipesa.periods import month_text
from kotipesa.plan.files import number_text
from kotipesa.plan.tables import Moves
from kotipesa.region import Region
from kotipesa.sources import distinct, nearest
from kotipesa.sources.loads import Loads
from kotipesa.vocab import find_code

CONTAMINATED = ("lower", "upper", "hazardous")
"""Classes whose transport needs a transfer document; clean soil needs none."""


def follow(region: Region, directory: Path, loads: Loads, *, as_of: int | None = None) -> Followed:
    """Set loads against the plan in a directory, up to the end of a month.

    as_of: month number, by default that of the last load; later loads are left out and noted. The
    tonnes of every load stand in the result once: with a move, or among the unplanned. Raises
    InputError for a plan that cannot be read and for places or materials nobody knows.
    """
    planned = read_planned(directory)
    nodes = nodes_of(region)
    loads, as_of, notes = _up_to(loads, as_of, planned.moves)
    legs = _legs_of_moves(region, nodes, planned.moves)
    given = _legs_of_loads(region, nodes, loads)
    hauls = hauls_of(loads, given, legs, match(given, legs), nodes)
    hauled, of_ways = hauled_impact(region, planned.moves, hauls, nodes)
    months = by_month(planned.moves, hauls, loads, as_of)
    span = (int(months.month[0]), as_of)
    stocks = by_store(planned.stocks, hauls, nodes, region.materials.code, span)
    notes += [*_region_note(region, planned), *note_negative(stocks), *of_ways]
    notes += _document_note(planned.moves, hauls, loads)
    unplanned = list_unplanned(hauls, loads, is_planned_pair(given, legs), region.materials.code)
    return Followed(
        as_of=as_of,
        moves=by_move(planned.moves, hauls, loads, as_of),
        months=months,
        stocks=stocks,
        pairs=by_pair(region, nodes, planned.moves, legs, hauls, as_of),
        unplanned=unplanned,
        totals=_totals(planned.moves, hauls, loads, as_of),
        due=due_impact(region, planned.moves, as_of),
        hauled=hauled,
        notes=tuple(notes),
    )


def _up_to(loads: Loads, as_of: int | None, moves: Moves) -> tuple[Loads, int, list[Problem]]:
    """Take loads up to a month, in the order they were hauled: by date, then as they were read."""
    if as_of is None:
        as_of = int(loads.month.max()) if len(loads) else _first_month(moves)
    kept = np.flatnonzero(loads.month <= as_of)
    notes = []
    if later := len(loads) - len(kept):
        notes.append(problem("loads_after", count=later, month=month_text(as_of)))
    order = kept[np.argsort(loads.date[kept], kind="stable")]
    return take(loads, order), as_of, notes


def _first_month(moves: Moves) -> int:
    return int(moves.month.min()) if len(moves) else 0


def _legs_of_moves(region: Region, nodes: Nodes, moves: Moves) -> Legs:
    """Look at moves as legs; raises InputError for ends the region no longer has."""
    start, lost_starts = ends_of_moves(nodes, moves.from_kind, moves.from_id, "from")
    end, lost_ends = ends_of_moves(nodes, moves.to_kind, moves.to_id, "to")
    if lost := [*lost_starts, *lost_ends]:
        raise InputError(lost)
    material = _rows(moves.material, region.materials.index())
    return Legs(start, end, material, moves.month, grams_of(moves.tonnes))


def _legs_of_loads(region: Region, nodes: Nodes, loads: Loads) -> Legs:
    known = Directory(region, nodes)
    start, odd_starts = ends_of_loads(known, loads, "from")
    end, odd_ends = ends_of_loads(known, loads, "to")
    material, odd_materials = _materials_of_loads(region, loads)
    if odd := [*odd_starts, *odd_ends, *odd_materials]:
        raise InputError(sorted(odd, key=lambda found: found.where))
    return Legs(start, end, material, loads.month, grams_of(loads.tonnes))


def _materials_of_loads(region: Region, loads: Loads) -> tuple[Indices, list[Problem]]:
    """Find materials by code or any name the vocabulary has for them."""
    index = region.materials.index()
    found, place = distinct(loads.material)
    rows = [
        index.get(text, index.get(find_code("material", text) or "", NOTHING)) for text in found
    ]
    problems = [
        problem(
            "unknown_material",
            loads.where(int(np.flatnonzero(place == which)[0]), "material", text),
            id=text,
            nearest=nearest(text, index),
        )
        for which, (text, row) in enumerate(zip(found, rows, strict=True))
        if text and row == NOTHING
    ]
    return np.array(rows, dtype=np.int64)[place], problems


def _rows(codes: Texts, index: dict[str, int]) -> Indices:
    found, place = distinct(codes)
    rows = np.array([index.get(code, NOTHING) for code in found], dtype=np.int64)
    return rows[place]


def _region_note(region: Region, planned: Planned) -> list[Problem]:
    is_same = planned.input_sha256 in ("", region.sha256)
    return [] if is_same else [problem("plan_of_another_region")]


def _document_note(moves: Moves, hauls: Hauls, loads: Loads) -> list[Problem]:
    """Note contaminated loads without a transfer document, as the plan's class tells them."""
    contamination = np.append(moves.contamination, "")[hauls.move]
    bare = np.isin(contamination, CONTAMINATED) & (loads.document[hauls.load] == "")
    if not bare.any():
        return []
    tonnes = number_text(float(hauls.tonnes[bare].sum()))
    count = len(np.unique(hauls.load[bare]))
    return [problem("transfer_document_missing", count=count, tonnes=tonnes)]


def _totals(moves: Moves, hauls: Hauls, loads: Loads, as_of: int) -> dict[str, float]:
    """Add up tonnes: planned, due, hauled with its interval, measured, estimated, unplanned."""
    measured = loads.is_measured
    grams = grams_of(loads.tonnes)
    unplanned = hauls.grams[hauls.move == NOTHING]
    return {
        "planned_t": float(moves.tonnes.sum()),
        "due_t": float(moves.tonnes[moves.month <= as_of].sum()),
        "hauled_t": int(grams.sum()) / 1e6,
        "hauled_low_t": int(grams_of(loads.low_t).sum()) / 1e6,
        "hauled_high_t": int(grams_of(loads.high_t).sum()) / 1e6,
        "measured_t": int(grams[measured].sum()) / 1e6,
        "estimated_t": int(grams[~measured].sum()) / 1e6,
        "matched_t": int(hauls.grams[hauls.move != NOTHING].sum()) / 1e6,
        "unplanned_t": int(unplanned.sum()) / 1e6,
        "loads": int(loads.count.sum()),
        "rows": len(loads),
    }
