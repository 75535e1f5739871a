# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Ask the owner of a lot, answer, and end it."""

from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kotipesa_web.core.audit.commands import record
from kotipesa_web.core.commands import command
from kotipesa_web.core.errors import Hidden
from kotipesa_web.core.permissions import projection, require
from kotipesa_web.core.permissions.projections import shows
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.lots import queries as lots
from kotipesa_web.lots.models import Lot
from kotipesa_web.matches import mails
from kotipesa_web.matches.choices import EnquiryState
from kotipesa_web.matches.models import Enquiry, Message
from kotipesa_web.matches.queries import enquiry_for, open_about

LONGEST = 5_000


@command
def send_enquiry(*, viewer: Viewer, about_pk: int, text: str, lot_pk: int | None = None) -> Enquiry:
    """Ask the owner of a lot the viewer sees, for a lot of one's own if one is told.

    The owner is told by mail who asks; the asker is not told whose lot it is, where they see it
    roughly. Raises Hidden, Refused, or ValidationError for an empty text or a second enquiry.
    """
    about = asked_about(viewer, about_pk)
    lot = lots.editable(viewer, lot_pk) if lot_pk else None
    if open_about(viewer, about_pk) is not None:
        raise ValidationError(_("Your organisation has asked about this lot already."))
    enquiry = Enquiry.objects.create(
        region_id=about.region_id,
        about=about,
        lot=lot,
        asker_id=viewer.organisation_id or 0,
        asked_by_id=viewer.user_id or 0,
        receiver_id=about.owner_id,
        receiver_is_told=shows("lot", projection(viewer, "see_lot", about), "owner"),
    )
    _write(viewer, enquiry, text)
    record(viewer, action="send_enquiry", row=enquiry, after={"lot": about.code})
    transaction.on_commit(partial(mails.tell_of_enquiry, enquiry.pk))
    return enquiry


@command
def answer(*, viewer: Viewer, pk: int, text: str) -> Enquiry:
    """Write to the other side of an enquiry; whoever answers tells who they are.

    Raises ValidationError for an empty text and for an enquiry that is closed.
    """
    enquiry = _open_enquiry(viewer, pk)
    _write(viewer, enquiry, text)
    if viewer.owns(enquiry.receiver_id):
        enquiry.state = EnquiryState.ANSWERED
        enquiry.receiver_is_told = True
        enquiry.answered_at = timezone.now()
    else:
        enquiry.state = EnquiryState.SENT
    enquiry.version += 1
    enquiry.save()
    record(viewer, action="answer_enquiry", row=enquiry, after={"state": enquiry.state})
    side = viewer.organisation_id or 0
    transaction.on_commit(partial(mails.tell_of_answer, enquiry.pk, side))
    return enquiry


@command
def close(*, viewer: Viewer, pk: int) -> Enquiry:
    """End an enquiry; either side may."""
    enquiry = _open_enquiry(viewer, pk)
    enquiry.state = EnquiryState.CLOSED
    enquiry.closed_at = timezone.now()
    enquiry.version += 1
    enquiry.save()
    record(viewer, action="close_enquiry", row=enquiry, after={"state": enquiry.state})
    return enquiry


def asked_about(viewer: Viewer, pk: int) -> Lot:
    """Give a lot of others that the viewer may ask about; raises Hidden or Refused."""
    about = lots.visible_to(viewer).filter(pk=pk).first()
    if about is None:
        raise Hidden(pk)
    require(viewer, "ask_about_lot", about)
    return about


def _open_enquiry(viewer: Viewer, pk: int) -> Enquiry:
    require(viewer, "send_enquiry")
    enquiry_for(viewer, pk)
    enquiry = Enquiry.objects.select_for_update().get(pk=pk)
    if enquiry.state == EnquiryState.CLOSED:
        raise ValidationError(_("This enquiry is closed."))
    return enquiry


def _write(viewer: Viewer, enquiry: Enquiry, text: str) -> None:
    if not text.strip():
        raise ValidationError({"text": _("Write what you want to say.")})
    Message.objects.create(
        enquiry=enquiry,
        side_id=viewer.organisation_id or 0,
        author_id=viewer.user_id or 0,
        text=text.strip()[:LONGEST],
    )
