# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Take feedback in, mark it answered, and remember the language somebody chose."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import mail_admins
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kotipesa_web.core.audit.commands import record
from kotipesa_web.core.commands import command
from kotipesa_web.core.permissions import require
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.ui.models import Feedback


@command
def send_feedback(
    viewer: Viewer, *, subject: str, text: str, email: str = "", page: str = ""
) -> Feedback:
    """Keep a message and tell the administrators by mail, without the words themselves."""
    feedback = Feedback.objects.create(
        subject=subject, text=text, email=email, page=page, sent_by_id=viewer.user_id
    )
    record(viewer, action="send_feedback", row=feedback, after={"subject": subject})
    transaction.on_commit(lambda: _tell_administrators(feedback))
    return feedback


@command
def mark_answered(viewer: Viewer, *, pk: int) -> Feedback:
    """Mark a message answered; raises Refused for others than administrators."""
    require(viewer, "administer")
    feedback = Feedback.objects.select_for_update().get(pk=pk)
    if feedback.answered_at is None:
        feedback.answered_at = timezone.now()
        feedback.save(update_fields=["answered_at"])
        record(viewer, action="answer_feedback", row=feedback)
    return feedback


@command
def choose_language(viewer: Viewer, *, language: str) -> None:
    """Remember the language of a signed-in person; mails are written in it."""
    people = get_user_model()._default_manager  # noqa: SLF001 - Django's own window
    if people.filter(pk=viewer.user_id or 0).exclude(language=language).update(language=language):
        record(viewer, action="choose_language", after={"language": language})


def _tell_administrators(feedback: Feedback) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        mail_admins(
            _("Feedback %(number)s: %(subject)s")
            % {"number": feedback.pk, "subject": feedback.get_subject_display()},
            _("New feedback has come. Read it on the platform and answer within 14 days."),
            fail_silently=True,
        )
