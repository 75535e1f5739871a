# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read feedback; administrators alone may."""

from django.db.models import QuerySet

from kotipesa_web.core.permissions import require
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.ui.models import Feedback


def feedback_for(viewer: Viewer) -> QuerySet[Feedback]:
    """List all messages, the newest first; raises Refused for others than administrators."""
    require(viewer, "administer")
    return Feedback.objects.all()
