# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Decide which published balance somebody reads, and when secrets that changed may be told anew."""

from collections.abc import Iterable

from kotipesa_web.balances.choices import Audience
from kotipesa_web.core.permissions.decisions import NO, Projection, cell
from kotipesa_web.core.permissions.projections import shows
from kotipesa_web.core.sensitivity import Sensitivity
from kotipesa_web.core.viewer import Viewer

FEWEST_CHANGED = 3
LARGEST, MOST_SHARE = 2, 0.85


def audience_of(viewer: Viewer) -> Audience:
    """Say which of the two balances the viewer reads; nobody reads both."""
    seen = cell(viewer.role, "see_lot", own=False, sensitivity=Sensitivity.PARTNERS)
    level = None if seen == NO else Projection(seen)
    return Audience.EXACT if shows("lot", level, "tonnes") else Audience.ROUGH


def open_grades(audience: Audience) -> tuple[Sensitivity, ...]:
    """Name the grades of lots whose tonnes everybody of an audience may know."""
    if audience == Audience.EXACT:
        return (Sensitivity.PUBLIC, Sensitivity.PARTNERS)
    return (Sensitivity.PUBLIC,)


def may_tell_anew(changed_t: Iterable[float]) -> bool:
    """Tell whether what owners changed may show: in tonnes, one figure an owner.

    What two balances differ by is a sum of these; so they must be as many and as even as those
    behind any other figure. No change at all tells nothing.
    """
    sizes = sorted((abs(tonnes) for tonnes in changed_t), reverse=True)
    if not sizes:
        return True
    few = len(sizes) < FEWEST_CHANGED
    return not few and sum(sizes[:LARGEST]) <= MOST_SHARE * sum(sizes)
