# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write what came of scenarios: scenarios.json with everything, and two tables.

``scenarios.csv`` has a row a scenario, ``firmness.csv`` a row a move.
"""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from kotipesa.arrays import Numbers
from kotipesa.plan.solve.highs import solver_version
from kotipesa.report.whole_file import whole_file
from kotipesa.scenarios import FirmMoves, Scenarios
from kotipesa.scenarios.firmness import HIGH, LOW, MEDIAN, SAFE_SHARE
from kotipesa.scenarios.playing import FIGURES
from kotipesa.sources.harmless import refuse_formulas
from kotipesa.version import __version__
from kotipesa.vocab import VERSION

JSON_FILE, CSV_FILE, MOVES_FILE = "scenarios.json", "scenarios.csv", "firmness.csv"
KEPT_FILE = "kept.jsonl"

_STATUSES = ("optimal", "gap_reached", "time_limit", "infeasible", "error")
_SIGNIFICANT = 12


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
        text = json.dumps(record, ensure_ascii=False, indent=1, allow_nan=False)
        json_path.write_text(text + "\n", encoding="utf-8")
        _write_table(csv_path, ("scenario", "status", "gap", *FIGURES), scenario_rows(scenarios))
        _write_table(moves_path, [field.name for field in fields(FirmMoves)], moves)


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
            name: {key: _rounded(value) for key, value in asdict(spread).items()}
            for name, spread in scenarios.spreads.items()
        },
        "safe": {
            "share": SAFE_SHARE,
            "moves": int((moves.safe_t > 0).sum()),
            "tonnes": _rounded(float(moves.safe_t.sum())),
            "of_base_tonnes": _rounded(float(moves.base_t.sum())),
            "all_at_once_share": scenarios.all_safe_share,
        },
        "variation": [asdict(figure) for figure in figures],
        "unverified": [f"{f.id}:{f.of}".strip(":") for f in figures if not f.verified],
        "solver_version": solver_version(),
        "vocab_version": VERSION,
        "engine_version": __version__,
        "input_sha256": scenarios.region.sha256,
    }


def scenario_rows(scenarios: Scenarios) -> list[dict[str, Any]]:
    """Give a row a scenario; cells of one without a plan are None."""
    return [
        {"scenario": number, "status": outcome["status"], "gap": _rounded(outcome.get("gap"))}
        | _figures(outcome)
        for number, outcome in enumerate(scenarios.played)
    ]


def move_rows(moves: FirmMoves) -> list[dict[str, Any]]:
    """Give a row a move, tonnes to the kilogram."""
    columns = {field.name: _listed(getattr(moves, field.name)) for field in fields(FirmMoves)}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _figures(outcome: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _rounded(outcome.get(name)) for name in FIGURES}


def _listed(column: Numbers) -> list[Any]:
    return [_rounded(value) for value in column.tolist()]


def _rounded(value: Any) -> Any:
    """Cut the digits that no arithmetic vouches for."""
    return float(f"{value:.{_SIGNIFICANT}g}") if isinstance(value, float) else value


def _write_table(path: Path, names: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(names)
        table.writerows(["" if row[n] is None else row[n] for n in names] for row in rows)
