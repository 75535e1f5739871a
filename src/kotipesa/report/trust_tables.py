# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Put costs, impact, factors, checks and what the plan rests on into tables."""

from collections.abc import Mapping, Sequence

from kotipesa.report.checks import Check, Example
from kotipesa.report.facts import Facts
from kotipesa.report.key_figures import OBJECTIVE_PARTS
from kotipesa.report.numbers import DASH, scaled
from kotipesa.report.plan_json import FactorUsed, Impact
from kotipesa.report.speech import Speech
from kotipesa.report.table import Table, numbers, words

FACTORS_NAMED = 2
KINDS = ("caused", "avoided", "saved", "fact")


def cost_table(facts: Facts, say: Speech) -> Table:
    """Take the objective apart."""
    total = facts.plan.figure("objective_eur")
    rows = []
    for key in OBJECTIVE_PARTS:
        value = facts.plan.figure(key)
        if value is None:
            continue
        share = 100 * value / total if total else None
        rows.append((say.text(key), say.numbers.cell(value), say.numbers.percent(share)))
    columns = words(say.text("cost_part")) + numbers("€", say.text("share"))
    foot = (say.text("objective_eur"), say.numbers.cell(total), "")
    caption, note = say.text("cost_caption"), say.text("cost_note")
    return Table("costs", caption, columns, tuple(rows), foot, note)


def impact_table(facts: Facts, kind: str, say: Speech) -> Table:
    """List the effects of one kind, each with its interval and its factors."""
    names = factor_names(facts, say)
    rows = [_impact_row(row, names, say) for row in facts.plan.impact if row.kind == kind]
    columns = (
        words(say.text("effect"))
        + numbers(say.text("value"), say.text("interval"))
        + words(say.text("factors"))
    )
    return Table(f"impact_{kind}", say.text(f"impact_{kind}_caption"), columns, tuple(rows))


def factor_names(facts: Facts, say: Speech) -> dict[str, str]:
    """Name the factors of the plan by their ids."""
    return {factor.id: getattr(factor, say.language) for factor in facts.plan.factors}


def _impact_row(row: Impact, names: Mapping[str, str], say: Speech) -> tuple[str, ...]:
    (value, low, high), unit = scaled((row.value, row.low, row.high), say.unit(row.unit))
    return (
        say.known_text(f"impact_{row.id}", row.id),
        say.numbers.quantity(value, unit),
        say.numbers.interval(low, high, unit) or DASH,
        say.few([names.get(name, name) for name in row.factors], FACTORS_NAMED, "; ") or DASH,
    )


def factors_table(facts: Facts, say: Speech) -> Table:
    """List every factor with its interval, its source and whether it is verified."""
    rows = [_factor_row(factor, say) for factor in facts.plan.factors]
    columns = (
        words(say.text("factor"))
        + numbers(say.text("value"), say.text("interval"))
        + words(say.text("unit"), say.text("source"), say.text("verified"))
    )
    return Table("factors", say.text("factors_caption"), columns, tuple(rows))


def _factor_row(factor: FactorUsed, say: Speech) -> tuple[str, ...]:
    source = f"{factor.source} ({factor.year})" if factor.year else factor.source
    return (
        getattr(factor, say.language),
        say.numbers.number(factor.value),
        say.numbers.interval(factor.low, factor.high, "") or DASH,
        say.unit(factor.unit) or DASH,
        source or DASH,
        say.text("verified_yes" if factor.verified else "verified_no"),
    )


def unverified_names(facts: Facts, say: Speech) -> list[str]:
    """Name what nobody has verified: factors and settings one by one, densities together."""
    names = factor_names(facts, say)
    found = [name.partition(":") for name in facts.plan.unverified]
    materials = [say.label("material", code) for kind, _, code in found if kind == "density"]
    others = [
        names.get(name) or say.known_text(f"setting_{name}", name)
        for name in facts.plan.unverified
        if not name.startswith("density:")
    ]
    densities = [say.text("densities", materials=", ".join(materials))] if materials else []
    return others + densities


