# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell in plain words what a plan does, how good it is and what deserves attention."""

from dataclasses import dataclass

import polars as pl

from kotipesa.report.facts import Facts
from kotipesa.report.key_figures import (
    Figure,
    Saving,
    key_figures,
    paid_eur,
    savings,
    sensitivities,
    used_share,
)
from kotipesa.report.legs import tonnages
from kotipesa.report.numbers import DASH, known, scaled
from kotipesa.report.speech import Speech

NAMED = 7
SMALL_T, SMALL_SHARE = 0.5, 0.0005
PROVEN = ("optimal", "gap_reached", "time_limit")


@dataclass(frozen=True, slots=True)
class Tile:
    """One key figure as shown: side gives its colour, note says what it means."""

    label: str
    value: str
    interval: str
    note: str
    side: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One way of working and its cost; share of the dearest, between 0 and 1."""

    label: str
    value: str
    share: float
    is_plan: bool


@dataclass(frozen=True, slots=True)
class Story:
    """The words of a plan in one language."""

    title: str
    period: str
    status: str
    proof: str
    lead: tuple[str, ...]
    saved: str
    tiles: tuple[Tile, ...]
    bars: tuple[Bar, ...]
    attention: tuple[str, ...]
    secrecy: str
    missing: tuple[str, ...]
    conflicts: tuple[str, ...]
    notes: tuple[str, ...]


def story(facts: Facts, say: Speech) -> Story:
    """Tell a plan; one without a solution has no figures, only its reasons."""
    is_solved = facts.has_solution
    return Story(
        title=facts.plan.name or say.text("title"),
        period=_period(facts, say),
        status=say.label("status", facts.plan.status),
        proof=_proof(facts, say),
        lead=_lead(facts, say) if is_solved else (say.text("no_solution"),),
        saved=_saved(facts, say) if is_solved else "",
        tiles=tuple(_tile(f, say) for f in key_figures(facts)) if is_solved else (),
        bars=_bars(facts, say) if is_solved else (),
        attention=_attention(facts, say) if is_solved else (),
        secrecy=_secrecy(facts, say),
        missing=tuple(say.text("missing_item", name=name) for name in facts.missing),
        conflicts=tuple(getattr(one, say.language) for one in facts.plan.conflicts),
        notes=tuple(getattr(note, say.language) for note in facts.plan.notes),
    )


def _period(facts: Facts, say: Speech) -> str:
    first, last = facts.first_month, facts.last_month
    if first is None or last is None:
        return facts.plan.horizon or say.text("period_unknown")
    return f"{say.numbers.month(first)} {DASH} {say.numbers.month(last)}"


def _proof(facts: Facts, say: Speech) -> str:
    plan = facts.plan
    if plan.status not in PROVEN:
        return say.text(f"proof_{plan.status}") if not facts.has_solution else ""
    return say.text(
        f"proof_{plan.status}",
        objective=say.numbers.exact(plan.figure("objective_eur"), "EUR"),
        bound=say.numbers.exact(plan.figure("lower_bound_eur"), "EUR"),
        gap=say.numbers.share(plan.figure("gap"), None if plan.figure("gap") else 0),
    )


def _lead(facts: Facts, say: Speech) -> tuple[str, ...]:
    """Tell what is done at what cost, then what that saves, then what stays."""
    sums, numbers = tonnages(facts), say.numbers
    done = say.text(
        "lead_moves",
        left=numbers.quantity(sums.left_t, "t", 0),
        moves=numbers.number(len(facts.moves), 0),
        used=numbers.share(used_share(facts, sums), 0),
    )
    if known(cost := paid_eur(facts)):
        done += " " + say.text("lead_cost", cost=numbers.quantity(cost, "EUR", 0))
    told = [done, _saved(facts, say)]
    unmet = facts.plan.figure("unmet_t")
    if known(unmet):
        is_left = unmet >= SMALL_T
        tonnes = numbers.quantity(unmet, "t", 0)
        told.append(say.text("lead_unmet" if is_left else "lead_all_met", tonnes=tonnes))
    return tuple(paragraph for paragraph in told if paragraph)


def _saved(facts: Facts, say: Speech) -> str:
    """Say what the plan saves against each baseline; what saves nothing is not worth a sentence."""
    worth = [saving for saving in savings(facts) if saving.saved_share >= SMALL_SHARE]
    return " ".join(_saved_against(saving, say) for saving in worth)


def _saved_against(saving: Saving, say: Speech) -> str:
    key = f"lead_saved_{saving.against}"
    return say.text(
        key if key in say.sentences else "lead_saved_other",
        against=saving.against,
        saved=say.numbers.quantity(saving.saved_eur, "EUR", 0),
        share=say.numbers.share(saving.saved_share),
    )


def _tile(figure: Figure, say: Speech) -> Tile:
    (value, low, high), unit = scaled((figure.value, figure.low, figure.high), figure.unit)
    interval = say.numbers.interval(low, high, unit)
    return Tile(
        label=say.text(f"key_{figure.id}"),
        value=say.numbers.quantity(
            value, unit, 0 if unit in ("t", "€", "EUR", "l", "tkm") else None
        ),
        interval=interval,
        note=say.text(f"key_{figure.id}_note"),
        side=figure.side,
    )


def _bars(facts: Facts, say: Speech) -> tuple[Bar, ...]:
    objective, found = facts.plan.figure("objective_eur"), savings(facts)
    if objective is None or not found:
        return ()
    costs = [(say.text("bar_plan"), objective, True)]
    costs += [
        (say.known_text(f"bar_{s.against}", s.against), s.cost_eur, False) for s in found[::-1]
    ]
    dearest = max(cost for _, cost, _ in costs)
    return tuple(
        Bar(label, say.numbers.quantity(cost, "EUR", 0), cost / dearest, is_plan)
        for label, cost, is_plan in costs
    )


def _attention(facts: Facts, say: Speech) -> tuple[str, ...]:
    """Collect what a decision maker should know before trusting the figures."""
    found = []
    staying = facts.unmet.filter(pl.col("tonnes") > 0)
    if not staying.is_empty():
        by_reason = staying.group_by("reason").agg(pl.col("tonnes").sum())
        reason, tonnes = by_reason.sort("tonnes", "reason", descending=[True, False]).row(0)
        amount = say.numbers.quantity(tonnes, "t", 0)
        said = say.label("reason", reason)
        found.append(say.text("attention_unmet", tonnes=amount, reason=said))
    blind = [c for c in facts.plan.coverage if not c.has_data]
    if blind:
        names = sorted(say.municipality(cover.municipality) for cover in blind)
        found.append(say.text("attention_no_data", municipalities=say.few(names, NAMED)))
    if known(facts.plan.known_share):
        share = say.numbers.share(facts.plan.known_share)
        found.append(say.text("attention_known_share", share=share))
    elif facts.plan.coverage:
        found.append(say.text("attention_share_unknown"))
    if facts.plan.unverified:
        count = say.count("factors", len(facts.plan.unverified))
        found.append(say.text("attention_unverified", factors=count))
    return tuple(found)


def _secrecy(facts: Facts, say: Speech) -> str:
    """Say that the report is not for everybody, when it is not."""
    counts = sensitivities(facts)
    if not counts.get("sealed"):
        return ""
    parts = [
        say.text(
            "secrecy_part", label=say.label("sensitivity", name), count=say.numbers.number(n, 0)
        )
        for name, n in counts.items()
    ]
    return say.text("secrecy", lots=say.count("lots", counts["sealed"]), parts="; ".join(parts))
