# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Judge what stays where it is: is it named, is the reason true, would one move be cheaper."""

from collections.abc import Iterator

import numpy as np

from kotipesa.arrays import Flags, Numbers
from kotipesa.region.tables import OUTLET
from kotipesa.testing.audit.case import RELATIVE, Case
from kotipesa.testing.audit.fault import Fault
from kotipesa.testing.audit.limits import recovered_and_left_t, throughput
from kotipesa.testing.law import Law, partners, saving_eur_per_t
from kotipesa.testing.law.reasons import HAS_A_WAY, REASONS, legal_reasons

_OUT_OF_SCOPE = ("outside_horizon", "not_planned", "alternative", "same_as_another")


def unnamed(case: Case) -> Iterator[Fault]:
    """Find lots outside the plan's scope that unmet.csv does not name."""
    named = np.zeros(len(case.law.region.lots), dtype=bool)
    named[case.left.lot] = True
    for row in np.flatnonzero(~named & ~case.law.calendar.is_planned):
        yield Fault("unnamed", f"lot {case.law.region.lots.id[row]}", "out of scope, not listed")


def wrong_reasons(case: Case) -> Iterator[Fault]:
    """Compare each reason with those the lot may have."""
    left, calendar = case.left, case.law.calendar
    for line, lot, tonnes, reason in zip(
        left.line, left.lot.tolist(), left.tonnes, left.reason, strict=True
    ):
        if not calendar.is_planned[lot]:
            legal = {name for name in _OUT_OF_SCOPE if getattr(calendar, name)[lot]}
        elif tonnes <= _trifle_t(case, lot):
            legal = set(REASONS)
        else:
            legal = set(legal_reasons(case.law, lot) - _contradicted(case, lot))
        if reason not in legal:
            detail = f"{reason}, not of {' '.join(sorted(legal))}"
            yield Fault("wrong_reason", f"unmet.csv:{line}", detail)


def improvable(case: Case) -> Iterator[Fault]:
    """Find unmet tonnes that one direct move would take at a lower price, beyond the plan's gap."""
    unmet_t = _unmet_t(case)
    allowed = _open_gap_eur(case)
    for lot in case.left.lot[case.left.tonnes > 0].tolist():
        if not case.law.calendar.is_planned[lot] or unmet_t[lot] <= _trifle_t(case, lot):
            continue
        known = partners(case.law, lot)
        saved = np.minimum(_room_t(case, lot, unmet_t), unmet_t[lot]) * saving_eur_per_t(
            case.law, known
        )
        best = np.where(known.able, saved, 0.0).max(initial=0.0)
        if best > allowed:
            where = f"lot {case.law.region.lots.id[lot]}"
            yield Fault("improvable", where, f"one move saves {best:.6g} eur")


def _contradicted(case: Case, lot: int) -> frozenset[str]:
    """Give the reason that the plain ways, to outlets or from sources, speak against.

    A lot that has any other way is not judged.
    """
    known = partners(case.law, lot)
    able = known.able
    if able[: known.lots].any() or _may_use_stores(case.law, lot, able[known.lots :]):
        return frozenset()
    is_cheap = saving_eur_per_t(case.law, known)[able] > 0
    if not is_cheap.any():
        return HAS_A_WAY - {"too_dear"} if able.any() else frozenset()
    is_bound = case.law.region.settings.min_recovery_share is not None
    return frozenset() if is_bound or not is_cheap.all() else frozenset({"too_dear"})


def _may_use_stores(law: Law, lot: int, able: Flags) -> bool:
    """Tell whether a store or process is among the ways; a need is not followed back to them."""
    role = law.region.facilities.role
    if law.region.lots.is_need[lot]:
        return bool((law.in_use & (role < OUTLET)).any())
    return bool((able & (role < OUTLET)).any())


def _room_t(case: Case, lot: int, unmet_t: Numbers) -> Numbers:
    """Give the tonnes each partner still has room for: unmet lots, outlets and sources only."""
    table, calendar = case.law.region.facilities, case.law.calendar
    through = throughput(case)
    room = np.maximum(table.capacity_t_per_month[:, None] - through, 0)
    window = slice(calendar.first[lot], calendar.last[lot] + 1)
    in_months = np.where(calendar.is_open, room, 0.0)[:, window].sum(axis=1)
    in_all = np.maximum(table.capacity_t - through.sum(axis=1), 0)
    places = np.where(table.role >= OUTLET, np.minimum(in_months, in_all), 0.0)
    disposal = (table.role == OUTLET) & ~table.is_recovery
    return np.append(unmet_t, np.where(disposal, np.minimum(places, _disposable_t(case)), places))


def _disposable_t(case: Case) -> float:
    """Give the tonnes that may still go to disposal without breaking the recovery share."""
    share = case.law.region.settings.min_recovery_share
    recovered, left = recovered_and_left_t(case)
    return max(recovered / share - left, 0.0) if share else float("inf")


def _open_gap_eur(case: Case) -> float:
    """Give what the plan itself admits it may be too dear by."""
    objective = float(case.figures.get("objective_eur", 0.0))
    bound = float(case.figures.get("lower_bound_eur", objective))
    return abs(objective - bound) + RELATIVE * max(1.0, abs(objective))


def _trifle_t(case: Case, lot: int) -> float:
    return RELATIVE * max(1.0, float(case.law.region.lots.amount_t[lot]))


def _unmet_t(case: Case) -> Numbers:
    size = len(case.law.region.lots)
    return np.bincount(case.left.lot, case.left.tonnes, size).astype(np.float64)
