# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Set two plans side by side: what each achieves, and what a viewer may know of why they differ."""

from typing import Any

from django.utils.translation import gettext as _

from kotipesa_web.plans.contents import Contents, contents_of
from kotipesa_web.plans.engine import word
from kotipesa_web.plans.explaining import facility_text
from kotipesa_web.plans.models import Plan
from kotipesa_web.plans.moves import Shown, moves_of_others, my_moves
from kotipesa_web.plans.secrecy import Eyes
from kotipesa_web.ui.tables import Column, Table

SAME_T = 1e-6
MOVES_SHOWN = 200
FIGURES = (
    *("objective_eur", "lower_bound_eur", "haul_eur", "facility_eur", "storage_eur"),
    *("carbon_eur", "unmet_eur", "unmet_t", "end_stock_t", "process_loss_t", "recovery_share"),
    *("virgin_t", "tonne_km", "litres", "kgco2e"),
)


TELL_WHAT_STAYS = ("storage_eur", "unmet_eur", "unmet_t")


def comparison_tables(eyes: Eyes, plan: Plan, other: Plan) -> dict[str, Any]:
    """Compare figures of the region where both may be shown, settings, and moves that are seen."""
    shown: dict[str, Any] = {
        "is_same_input": plan.input_sha256 == other.input_sha256,
        "settings": _settings(eyes, plan, other),
        "moves": _moves(eyes, plan, other),
    }
    return shown | {"figures": _figures(plan, other)} if plan.is_shown and other.is_shown else shown


def _figures(plan: Plan, other: Plan) -> Table:
    one, two = contents_of(plan).record, contents_of(other).record
    is_withheld = plan.unmet_t is None or other.unmet_t is None
    rows = [
        {
            "what": word(name, word(f"impact_{name}", name)),
            "before": one[name],
            "after": two[name],
            "change": two[name] - one[name],
        }
        for name in FIGURES
        if not (is_withheld and name in TELL_WHAT_STAYS)
        and one.get(name) is not None
        and two.get(name) is not None
    ]
    columns = _columns(Column("what", _("Figure")), plan, other, "number")
    return Table("figures", _("Figures side by side"), columns, rows)


def _settings(eyes: Eyes, plan: Plan, other: Plan) -> Table:
    first, second = (_set(eyes, contents_of(one)) for one in (plan, other))
    rows = [
        {
            "what": word(f"setting_{name}", name),
            "before": str(first.get(name, "")),
            "after": str(second.get(name, "")),
        }
        for name in sorted({*first, *second} - {"alternatives"})
        if first.get(name) != second.get(name)
    ]
    columns = _columns(Column("what", _("Setting")), plan, other, "text")[:3]
    empty = _("Both plans were made with the same settings.")
    return Table("settings", _("Settings that differ"), columns, rows, empty=empty)


def _set(eyes: Eyes, contents: Contents) -> dict[str, Any]:
    told = contents.record
    opened = sorted(facility_text(eyes, contents, code) for code in told["opened"])
    return {**told["settings"], "status": told["status"], "opened": ", ".join(opened)}


def _moves(eyes: Eyes, plan: Plan, other: Plan) -> Table:
    before, after = (_by_ends(eyes, one) for one in (plan, other))
    changed = {ends: (before.get(ends, 0.0), after.get(ends, 0.0)) for ends in {**before, **after}}
    ranked = sorted(changed.items(), key=lambda one: (-abs(one[1][1] - one[1][0]), one[0]))
    rows = [
        {"start": start, "finish": finish, "before": b, "after": a, "change": a - b}
        for (start, finish), (b, a) in ranked
        if abs(a - b) > SAME_T
    ]
    columns = (
        Column("start", _("From")),
        *_columns(Column("finish", _("To")), plan, other, "tonnes"),
    )
    empty = _("None of the moves you may see changes.")
    return Table("moves", _("Moves that change"), columns, rows[:MOVES_SHOWN], empty=empty)


def _by_ends(eyes: Eyes, plan: Plan) -> dict[tuple[str, str], float]:
    contents = contents_of(plan)
    seen: list[Shown] = my_moves(eyes, contents) + moves_of_others(eyes, contents)
    sums: dict[tuple[str, str], float] = {}
    for move in seen:
        ends = move.start, move.finish
        sums[ends] = sums.get(ends, 0.0) + move.tonnes
    return sums


def _columns(first: Column, plan: Plan, other: Plan, kind: Any) -> tuple[Column, ...]:
    return (
        first,
        Column("before", plan.name, kind),
        Column("after", other.name, kind),
        Column("change", _("Change"), kind),
    )
