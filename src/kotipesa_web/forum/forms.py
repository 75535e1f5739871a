# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Ask for a meeting and for a task."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kotipesa_web.accounts.models import Organisation
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.forum.queries import members_for


class MeetingForm(forms.Form):
    """A meeting: when, where, about what."""

    starts_at = forms.DateTimeField(
        label=_("Begins"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    place = forms.CharField(label=_("Place"), max_length=200)
    agenda = forms.CharField(label=_("Agenda"), widget=forms.Textarea, required=False)


class TaskForm(forms.Form):
    """A task: what, whose, by when."""

    title = forms.CharField(label=_("Task"), max_length=200)
    assigned_to = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none()
    )
    due = forms.DateField(
        label=_("Due"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, viewer: Viewer, *args: Any, **named: Any) -> None:
        """Offer the members of the viewer's region."""
        super().__init__(*args, **named)
        self.fields["assigned_to"].queryset = members_for(viewer)  # type: ignore[attr-defined]
