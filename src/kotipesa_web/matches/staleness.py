# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell which forecasts are stale: told too long ago, or about to begin and not confirmed since."""

from datetime import date

from django.db.models import Q, QuerySet

from kotipesa.periods import month_text
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.matches.models import Reminding
from kotipesa_web.projects.choices import ProjectState
from kotipesa_web.projects.models import Project
from kotipesa_web.projects.queries import own_projects

COMING = (ProjectState.ANNOUNCED,)


def stale(projects: QuerySet[Project], rule: Reminding, today: date) -> QuerySet[Project]:
    """Keep the coming projects whose forecast shall be confirmed."""
    told_long_ago = Q(last_confirmed=None) | Q(
        last_confirmed__lt=months_before(today, rule.stale_after_months)
    )
    month = today.year * 12 + today.month - 1
    near = Q(first_month__gt="", first_month__lte=month_text(month + rule.near_months))
    near &= Q(last_confirmed__lt=months_before(today, rule.near_months))
    return projects.filter(told_long_ago | near, state__in=COMING)


def stale_of(viewer: Viewer, rule: Reminding, today: date) -> QuerySet[Project]:
    """List the stale forecasts of the viewer's organisation, the first to begin first."""
    return stale(own_projects(viewer), rule, today).order_by("first_month", "pk")


def months_before(day: date, months: int) -> date:
    """Give the same day so many months earlier, the 28th at the latest."""
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, min(day.day, 28))
