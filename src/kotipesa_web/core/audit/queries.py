# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read the audit log as far as the viewer may."""

from django.db.models import QuerySet

from kotipesa_web.core.audit.models import AuditLine
from kotipesa_web.core.viewer import Viewer


def lines_of(viewer: Viewer, *, kind: str, row_id: int) -> QuerySet[AuditLine]:
    """List what was done to one row, newest first, for its owner alone."""
    found = AuditLine.objects.filter(kind=kind, row_id=row_id, owner_id=viewer.organisation_id)
    return found.select_related("actor", "actor_organisation").order_by("-pk")


def readings_of_my_rows(viewer: Viewer) -> QuerySet[AuditLine]:
    """List what others did with or read of the rows of the viewer's organisation, newest first."""
    mine = AuditLine.objects.filter(owner_id=viewer.organisation_id)
    others = mine.exclude(actor_organisation_id=viewer.organisation_id)
    return others.select_related("actor_organisation").order_by("-pk")
