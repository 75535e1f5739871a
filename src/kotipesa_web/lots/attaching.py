# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Attach files to lots, and take them away."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kotipesa_web.core.audit.commands import record
from kotipesa_web.core.commands import command
from kotipesa_web.core.errors import Hidden
from kotipesa_web.core.permissions import require, seen_rows
from kotipesa_web.core.stored.commands import store
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.lots.models import Attachment
from kotipesa_web.lots.queries import editable

MOST_ATTACHMENTS = 50


def attachments_of(viewer: Viewer, lot_pk: int) -> QuerySet[Attachment]:
    """List the attachments of a lot the viewer may open, oldest first."""
    found = Attachment.objects.filter(seen_rows(viewer, "see_attachment"), lot_id=lot_pk)
    return found.select_related("stored").order_by("pk")


def attach(
    *,
    viewer: Viewer,
    lot_pk: int,
    name: str,
    chunks: Iterable[bytes],
    kind: str,
    title: str = "",
) -> Attachment:
    """Attach a file to a lot of one's own, as secret as the lot.

    Raises InputError for a file that is empty, too big or of a kind not taken, ValidationError for
    a kind of attachment nobody knows or one too many.
    """
    lot = editable(viewer, lot_pk)
    if lot.attachments.count() >= MOST_ATTACHMENTS:
        raise ValidationError(_("A lot has at most 50 attachments."))
    stored = store(viewer=viewer, name=name, chunks=chunks, sensitivity=lot.sensitivity)
    attachment = Attachment(
        region_id=lot.region_id,
        owner_id=lot.owner_id,
        sensitivity=lot.sensitivity,
        lot=lot,
        stored=stored,
        kind=kind,
        title=title or stored.original_name,
    )
    attachment.clean_fields()
    return _keep(viewer, attachment)


@command
def detach(*, viewer: Viewer, pk: int) -> Attachment:
    """Take an attachment off its lot; its bytes stay as long as the log tells of them."""
    attachment = Attachment.objects.filter(pk=pk).select_related("lot").first()
    if attachment is None:
        raise Hidden(pk)
    editable(viewer, attachment.lot_id)
    require(viewer, "edit_lot", attachment)
    told = {"title": attachment.title, "lot": attachment.lot.code}
    record(viewer, action="detach_file", row=attachment, before=told)
    attachment.delete()
    return attachment


@command
def _keep(viewer: Viewer, attachment: Attachment) -> Attachment:
    attachment.save(force_insert=True)
    told = {"title": attachment.title, "kind": attachment.kind, "lot": attachment.lot.code}
    record(viewer, action="attach_file", row=attachment, after=told)
    return attachment
