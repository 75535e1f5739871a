# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Ask who wants to join, and of readers who is invited until when."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kotipesa.vocab import municipalities
from kotipesa_web.accounts.asking import Contact, NewOrganisation
from kotipesa_web.accounts.choices import OrganisationKind
from kotipesa_web.accounts.models import Organisation, Terms
from kotipesa_web.accounts.rules import READER_KINDS, business_id
from kotipesa_web.ui.formats import language

ASKING_KINDS = [
    (kind.value, kind.label) for kind in OrganisationKind if kind != OrganisationKind.COORDINATOR
]
NUMBER_HELP = _("Seven digits, a hyphen and a check digit, such as 0201256-6.")
DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class OrganisationFields(forms.Form):
    """An organisation as it is told: kind, name, business id."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ASKING_KINDS, widget=forms.RadioSelect)
    name = forms.CharField(label=_("Name of the organisation"), max_length=60)
    number = forms.CharField(
        label=_("Business ID"),
        help_text=NUMBER_HELP,
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_number(self) -> str:
        """Check the check digit by the field."""
        return business_id(self.cleaned_data["number"])


class JoiningForm(OrganisationFields):
    """The organisation that asks to join, its contact person, and the terms it accepts."""

    region = forms.TypedChoiceField(label=_("Region"), coerce=int)
    municipality = forms.ChoiceField(
        label=_("Municipality"), required=False, help_text=_("Only if you are a municipality.")
    )
    contact_name = forms.CharField(
        label=_("Name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    contact_email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("The answer and the link to sign in come here."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    field_order = ("region", "kind", "name", "number", "municipality")
    groups = (
        (_("Organisation"), ["region", "kind", "name", "number", "municipality"]),
        (_("Contact person"), ["contact_name", "contact_email"]),
    )

    def __init__(
        self, regions: list[tuple[int, str]], terms: Terms | None, *args: Any, **named: Any
    ) -> None:
        """Offer the regions; with one alone nothing is asked. Terms there are must be accepted."""
        super().__init__(*args, **named)
        self.fields["region"].choices = regions  # type: ignore[attr-defined]
        if len(regions) == 1:
            self.fields["region"].initial = regions[0][0]
            self.fields["region"].widget = forms.HiddenInput()
        names = [(one.code, getattr(one, language())) for one in municipalities()]
        self.fields["municipality"].choices = [("", ""), *sorted(names, key=lambda one: one[1])]  # type: ignore[attr-defined]
        if terms is not None:
            self.fields["accepts"] = forms.BooleanField(
                label=_("We accept the data-sharing terms, version %(version)s")
                % {"version": terms.version}
            )
            self.fields["terms"] = forms.CharField(
                initial=terms.version, widget=forms.HiddenInput()
            )

    def clean(self) -> dict[str, Any]:
        """Ask a municipality which one it is, and forget that of others."""
        told = super().clean() or {}
        is_one = told.get("kind") == OrganisationKind.MUNICIPALITY
        if is_one and not told.get("municipality"):
            self.add_error("municipality", _("Choose the municipality."))
        if not is_one:
            told["municipality"] = ""
        return told

    def organisation(self) -> NewOrganisation:
        """Give the organisation as it was told."""
        told = self.cleaned_data
        return NewOrganisation(told["name"], told["kind"], told["number"], told["municipality"])

    def contact(self) -> Contact:
        """Give the contact person as they were told."""
        return Contact(self.cleaned_data["contact_email"], self.cleaned_data["contact_name"])


class ReaderForm(OrganisationFields):
    """A reader: of which authority or research partner, who, until when."""

    email = forms.EmailField(label=_("E-mail"))
    reader_until = forms.DateField(
        label=_("Reads until"), widget=DATE, help_text=_("Two years at most.")
    )

    def __init__(self, *args: Any, **named: Any) -> None:
        """Offer the kinds that read."""
        super().__init__(*args, **named)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in READER_KINDS]  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """Give what the command takes."""
        told = self.cleaned_data
        home = NewOrganisation(told["name"], told["kind"], told["number"])
        return {"new": home, "email": told["email"], "reader_until": told["reader_until"]}


class LeavingForm(forms.Form):
    """A last question before an organisation leaves."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    sure = forms.BooleanField(label=_("We leave, and every role of ours ends now"))

    def __init__(self, organisation: Organisation, *args: Any, **named: Any) -> None:
        """Remember which version was looked at."""
        super().__init__(*args, **named)
        self.fields["version"].initial = organisation.version
