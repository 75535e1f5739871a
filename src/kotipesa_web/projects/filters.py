# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Narrow and order lists of projects by what the viewer sees of each."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import F, Q, QuerySet

from kotipesa_web.core.permissions.conditions import sort_key, where_cut, where_shown
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.projects.models import Project

Filter = Callable[[Viewer, str], Q]
KIND = "project"


def _municipality(_viewer: Viewer, code: str) -> Q:
    return Q(municipality=code)


def _phase(_viewer: Viewer, phase: str) -> Q:
    return Q(phase=phase)


def _state(_viewer: Viewer, state: str) -> Q:
    return Q(state=state)


def _sensitivity(_viewer: Viewer, grade: str) -> Q:
    return Q(sensitivity=grade)


def _owner(viewer: Viewer, pk: str) -> Q:
    return where_shown(viewer, KIND, "owner", Q(owner_id=pk) if pk.isdecimal() else Q(pk__in=[]))


def _after(viewer: Viewer, month: str) -> Q:
    exact = where_shown(viewer, KIND, "last_month", Q(last_month__gte=month))
    return exact | where_cut(viewer, KIND, "last_month", Q(last_quarter__gte=month))


def _before(viewer: Viewer, month: str) -> Q:
    exact = where_shown(viewer, KIND, "first_month", Q(first_month__lte=month))
    return exact | where_cut(viewer, KIND, "first_month", Q(first_quarter__lte=month))


def _text(viewer: Viewer, text: str) -> Q:
    fields = ("name", "code", "project_area", "address", "description")
    found = Q(pk__in=[])
    for field in fields:
        found |= where_shown(viewer, KIND, field, Q(**{f"{field}__icontains": text}))
    return found


FILTERS: Mapping[str, Filter] = {
    "municipality": _municipality,
    "phase": _phase,
    "state": _state,
    "sensitivity": _sensitivity,
    "owner": _owner,
    "after": _after,
    "before": _before,
    "q": _text,
}
ORDERS: Mapping[str, tuple[str, str]] = {
    "name": ("name", ""),
    "municipality": ("municipality", ""),
    "phase": ("phase", ""),
    "first_month": ("first_month", "first_quarter"),
    "last_month": ("last_month", "last_quarter"),
    "last_confirmed": ("last_confirmed", ""),
}
DEFAULT_ORDER = "first_month"


def filtered(
    viewer: Viewer, projects: QuerySet[Project], asked: Mapping[str, str]
) -> QuerySet[Project]:
    """Keep the projects that fit what was asked; what no filter knows is passed over."""
    for name, narrow in FILTERS.items():
        if value := asked.get(name, "").strip():
            projects = projects.filter(narrow(viewer, value))
    return projects


def ordered(viewer: Viewer, projects: QuerySet[Project], order: str) -> QuerySet[Project]:
    """Order projects by one of ORDERS, falling where '-' stands before it."""
    field, coarse = ORDERS[order.removeprefix("-")]
    key: Any = sort_key(viewer, KIND, field, F(field), F(coarse) if coarse else None)
    key = key.desc(nulls_last=True) if order.startswith("-") else key.asc(nulls_last=True)
    return projects.order_by(key, "pk")
