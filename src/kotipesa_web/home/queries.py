# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Count what anybody may know of the region."""

from dataclasses import dataclass

from kotipesa_web.accounts.choices import MembershipState
from kotipesa_web.accounts.models import Organisation
from kotipesa_web.core.viewer import PUBLIC
from kotipesa_web.lots import queries as lots
from kotipesa_web.projects import queries as projects


@dataclass(frozen=True, slots=True)
class PublicFigures:
    """How many have joined, and how much of what they told is public."""

    members: int
    projects: int
    lots: int


def public_figures() -> PublicFigures:
    """Count members, public projects and public lots."""
    return PublicFigures(
        members=Organisation.objects.filter(state=MembershipState.MEMBER).count(),
        projects=projects.visible_to(PUBLIC).count(),
        lots=lots.visible_to(PUBLIC).count(),
    )
