# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Filter, sort and sum by what the viewer sees of each row, never by what is cut from it."""

from typing import TYPE_CHECKING, Any

from django.db.models import Case, Q, Value, When

from kotipesa_web.core.permissions.decisions import (
    NO,
    RELATIONS,
    SENSITIVITIES,
    Projection,
    cell,
    seen_rows,
)
from kotipesa_web.core.permissions.projections import HIDDEN, cuts

if TYPE_CHECKING:
    from kotipesa_web.core.viewer import Viewer

AS_IS = "as_is"


def where_shown(viewer: "Viewer", kind: str, field: str, condition: Q) -> Q:
    """Let a condition hold only on rows of which the viewer sees the field as it is.

    The rows it narrows are already those the viewer sees at all.
    """
    shown, cut, hidden = _levels(viewer, kind, field)
    return condition if not cut and not hidden else _where(viewer, kind, shown, condition)


def where_cut(viewer: "Viewer", kind: str, field: str, condition: Q) -> Q:
    """Let a condition on the coarse field hold only on rows of which the viewer sees that alone."""
    return _where(viewer, kind, _levels(viewer, kind, field)[1], condition)


def sort_key(viewer: "Viewer", kind: str, field: str, exact: Any, coarse: Any = None) -> Any:
    """Give what to sort by: the field where it is seen as it is, its coarse form where cut.

    Rows of which the field is hidden are all alike.
    """
    shown, cut, hidden = _levels(viewer, kind, field)
    if not cut and not hidden:
        return exact
    action = f"see_{kind}"
    cases = [When(seen_rows(viewer, action, *shown), then=exact)] if shown else []
    if cut and coarse is not None:
        cases.append(When(seen_rows(viewer, action, *cut), then=coarse))
    return Case(*cases, default=Value(None))


def _where(viewer: "Viewer", kind: str, levels: list[Projection], condition: Q) -> Q:
    if not levels:
        return Q(pk__in=[])
    return seen_rows(viewer, f"see_{kind}", *levels) & condition


def _levels(viewer: "Viewer", kind: str, field: str) -> tuple[list[Projection], ...]:
    """Part the levels the viewer has into those that show the field, cut it, hide it."""
    seen = _levels_seen(viewer, f"see_{kind}")
    cut_by = {level: cuts(kind, level)[field] for level in seen}
    return (
        [level for level in seen if cut_by[level] == AS_IS],
        [level for level in seen if cut_by[level] not in {AS_IS, HIDDEN}],
        [level for level in seen if cut_by[level] == HIDDEN],
    )


def _levels_seen(viewer: "Viewer", action: str) -> list[Projection]:
    found = {
        cell(viewer.role, action, own=relation == "own", sensitivity=sensitivity)
        for relation in RELATIONS
        for sensitivity in SENSITIVITIES
    }
    return [Projection(level) for level in sorted(found - {NO})]
