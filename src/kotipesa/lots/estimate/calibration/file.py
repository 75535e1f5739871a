# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write a calibration as a small readable file, and read it again, strictly."""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import isfinite
from pathlib import Path
from typing import Any

from kotipesa.errors import InputError, Where, problem
from kotipesa.lots.estimate.calibration.calibration import (
    COVERAGES,
    LEVEL_NAMES,
    Calibration,
    GroupTeaching,
    Shift,
)
from kotipesa.lots.estimate.calibration.groups import ANY, FEWEST_PROJECTS
from kotipesa.lots.estimate.coefficients import default_coefficients
from kotipesa.lots.estimate.intervals import Interval
from kotipesa.sources.limits import DEFAULT_LIMITS, MEBIBYTE, shown, size_problem
from kotipesa.vocab import codes

_LIMITS = replace(DEFAULT_LIMITS, file_bytes=MEBIBYTE)
_SHA256 = re.compile(r"[0-9a-f]{64}")
_HEAD = """\
# How estimates of masses compared with what closed projects realised; no names, no amounts.
# amount = [low, middle, high] of realised over forecast; start, end = months later, alike.
# An empty structure_type or phase stands for every one. Made by: kotipesa calibrate
"""
_MOST_MONTHS = 1200
_FACTORS = (1e-30, 1e30)


def calibration_text(calibration: Calibration) -> str:
    """Write a calibration as TOML."""
    top = {
        "coverage": calibration.coverage,
        "projects": calibration.projects,
        "sha256": calibration.sha256,
    }
    blocks = [_HEAD + _lines(top)]
    blocks += ["[[group]]\n" + _lines(_written(group)) for group in calibration.groups]
    return "\n".join(blocks)


def _written(group: GroupTeaching) -> dict[str, object]:
    factor = group.factor
    told: dict[str, object] = {
        "structure_type": group.structure_type,
        "phase": group.phase,
        "projects": group.projects,
        "never_realised": group.never_realised,
        "amount": [factor.low, factor.mid, factor.high],
        "interval_of": group.interval_of,
        "interval_projects": group.interval_projects,
    }
    shifts = {"start": group.start, "end": group.end}
    return told | {name: list(shift) for name, shift in shifts.items() if shift}


def _lines(values: Mapping[str, object]) -> str:
    """Write a line each; TOML writes texts, numbers and lists of numbers as JSON does."""
    return "".join(
        f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items()
    )


def read_calibration(path: Path) -> Calibration:
    """Read a calibration; raises InputError for a file that is none, with what is wrong."""
    where = Where(path.name)
    if not path.is_file():
        raise InputError([problem("path_not_found", where, path=path.name)])
    if too_large := size_problem(path, _LIMITS):
        raise InputError([too_large])
    try:
        return _calibration(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as fault:
        reason = shown(str(fault))
        raise InputError([problem("calibration_unclear", where, reason=reason)]) from fault


def _calibration(told: Mapping[str, Any]) -> Calibration:
    """Understand a file; raises ValueError, KeyError or TypeError for what is not understood."""
    _only(told, ("coverage", "projects", "sha256", "group"))
    coverage = _number(told["coverage"], *COVERAGES)
    sha256 = told["sha256"]
    _must(isinstance(sha256, str) and bool(_SHA256.fullmatch(sha256)), "sha256")
    groups = tuple(_group(written) for written in told["group"])
    kinds = [(group.structure_type, group.phase) for group in groups]
    _must(kinds[:1] == [(ANY, ANY)] and len(set(kinds)) == len(kinds), "group")
    return Calibration(coverage, _count(told["projects"]), sha256, groups)


def _group(told: Mapping[str, Any]) -> GroupTeaching:
    needed = [name for name in _GROUP if name not in ("start", "end")]
    _only(told, _GROUP)
    _must(all(name in told for name in needed), ", ".join(needed))
    low, mid, high = (_number(end, *_FACTORS) for end in told["amount"])
    _must(low <= mid <= high, "amount")
    return GroupTeaching(
        structure_type=_one_of(told["structure_type"], (ANY, *default_coefficients().structures)),
        phase=_one_of(told["phase"], (ANY, *(code.code for code in codes("phase")))),
        projects=_count(told["projects"]),
        never_realised=_number(told["never_realised"], 0, 1),
        factor=Interval(low, mid, high),
        interval_of=_one_of(told["interval_of"], LEVEL_NAMES),
        interval_projects=_count(told["interval_projects"]),
        start=_shift(told.get("start")),
        end=_shift(told.get("end")),
    )


_GROUP = (
    *("structure_type", "phase", "projects", "never_realised", "amount"),
    *("interval_of", "interval_projects", "start", "end"),
)


def _shift(told: Any) -> Shift | None:
    if told is None:
        return None
    low, mid, high = (_whole(month, -_MOST_MONTHS, _MOST_MONTHS) for month in told)
    _must(low <= mid <= high, "start, end")
    return Shift(low, mid, high)


def _count(told: Any) -> int:
    return _whole(told, FEWEST_PROJECTS, 1e9)


def _whole(told: Any, low: float, high: float) -> int:
    number = _number(told, low, high)
    _must(number.is_integer(), repr(told))
    return int(number)


def _number(told: Any, low: float, high: float) -> float:
    is_number = isinstance(told, (int, float)) and not isinstance(told, bool)
    _must(is_number and isfinite(told) and low <= told <= high, f"{told!r}: {low:g}…{high:g}")
    return float(told)


def _one_of(told: Any, known: Sequence[str]) -> str:
    _must(isinstance(told, str) and told in known, repr(told))
    return str(told)


def _only(told: Mapping[str, Any], known: Sequence[str]) -> None:
    _must(not set(told) - set(known), ", ".join(sorted(set(told) - set(known))))


def _must(holds: object, reason: str) -> None:
    if not holds:
        raise ValueError(reason)
