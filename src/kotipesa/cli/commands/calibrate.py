# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Learn from closed projects how far estimates are off."""

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import RenderableType

from kotipesa.cli.answer import Answer, problem_list
from kotipesa.cli.asked import language_of
from kotipesa.cli.look import number, share, table
from kotipesa.cli.texts import say
from kotipesa.errors import Language
from kotipesa.lots.estimate import default_coefficients
from kotipesa.lots.estimate.calibration import (
    USUAL_COVERAGE,
    GroupTeaching,
    Score,
    Shift,
    Trial,
)
from kotipesa.vocab import label
from kotipesa.workflow.calibrating import Calibrated, calibrate_from

_TAUGHT = (
    *("type", "phase", "projects", "factor", "interval", "interval_of"),
    *("start", "end", "never"),
)


def run(
    ctx: typer.Context,
    closed: Annotated[Path, typer.Argument(metavar="CLOSED")],
    out: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
    coverage: Annotated[float, typer.Option(metavar="SHARE")] = USUAL_COVERAGE,
) -> Answer:
    """Show what closed projects teach and how it does on projects held out; write it if asked."""
    language = language_of(ctx)
    found = calibrate_from(closed, out=out, coverage=coverage)
    shown = [*_said(found, language), *_trial_tables(found, language)]
    if out and found.calibration:
        shown.append(say("written", language, path=out))
    return Answer(_record(found, coverage), shown, problems=found.notes)


def _said(found: Calibrated, language: Language) -> Iterator[RenderableType]:
    calibration = found.calibration
    if calibration is None:
        yield say("calibrated_not", language)
        return
    yield say(
        "calibrated",
        language,
        projects=number(calibration.projects, language),
        coverage=share(calibration.coverage, language, 0),
    )
    heads = [say(f"calibrate_{name}", language) for name in _TAUGHT]
    rows = [_taught(group, language) for group in calibration.groups]
    title = say("calibrate_taught", language)
    yield table(heads, rows, numbers=(2, 3, 4, 6, 7, 8), title=title)


def _taught(group: GroupTeaching, language: Language) -> list[str]:
    factor = group.factor
    return [
        *_names(group.structure_type, group.phase, "", language),
        number(group.projects, language),
        number(factor.mid, language, 2),
        f"{number(factor.low, language, 2)}…{number(factor.high, language, 2)}",
        f"{say(f'calibrate_level_{group.interval_of}', language)} ({group.interval_projects})",
        _shift(group.start, language),
        _shift(group.end, language),
        share(group.never_realised, language, 0),
    ]


def _trial_tables(found: Calibrated, language: Language) -> Iterator[RenderableType]:
    """Show each quantity that was tried, before and after; types within phases only to programs."""
    has_after = found.calibration is not None
    for quantity in ("amount", "start", "end"):
        trials = [
            trial
            for trial in found.trials
            if trial.quantity == quantity and not (trial.structure_type and trial.phase)
        ]
        if not trials:
            continue
        bias = "bias" if quantity == "amount" else "late"
        names = ("type", "phase", "projects", "error", bias, "covered", "width")
        heads = [say(f"calibrate_{name}", language) for name in names]
        rows = [_tried(trial, language, has_after=has_after) for trial in trials]
        yield ""
        title = say(f"calibrate_trial_{quantity}", language)
        yield table(heads, rows, numbers=range(2, len(heads)), title=title)


def _tried(trial: Trial, language: Language, *, has_after: bool) -> list[str]:
    scores = (trial.before, trial.after) if has_after else (trial.before,)
    told = [_score(score, trial.quantity, language) for score in scores]
    columns = [" → ".join(sides) for sides in zip(*told, strict=True)]
    names = _names(trial.structure_type, trial.phase, trial.reliability, language)
    return [*names, number(trial.projects, language), *columns]


def _score(score: Score, quantity: str, language: Language) -> tuple[str, str, str, str]:
    """Write amounts as ratios, which their logarithms stand for, and months as they are."""
    covered = share(score.covered, language, 0)
    if quantity == "amount":
        error, bias, width = map(math.exp, (score.error, score.bias, score.width))
        off, wide = (_times(value, language) for value in (error, width))
        return off, number(bias, language, 2), covered, wide
    months = (score.error, score.bias, score.width)
    off, late, long = (number(value, language, 1) for value in months)
    return off, late, covered, long


def _times(ratio: float, language: Language) -> str:
    known = math.isfinite(ratio)
    return f"×{number(ratio, language, 2)}" if known else number(None, language)


def _names(
    structure_type: str, phase: str, reliability: str, language: Language
) -> tuple[str, str]:
    """Name a group; one of a reliability is called so where the structure type stands."""
    kind = every = say("calibrate_any", language)
    if structure_type:
        kind = default_coefficients().structures[structure_type].label[language]
    elif reliability:
        kind = say("calibrate_reliability", language, code=reliability)
    return kind, label("phase", phase, language) if phase else every


def _shift(shift: Shift | None, language: Language) -> str:
    if shift is None:
        return number(None, language)
    low, mid, high = (number(month, language) for month in shift)
    return f"{mid} ({low}…{high})"


def _record(found: Calibrated, coverage: float) -> dict[str, Any]:
    """Give everything to programs; amounts are told as ratios, what is unknown as None."""
    calibration = found.calibration
    groups: Sequence[GroupTeaching] = calibration.groups if calibration else ()
    return {
        "coverage": coverage,
        "projects": calibration.projects if calibration else None,
        "sha256": calibration.sha256 if calibration else None,
        "groups": [_group_record(group) for group in groups],
        "trials": [
            _trial_record(trial, has_after=calibration is not None) for trial in found.trials
        ],
        **problem_list(found.notes),
    }


def _group_record(group: GroupTeaching) -> dict[str, Any]:
    return {
        "structure_type": group.structure_type,
        "phase": group.phase,
        "projects": group.projects,
        "factor": [group.factor.low, group.factor.mid, group.factor.high],
        "interval_of": group.interval_of,
        "interval_projects": group.interval_projects,
        "start_months": list(group.start) if group.start else None,
        "end_months": list(group.end) if group.end else None,
        "never_realised": group.never_realised,
    }


def _trial_record(trial: Trial, *, has_after: bool) -> dict[str, Any]:
    return {
        "quantity": trial.quantity,
        "structure_type": trial.structure_type,
        "phase": trial.phase,
        "reliability": trial.reliability,
        "projects": trial.projects,
        "before": _score_record(trial.before, trial.quantity),
        "after": _score_record(trial.after, trial.quantity) if has_after else None,
    }


def _score_record(score: Score, quantity: str) -> dict[str, float | None]:
    told = score._asdict()
    if quantity == "amount":
        told |= {name: math.exp(told[name]) for name in ("error", "bias", "width")}
    return {name: round(value, 4) if math.isfinite(value) else None for name, value in told.items()}
