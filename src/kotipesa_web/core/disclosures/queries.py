# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read the disclosure log as far as the viewer may."""

from django.db.models import QuerySet

from kotipesa_web.core.disclosures.models import DisclosureLine
from kotipesa_web.core.viewer import Viewer


def what_left_of_mine(viewer: Viewer) -> QuerySet[DisclosureLine]:
    """List what left of the rows of the viewer's organisation, newest first."""
    mine = DisclosureLine.objects.filter(owner_id=viewer.organisation_id)
    return mine.select_related("receiver_organisation").order_by("-pk")
