# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold a plan against what was hauled."""

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray
from rich.console import RenderableType

from kotipesa.cli.answer import Answer, problem_list
from kotipesa.cli.asked import language_of
from kotipesa.cli.look import column_head, number, share, table
from kotipesa.cli.texts import say
from kotipesa.errors import Language, UsageError, Where, problem
from kotipesa.monitor import Followed
from kotipesa.periods import month_number, month_text
from kotipesa.report.follow_tables import (
    IMPACTS,
    followed_columns,
    followed_record,
    write_followed,
    write_followed_csv,
)
from kotipesa.report.numbers import shown_unit
from kotipesa.report.speech import Speech, speech
from kotipesa.workflow.following import follow_plan

SHOWN = 20
_CODED = {"state": "move_state", "reason": "unplanned", "material": "material"}
_MONTHS = ("month", "planned_t", "hauled_t", "difference_t", "planned_cumulative_t")
_MONTHS_TOO = ("hauled_cumulative_t", "unplanned_t")
_MOVES = ("from_id", "to_id", "material", "month", "planned_t", "hauled_t", "difference_t")
_MOVES_TOO = ("first_load", "last_load", "state")
_UNPLANNED = ("date", "from_place", "to_place", "material", "tonnes", "reason", "file", "row")


def run(
    ctx: typer.Context,
    region: Annotated[Path, typer.Argument(metavar="REGION")],
    plan: Annotated[Path, typer.Option(metavar="DIR")],
    loads: Annotated[list[Path], typer.Option(metavar="FILE...")],
    profile: Annotated[Path | None, typer.Option(metavar="P.toml")] = None,
    as_of: Annotated[str, typer.Option(metavar="MONTH")] = "",
    out: Annotated[Path | None, typer.Option(metavar="DIR")] = None,
    csv: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
) -> Answer:
    """Show plan against loads by move and month, and write all of it where asked."""
    language = language_of(ctx)
    followed = follow_plan(
        region, plan, loads, profile=profile, as_of=_month(as_of), today=_today()
    )
    shown = _shown(followed, language)
    written = write_followed(followed, out, language) if out else []
    if csv:
        write_followed_csv(followed, "moves", csv)
        written.append(csv)
    shown += [say("written", language, path=path) for path in written]
    record = followed_record(followed) | problem_list(followed.notes)
    return Answer(record, shown, problems=followed.notes)


def _month(text: str) -> int | None:
    number_of = month_number(text)
    if text and number_of is None:
        raise UsageError([problem("bad_month", Where(column="--as-of", value=text))])
    return number_of


def _today() -> date:
    return datetime.now(tz=UTC).astimezone().date()


def _shown(followed: Followed, language: Language) -> list[RenderableType]:
    totals, said = followed.totals, speech(language)
    tonnes = {name: number(value, language, 0) for name, value in totals.items()}
    hauled = totals["hauled_t"] / totals["due_t"] if totals["due_t"] else None
    states = Counter(followed.moves.state.tolist())
    counted = [
        f"{said.label('move_state', state).lower()} {number(count, language)}"
        for state, count in sorted(states.items())
    ]
    return [
        say(
            "followed",
            language,
            month=month_text(followed.as_of),
            due=tonnes["due_t"],
            hauled=tonnes["hauled_t"],
            unplanned=tonnes["unplanned_t"],
            share=share(hauled, language),
        ),
        say(
            "followed_measured",
            language,
            measured=tonnes["measured_t"],
            estimated=tonnes["estimated_t"],
            low=tonnes["hauled_low_t"],
            high=tonnes["hauled_high_t"],
        ),
        say("followed_states", language, states=" · ".join(counted)),
        *_months(followed, language),
        *_moves(followed, language),
        *_unplanned(followed, language),
        *_impact(followed, language),
    ]


def _months(followed: Followed, language: Language) -> list[RenderableType]:
    rows = np.flatnonzero(followed.months.month <= followed.as_of)
    return _table("months", (*_MONTHS, *_MONTHS_TOO), rows, followed, language)


def _moves(followed: Followed, language: Language) -> list[RenderableType]:
    """Show the moves that are due and not done as planned, the most different first."""
    moves = followed.moves
    rows = np.flatnonzero((moves.month <= followed.as_of) & (moves.state != "done"))
    order = np.argsort(-np.abs(moves.difference_t[rows]), kind="stable")
    return _table("moves", (*_MOVES, *_MOVES_TOO), rows[order], followed, language)


def _unplanned(followed: Followed, language: Language) -> list[RenderableType]:
    rows = np.arange(len(followed.unplanned.load))
    return _table("unplanned", _UNPLANNED, rows, followed, language)


def _table(
    name: str,
    columns: tuple[str, ...],
    rows: NDArray[np.signedinteger],
    followed: Followed,
    language: Language,
) -> list[RenderableType]:
    """Show the first of some rows, and how many more there are; months all of them."""
    if not len(rows):
        return []
    said, held = speech(language), followed_columns(followed, name)
    first = rows if name == "months" else rows[:SHOWN]
    texts = [[_text(one, held[one][row], said) for one in columns] for row in first]
    heads = [column_head(one, said) for one in columns]
    numbers = [place for place, one in enumerate(columns) if held[one].dtype != object]
    title = say(f"followed_{name}", language)
    shown: list[RenderableType] = ["", table(heads, texts, numbers=numbers, title=title)]
    if more := len(rows) - len(first):
        shown.append(say("and_more", language, count=number(more, language)))
    return shown


def _text(column: str, value: object, said: Speech) -> str:
    if column == "month":
        return month_text(int(str(value)))
    if column in _CODED and value:
        return said.label(_CODED[column], str(value))
    if isinstance(value, float):
        return number(value, said.language, 0)
    return str(value)


def _impact(followed: Followed, language: Language) -> list[RenderableType]:
    said = speech(language)
    rows = [
        (
            said.text(f"impact_{name}"),
            number(followed.due[name].value, language, 0),
            number(followed.hauled[name].value, language, 0),
            said.unit(shown_unit(followed.due[name].unit)),
        )
        for name in IMPACTS
    ]
    words = ("figure", "planned_by_now", "hauled_by_now")
    heads = [*(say(word, language) for word in words), said.text("column_unit")]
    title = say("followed_impact", language)
    return ["", table(heads, rows, numbers=(1, 2), title=title)]
