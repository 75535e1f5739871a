# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Share what planning together costs: each party alone, by every rule, and what it saves."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import RenderableType

from kotipesa.cli.answer import Answer, problem_list
from kotipesa.cli.asked import language_of
from kotipesa.cli.games import game_answer
from kotipesa.cli.look import number, share, table
from kotipesa.cli.progress import watching
from kotipesa.cli.texts import say
from kotipesa.errors import Language, UsageError, problem
from kotipesa.report.shares_files import own_row, party_rows, read_party_rows, shares_record
from kotipesa.report.speech import speech
from kotipesa.shares import BY, ORDERS, RIGHTS, RULES, Asked, Shares
from kotipesa.workflow.sharing import share_region

_OWN_LINES = ("owen_tonnes_eur", "owen_rent_eur", "agreed_eur", "fixed_eur")


def run(  # noqa: PLR0913, PLR0917 - every one is a word of the command line
    ctx: typer.Context,
    region: Annotated[Path | None, typer.Argument(metavar="REGION")] = None,
    by: Annotated[str, typer.Option(metavar="|".join(BY))] = BY[0],
    out: Annotated[Path | None, typer.Option(metavar="DIR")] = None,
    party: Annotated[str | None, typer.Option(metavar="NAME")] = None,
    rights: Annotated[str, typer.Option(metavar="|".join(RIGHTS))] = RIGHTS[0],
    open_ids: Annotated[list[str] | None, typer.Option("--open", metavar="ID...")] = None,
    orders: Annotated[int, typer.Option(metavar="N", min=0)] = ORDERS,
    seed: Annotated[int, typer.Option(metavar="N", min=0)] = 1,
    game: Annotated[Path | None, typer.Option(metavar="GAME.json")] = None,
) -> Answer:
    """Share the cost of a region's plan, show one party's own lines, or answer a game."""
    language = language_of(ctx)
    if game:
        _refuse_both(region)
        return game_answer(game, language)
    if region is None:
        return _told_again(out, party, language)
    if out is None and party is None:
        raise UsageError([problem("argument_missing", command="shares", name="--out")])
    asked = Asked(
        by=_one_of("--by", by, BY),
        rights=_one_of("--rights", rights, RIGHTS),
        open_ids=open_ids or (),
        orders=orders,
        seed=seed,
    )
    with watching(language) as progress:
        shares = share_region(region, asked, out, watcher=progress, counted=progress.groups)
    notes = shares.region.notes
    if party is not None:
        return _own(own_row(party_rows(shares), party), language)
    shown = [*_shown(shares, language), say("shares_for_trustee", language, path=out)]
    return Answer(shares_record(shares) | problem_list(notes), shown, problems=notes)


def _refuse_both(region: Path | None) -> None:
    if region is not None:
        raise UsageError([problem("shares_region_and_game")])


def _one_of(option: str, value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        listed = ", ".join(known)
        raise UsageError([problem("choice_unknown", option=option, value=value, known=listed)])
    return value


def _told_again(out: Path | None, party: str | None, language: Language) -> Answer:
    """Show one party's lines of shares worked out before."""
    if out is None or party is None:
        raise UsageError([problem("argument_missing", command="shares", name="REGION")])
    return _own(own_row(read_party_rows(out), party), language)


def _shown(shares: Shares, language: Language) -> Iterator[RenderableType]:
    alone_eur = float(shares.alone_eur.sum())
    saving_eur = alone_eur - shares.joint_eur
    saved = saving_eur / alone_eur if alone_eur > 0 else 0.0
    yield say(
        "shares_joint",
        language,
        joint=_eur(shares.joint_eur, language),
        alone=_eur(alone_eur, language),
        saving=_eur(saving_eur, language),
        share=share(saved, language),
    )
    names = ("party", "tonnes", "alone", *RULES)
    heads = [say(f"shares_{name}", language) for name in names]
    rows = [_row(row, shares, language) for row in party_rows(shares)]
    yield table(heads, rows, numbers=range(1, len(heads)))
    yield from _told_core(shares, language)
    if not shares.owen.is_unique:
        yield say("shares_owen_choice", language)
    if shares.fixed_eur.any():
        yield say("shares_fixed", language, eur=_eur(float(shares.fixed_eur.sum()), language))


def _row(row: dict[str, Any], shares: Shares, language: Language) -> list[str]:
    """Show what a party pays in whole euros; sampled shares with twice their standard error."""
    said = speech(language)
    name = said.municipality(row["party"]) if shares.asked.by == "municipality" else row["party"]
    costs = [_eur(row[f"{rule}_eur"], language) for rule in RULES]
    error = row["shapley_error_eur"]
    if error is not None:
        costs[0] = f"{costs[0]} ± {_eur(2 * error, language)}"
    return [name, _eur(row["tonnes"], language), _eur(row["alone_eur"], language), *costs]


def _told_core(shares: Shares, language: Language) -> Iterator[str]:
    """Say by which rules nobody would do better alone, and how that is known."""
    if shares.core_is_empty:
        yield say("shares_core_empty", language)
    for key, in_core in (("in", True), ("out", False), ("unknown", None)):
        names = [
            say(f"shares_{name}", language)
            for name, rule in shares.rules.items()
            if rule and rule.in_core is in_core
        ]
        if names:
            count = number(shares.coalitions, language, 0)
            yield say(f"shares_core_{key}", language, rules=", ".join(names), count=count)


def _own(row: dict[str, Any], language: Language) -> Answer:
    """Show one party's own lines, and nobody else's."""
    heads = [row["party"], say("shares_pays", language), say("shares_saves", language)]
    lines = [[say("shares_alone", language), _eur(row["alone_eur"], language), ""]]
    lines += [
        [
            say(f"shares_{rule}", language),
            _eur(row[f"{rule}_eur"], language),
            _eur(row[f"{rule}_saving_eur"], language),
        ]
        for rule in RULES
    ]
    lines += [
        [say(f"shares_{name}", language), _eur(row[name], language), ""] for name in _OWN_LINES
    ]
    return Answer(row, [table(heads, lines, numbers=(1, 2))])


def _eur(value: float | None, language: Language) -> str:
    return number(value, language, 0)
