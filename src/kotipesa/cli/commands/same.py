# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""List projects that may be one, and keep what people decide about them."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import RenderableType

from kotipesa.cli.answer import Answer, problem_list
from kotipesa.cli.asked import language_of
from kotipesa.cli.finite import finite
from kotipesa.cli.look import number
from kotipesa.cli.texts import say
from kotipesa.errors import LANGUAGES, Language
from kotipesa.register.same import LEAST_SCORE, Proposals, Reason, words
from kotipesa.workflow.recognising import decide_same, find_same

SHOWN = 20


def run(
    ctx: typer.Context,
    region: Annotated[Path, typer.Argument(metavar="REGION")],
    accept: Annotated[list[str] | None, typer.Option(metavar="A=B...")] = None,
    reject: Annotated[list[str] | None, typer.Option(metavar="A=B...")] = None,
    least: Annotated[float, typer.Option(metavar="POINTS", callback=finite)] = LEAST_SCORE,
) -> Answer:
    """Propose pairs with reasons for and against; with a decision only write that down."""
    language = language_of(ctx)
    if accept or reject:
        return _decided(region, accept or [], reject or [], language)
    found = find_same(region, least=least)
    return Answer({"proposals": _records(found)}, _shown(found, language))


def _decided(region: Path, accept: list[str], reject: list[str], language: Language) -> Answer:
    decisions, notes = decide_same(region, accept=accept, reject=reject)
    record: dict[str, Any] = {
        "accepted": [pair._asdict() for pair in decisions.accepted],
        "rejected": [pair._asdict() for pair in decisions.rejected],
        **problem_list(notes),
    }
    shown = [
        say(key, language, a=pair.project, b=pair.counted_at)
        for key, pairs in (("same_accepted", decisions[0]), ("same_rejected", decisions[1]))
        for pair in pairs
    ]
    return Answer(record, shown, problems=notes)


def _records(found: Proposals) -> list[dict[str, Any]]:
    return [
        {
            "project": found.project[row],
            "counted_at": found.counted_at[row],
            "project_name": found.project_name[row],
            "counted_at_name": found.counted_at_name[row],
            "score": round(float(found.score[row]), 1),
            "for": [_reason(reason) for reason in found.speaks_for[row]],
            "against": [_reason(reason) for reason in found.against[row]],
        }
        for row in range(len(found))
    ]


def _reason(reason: Reason) -> dict[str, Any]:
    said = {language: words(reason, language) for language in LANGUAGES}
    return {"evidence": reason.evidence, "points": reason.points, "words": said}


def _shown(found: Proposals, language: Language) -> list[RenderableType]:
    """Show the likeliest pairs as they are accepted, each with its reasons."""
    if not len(found):
        return [say("same_none", language)]
    shown: list[RenderableType] = [say("same_proposed", language, count=len(found)), ""]
    for row in range(min(SHOWN, len(found))):
        score = number(float(found.score[row]), language, 0)
        pair = {"a": found.project[row], "b": found.counted_at[row]}
        shown += [
            say("same_pair", language, **pair, score=score),
            f"  {found.project_name[row]} · {found.counted_at_name[row]}",
            *_reasons("+", found.speaks_for[row], language),
            *_reasons("−", found.against[row], language),
        ]
    if (more := len(found) - SHOWN) > 0:
        shown.append(say("and_more", language, count=number(more, language)))
    return shown


def _reasons(sign: str, reasons: tuple[Reason, ...], language: Language) -> list[str]:
    said = "; ".join(words(reason, language) for reason in reasons)
    return [f"  {sign} {said}"] if said else []
