# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Make the table of batches."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kotipesa_web.intake.choices import BatchState, Does
from kotipesa_web.intake.models import Batch
from kotipesa_web.intake.queries import ERRORS, errors_of
from kotipesa_web.ui.tables import Column, Link, Status, Table

SIGNS = {
    BatchState.UPLOADED: "info",
    BatchState.MAPPING: "attention",
    BatchState.CHECKED: "attention",
    BatchState.ACCEPTED: "good",
    BatchState.UNDONE: "quiet",
    BatchState.REFUSED: "quiet",
}
COLUMNS = (
    Column("name", _("Import"), "link"),
    Column("state", _("State"), "status"),
    Column("new", _("New"), "number"),
    Column("changed", _("Changed"), "number"),
    Column("errors", _("With faults"), "number"),
    Column("person", _("Brought by")),
    Column("at", _("When"), "date"),
)


def batches_table(batches: QuerySet[Batch], number: str | None) -> Table:
    """List batches, the newest first."""
    page = Paginator(batches.prefetch_related("files"), 25).get_page(number)
    return Table(
        id="batches",
        caption=_("Imports of my organisation"),
        columns=COLUMNS,
        rows=[_row(batch) for batch in page.object_list],
        page=page,
        empty=_("Nothing has been brought in yet."),
    )


def name_of(batch: Batch) -> str:
    """Call a batch by its files."""
    names = [file.original_name for file in batch.files.all()]
    return ", ".join(names) or str(batch.pk)


def status_of(batch: Batch) -> Status:
    """Tell where a batch stands by a sign and a word."""
    state = BatchState(batch.state)
    return Status(SIGNS[state], state.label)  # type: ignore[arg-type]


def _row(batch: Batch) -> dict[str, Any]:
    told = batch.counts.values()
    return {
        "name": Link(name_of(batch), reverse("intake:batch", args=[batch.pk])),
        "state": status_of(batch),
        "new": sum(one[Does.NEW] for one in told),
        "changed": sum(one[Does.CHANGED] for one in told),
        ERRORS: errors_of(batch),
        "person": batch.uploaded_by,
        "at": batch.created_at,
    }
