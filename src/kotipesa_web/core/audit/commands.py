# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Add lines to the audit log."""

from collections.abc import Iterable, Mapping
from typing import Any

from kotipesa_web.core.audit.models import AuditLine
from kotipesa_web.core.bulk import insert_many
from kotipesa_web.core.sensitivity import Sensitivity
from kotipesa_web.core.viewer import Viewer


def record(
    viewer: Viewer,
    *,
    action: str,
    row: Any = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    note: str = "",
) -> AuditLine:
    """Write one line; call it inside the transaction of what it tells.

    ``before`` and ``after`` hold the changed fields alone, as JSON can carry them.
    """
    line = _line(viewer, action, row, note)
    line.before = dict(before) if before is not None else None
    line.after = dict(after) if after is not None else None
    line.save(force_insert=True)
    return line


def record_reads(viewer: Viewer, *, action: str, rows: Iterable[Any], note: str = "") -> None:
    """Write a line for every row of others that was read sealed, in one insert."""
    AuditLine.objects.bulk_create(
        [_line(viewer, action, row, note) for row in rows if not viewer.owns(row.owner_id)]
    )


def record_rows(
    viewer: Viewer,
    *,
    action: str,
    rows: Iterable[tuple[Any, Mapping[str, Any] | None, Mapping[str, Any] | None]],
    note: str = "",
) -> None:
    """Write a line for each row with its changed fields before and after, in one insert."""
    lines = []
    for row, before, after in rows:
        line = _line(viewer, action, row, note)
        line.before, line.after = before and dict(before), after and dict(after)
        lines.append(line)
    insert_many(lines)


def _line(viewer: Viewer, action: str, row: Any, note: str) -> AuditLine:
    return AuditLine(
        region_id=getattr(row, "region_id", None) or viewer.region_id,
        actor_id=viewer.user_id,
        actor_organisation_id=viewer.organisation_id,
        role=viewer.role,
        action=action,
        kind=row._meta.model_name if row is not None else "",  # noqa: SLF001 - Django's own window
        row_id=row.pk if row is not None else None,
        row_code=str(getattr(row, "code", "") or ""),
        owner_id=getattr(row, "owner_id", None) or viewer.organisation_id,
        visibility=getattr(row, "sensitivity", Sensitivity.SEALED),
        note=note,
    )
