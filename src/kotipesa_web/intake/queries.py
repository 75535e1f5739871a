# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find the batches of the viewer's own organisation, and their rows; never those of others."""

from collections.abc import Mapping

from django.db.models import QuerySet

from kotipesa_web.core.errors import Hidden
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.intake.choices import Does
from kotipesa_web.intake.models import Batch, BatchRow, KeptMapping
from kotipesa_web.intake.targets import TARGETS

ERRORS = "errors"


def batches_of(viewer: Viewer) -> QuerySet[Batch]:
    """Give the batches of the viewer's organisation, the newest first."""
    own = Batch.objects.filter(owner_id=viewer.organisation_id or 0)
    return own.select_related("uploaded_by", "owner", "job").order_by("-created_at", "-pk")


def batch_for(viewer: Viewer, pk: int) -> Batch:
    """Give one batch of the viewer's organisation; raises Hidden where there is none."""
    found = batches_of(viewer).filter(pk=pk).first()
    if found is None:
        raise Hidden(pk)
    return found


def rows_of(batch: Batch, table: str, shown: str = "") -> QuerySet[BatchRow]:
    """Give the rows of one table of a batch; ``shown`` is ERRORS, one of Does, or '' for all."""
    rows = BatchRow.objects.filter(batch=batch, table=table).order_by("number")
    if shown == ERRORS:
        return rows.filter(has_errors=True)
    return rows.filter(does=shown) if shown in Does.values else rows


def row_for(viewer: Viewer, batch_pk: int, pk: int) -> BatchRow:
    """Give one row of a batch of the viewer's organisation; raises Hidden where there is none."""
    batch = batch_for(viewer, batch_pk)
    found = BatchRow.objects.filter(batch=batch, pk=pk).first()
    if found is None:
        raise Hidden(pk)
    return found


def tables_of(batch: Batch) -> list[str]:
    """Name the tables of a batch in the order in which people look at them."""
    return [table for table in reversed(tuple(TARGETS)) if table in batch.counts]


def errors_of(batch: Batch) -> int:
    """Count the rows that cannot come in as they are."""
    return sum(int(told[ERRORS]) for told in batch.counts.values())


def mappings_of(viewer: Viewer) -> QuerySet[KeptMapping]:
    """Give the mappings kept for the viewer's organisation, by name."""
    kept = KeptMapping.objects.filter(owner_id=viewer.organisation_id or 0)
    return kept.select_related("kept_by")


def mapping_for(viewer: Viewer, pk: int) -> KeptMapping:
    """Give one mapping of the viewer's organisation; raises Hidden where there is none."""
    found = mappings_of(viewer).filter(pk=pk).first()
    if found is None:
        raise Hidden(pk)
    return found


def kept_mappings(viewer: Viewer) -> Mapping[str, str]:
    """Give the same mappings as TOML, by name."""
    return dict(mappings_of(viewer).values_list("name", "text"))
