# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write what came of scenarios: scenarios.json with everything, and two tables.

``scenarios.csv`` has a row a scenario, ``firmness.csv`` a row a move.
"""

from collections.abc import Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from kotipesa.report.plain_files import rounded, write_json, write_rows
from kotipesa.report.record import versions
from kotipesa.report.whole_file import whole_file
from kotipesa.scenarios import FirmMoves, Scenarios
from kotipesa.scenarios.firmness import HIGH, LOW, MEDIAN, SAFE_SHARE
from kotipesa.scenarios.playing import FIGURES
from kotipesa.sources.harmless import refuse_formulas

JSON_FILE, CSV_FILE, MOVES_FILE = "scenarios.json", "scenarios.csv", "firmness.csv"
KEPT_FILE = "kept.jsonl"

_STATUSES = ("optimal", "gap_reached", "time_limit", "infeasible", "error")


def write_scenarios(scenarios: Scenarios, directory: Path) -> None:
    """Write the three files into a directory."""
    moves = move_rows(scenarios.moves)
    refuse_formulas(MOVES_FILE, {end: [row[end] for row in moves] for end in ("from_id", "to_id")})
    with (
        whole_file(directory / JSON_FILE) as json_path,
        whole_file(directory / CSV_FILE) as csv_path,
        whole_file(directory / MOVES_FILE) as moves_path,
    ):
        record = scenarios_record(scenarios) | {"moves": moves}
        write_json(record, json_path)
        write_rows(("scenario", "status", "gap", *FIGURES), scenario_rows(scenarios), csv_path)
        write_rows([field.name for field in fields(FirmMoves)], moves, moves_path)


def scenarios_record(scenarios: Scenarios) -> dict[str, Any]:
    """Give the content of scenarios.json but the moves."""
    asked = scenarios.asked
    figures = asked.variation.figures
    moves = scenarios.moves
    return {
        "n": asked.count,
        "seed": asked.seed,
        "vary": list(asked.vary),
        "gap": asked.gap,
        "time_limit_s": asked.seconds if asked.seconds < float("inf") else None,
        "opened": sorted(asked.open_ids),
        "statuses": {status: scenarios.count_of(status) for status in _STATUSES},
        "worst_gap": scenarios.worst_gap,
        "base": _figures(scenarios.base),
        "quantiles": {"low": LOW, "median": MEDIAN, "high": HIGH},
        "distributions": {
            name: rounded(asdict(spread)) for name, spread in scenarios.spreads.items()
        },
        "safe": {
            "share": SAFE_SHARE,
            "moves": int((moves.safe_t > 0).sum()),
            "tonnes": rounded(float(moves.safe_t.sum())),
            "of_base_tonnes": rounded(float(moves.base_t.sum())),
            "all_at_once_share": scenarios.all_safe_share,
        },
        "variation": [asdict(figure) for figure in figures],
        "unverified": [f"{f.id}:{f.of}".strip(":") for f in figures if not f.verified],
        **versions(scenarios.region),
    }


def scenario_rows(scenarios: Scenarios) -> list[dict[str, Any]]:
    """Give a row a scenario; cells of one without a plan are None."""
    return [
        {"scenario": number, "status": outcome["status"], "gap": rounded(outcome.get("gap"))}
        | _figures(outcome)
        for number, outcome in enumerate(scenarios.played)
    ]


def move_rows(moves: FirmMoves) -> list[dict[str, Any]]:
    """Give a row a move, tonnes to the kilogram."""
    names = [field.name for field in fields(FirmMoves)]
    columns = {name: rounded(getattr(moves, name).tolist()) for name in names}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _figures(outcome: Mapping[str, Any]) -> dict[str, Any]:
    return {name: rounded(outcome.get(name)) for name in FIGURES}
