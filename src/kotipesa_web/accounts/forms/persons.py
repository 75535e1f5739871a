# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Ask for one's own account, and for a key of a program."""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kotipesa_web.accounts.choices import READ, SCOPES, KeyKind
from kotipesa_web.accounts.forms.people import DATE
from kotipesa_web.accounts.models import User
from kotipesa_web.ui.tables import Text

HALF_A_YEAR = timedelta(days=183)


def scope_text(scope: str) -> Text:
    """Tell what a scope lets a program do."""
    doing, _sign, kind = scope.partition(":")
    told = _("Read: %(kind)s") if doing == READ else _("Change: %(kind)s")
    return told % {"kind": KeyKind(kind).label}


class OwnAccountForm(forms.Form):
    """One's own name, phone and language."""

    name = forms.CharField(
        label=_("Name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("Mails come in this language."),
        widget=forms.RadioSelect,
    )

    def __init__(self, user: User, *args: Any, **named: Any) -> None:
        """Begin with how it stands."""
        named["initial"] = {name: getattr(user, name) for name in ("name", "phone", "language")}
        super().__init__(*args, **named)


class KeyForm(forms.Form):
    """A key: what for, what it may do, until when."""

    name = forms.CharField(
        label=_("Name"), max_length=100, help_text=_("Which program uses it, and where.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"), widget=forms.CheckboxSelectMultiple
    )
    expires_on = forms.DateField(
        label=_("Last day"), widget=DATE, help_text=_("A year from now at most.")
    )

    def __init__(self, *args: Any, **named: Any) -> None:
        """Offer the scopes, and half a year."""
        super().__init__(*args, **named)
        self.fields["scopes"].choices = [(scope, scope_text(scope)) for scope in SCOPES]  # type: ignore[attr-defined]
        self.fields["expires_on"].initial = timezone.localdate() + HALF_A_YEAR
