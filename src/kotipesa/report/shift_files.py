# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write what moving projects is worth: shift.json, shift.csv (moves) and targets.csv (curves)."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from kotipesa.report.plain_files import rounded, write_json, write_rows
from kotipesa.report.record import versions
from kotipesa.report.whole_file import whole_file
from kotipesa.shifts import Shifts
from kotipesa.shifts.targets import Step
from kotipesa.sources.harmless import refuse_formulas

JSON_FILE, CSV_FILE, TARGETS_FILE = "shift.json", "shift.csv", "targets.csv"

_MOVE = ("project", "months", "at_most_eur", "gain_eur")
_STEP = (
    "curve",
    "target",
    "feasible",
    "objective_eur",
    "lower_bound_eur",
    "marginal_eur",
    "unmet_t",
)


def write_shifts(shifts: Shifts, directory: Path) -> None:
    """Write the three files into a directory, made where there is none."""
    moves, steps = move_rows(shifts), step_rows(shifts)
    refuse_formulas(CSV_FILE, {"project": [row["project"] for row in moves]})
    directory.mkdir(parents=True, exist_ok=True)
    with (
        whole_file(directory / JSON_FILE) as json_path,
        whole_file(directory / CSV_FILE) as csv_path,
        whole_file(directory / TARGETS_FILE) as targets_path,
    ):
        write_json(shift_record(shifts), json_path)
        write_rows(_MOVE, moves, csv_path)
        write_rows(_STEP, steps, targets_path)


def shift_record(shifts: Shifts) -> dict[str, Any]:
    """Give the content of shift.json."""
    joint = shifts.joint
    record: dict[str, Any] = rounded(
        {
            "objective_eur": shifts.objective_eur,
            "lower_bound_eur": shifts.lower_bound_eur,
            "kgco2e": shifts.kgco2e,
            "recovery_share": shifts.recovery_share,
            "unmet_t": shifts.unmet_t,
            "opened": sorted(shifts.asked.open_ids),
            "projects": [
                {"project": shifts.project_id(place), "moves": one["moves"], "gains": one["gains"]}
                for place, one in enumerate(shifts.alone)
            ],
            "joint": None
            if joint is None
            else {
                "method": "search",
                "objective_eur": joint.flows.objective_eur,
                "lower_bound_eur": joint.lower_bound_eur,
                "gap": joint.gap,
                "gain_eur": shifts.objective_eur - joint.flows.objective_eur,
                "solves": joint.solves,
                "moves": joint_rows(shifts),
                "gains": shifts.gains,
            },
            "alternatives": [asdict(one) for one in shifts.alternatives],
            "targets": step_rows(shifts),
            **versions(shifts.region),
        }
    )
    return record


def move_rows(shifts: Shifts) -> list[dict[str, Any]]:
    """Give a row a move of a project alone; gain_eur is None for what cannot beat the best."""
    return [
        {"project": shifts.project_id(place)} | rounded(move)
        for place, one in enumerate(shifts.alone)
        for move in one["moves"]
    ]


def joint_rows(shifts: Shifts) -> list[dict[str, Any]]:
    """Give the projects that the joint moves move."""
    if shifts.joint is None:
        return []
    return [
        {"project": shifts.project_id(place), "months": months}
        for place, months in enumerate(shifts.joint.months.tolist())
        if months
    ]


def step_rows(shifts: Shifts) -> list[dict[str, Any]]:
    """Give a row a step of each curve."""
    curves = {"recovery_share": shifts.recovery, "kgco2e": shifts.emissions}
    return [_step(name, step) for name, steps in curves.items() for step in steps]


def _step(curve: str, step: Step) -> dict[str, Any]:
    row: dict[str, Any] = rounded({"curve": curve, "feasible": step.is_feasible} | asdict(step))
    return row
