# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Ask what somebody wants to tell, and show what was told as a table."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kotipesa_web.ui.models import Feedback
from kotipesa_web.ui.tables import Column, Table


class FeedbackForm(forms.Form):
    """One message; an address only when an answer is wanted."""

    subject = forms.ChoiceField(
        label=gettext_lazy("What is it about?"),
        choices=Feedback.Subject.choices,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=gettext_lazy("Your message"),
        help_text=gettext_lazy("Tell what happened and where. Write no secrets."),
        widget=forms.Textarea(attrs={"rows": 7}),
        max_length=5_000,
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy("If you want an answer. We answer within 14 days."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    page = forms.CharField(max_length=300, required=False, widget=forms.HiddenInput)


def feedback_table(messages: Iterable[Feedback]) -> Table:
    """Lay messages out for administrators."""
    return Table(
        id="feedback",
        caption=_("Answered"),
        columns=(
            Column("sent_at", _("Sent"), "date"),
            Column("subject", _("About")),
            Column("text", _("Message"), "words"),
            Column("email", _("E-mail")),
            Column("answered_at", _("Answered"), "date"),
        ),
        rows=[_row(one) for one in messages],
        empty=_("Nothing has been answered yet."),
    )


def _row(one: Feedback) -> dict[str, object]:
    return {
        "sent_at": one.sent_at,
        "answered_at": one.answered_at,
        "subject": one.get_subject_display(),
        "text": one.text,
        "email": one.email,
    }