def members_table(facts: Facts, say: Speech) -> Table:
    """List the owners whose lots the plan knows."""
    ranked = sorted(facts.plan.members, key=lambda m: (-(m.tonnes or 0.0), m.owner))
    rows = [
        (
            say.text("owner_nobody") if member.owner in ("-", "") else member.owner,
            say.numbers.number(member.lots, 0),
            say.numbers.cell(member.tonnes),
        )
        for member in ranked
    ]
    columns = words(say.text("owner")) + numbers(say.text("lots"), say.text("tonnes"))
    return Table("members", say.text("members_caption"), columns, tuple(rows))


def coverage_table(facts: Facts, say: Speech) -> Table:
    """Say which municipalities the plan knows, and how much of each."""
    named = [(say.municipality(cover.municipality), cover) for cover in facts.plan.coverage]
    rows = []
    for name, cover in sorted(named, key=lambda pair: (pair[0], pair[1].municipality)):
        known, listed = cover.projects_known, cover.projects_listed
        share = known / listed if known is not None and listed else None
        rows.append(
            (
                name,
                say.text("data_yes" if cover.has_data else "data_no"),
                say.numbers.number(known, 0) if cover.has_data else DASH,
                say.text("not_known") if listed is None else say.numbers.number(listed, 0),
                say.text("not_known") if share is None else say.numbers.share(share),
            )
        )
    columns = words(say.text("municipality"), say.text("data")) + numbers(
        say.text("projects_known"), say.text("projects_listed"), say.text("share_known")
    )
    return Table("coverage", say.text("coverage_caption"), columns, tuple(rows))


def checks_table(found: Sequence[Check], say: Speech) -> Table:
    """Put each sum beside its repetition."""
    rows = [
        (
            say.text(f"check_{check.id}"),
            say.text(f"check_{check.id}_how"),
            say.numbers.number(check.said, 1),
            say.numbers.number(check.found, 1),
            say.unit(check.unit),
            say.text("check_fine" if check.is_fine else "check_differs"),
        )
        for check in found
    ]
    columns = (
        words(say.text("check"), say.text("check_how"))
        + numbers(say.text("check_said"), say.text("check_found"))
        + words(say.text("unit"), say.text("check_result"))
    )
    return Table("checks", say.text("checks_caption"), columns, tuple(rows))


def example_table(found: Example, say: Speech) -> Table:
    """Follow one lot to its last tonne."""
    rows = [
        (
            say.text("example_move", kind=say.label("role", kind), id=place)
            if kind != "lot"
            else say.text("example_to_lot", id=place),
            say.numbers.short_month(month),
            say.numbers.number(tonnes, 1),
        )
        for kind, place, month, tonnes in found.moves
    ]
    rows.append((say.text("example_unmet"), DASH, say.numbers.number(found.unmet_t, 1)))
    total = sum(tonnes for *_, tonnes in found.moves) + found.unmet_t
    foot = (say.text("example_sum"), "", say.numbers.number(total, 1))
    columns = words(say.text("example_part")) + numbers(say.text("month"), say.text("tonnes"))
    caption = say.text(
        "example_caption",
        lot=found.lot,
        name=found.name,
        amount=say.numbers.quantity(found.amount_t, "t", 1),
    )
    return Table("example", caption, columns, tuple(rows), foot)


def _setting(value: object, say: Speech) -> str:
    if value is None or value in ("", []):
        return say.text("setting_none")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return say.numbers.number(value)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return say.known_text(f"setting_value_{value}", str(value))


def settings_table(facts: Facts, say: Speech) -> Table:
    """List the settings the plan was made with."""
    rows = [
        (
            say.known_text(f"setting_{key}", key),
            _setting(value, say),
            say.text("setting_default" if key in facts.plan.defaulted else "setting_given"),
        )
        for key, value in sorted(facts.plan.settings.items())
    ]
    columns = words(say.text("setting"), say.text("value"), say.text("setting_origin"))
    return Table("settings", say.text("settings_caption"), columns, tuple(rows))
