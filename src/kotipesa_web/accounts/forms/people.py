# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Ask for invitations, roles, units and hand-overs within one organisation."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.utils.translation import gettext_lazy as _

from kotipesa_web.accounts.asking import Contact
from kotipesa_web.accounts.choices import OrganisationKind, UnitKind
from kotipesa_web.accounts.models import Invitation, Membership, Organisation, Unit, User
from kotipesa_web.accounts.queries import colleagues_of, units_of
from kotipesa_web.accounts.rules import ROLES_OF
from kotipesa_web.core.permissions import Role, is_allowed
from kotipesa_web.core.viewer import Viewer

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def roles_offered(viewer: Viewer, organisation: Organisation) -> list[tuple[str, Any]]:
    """List the roles the viewer may give in an organisation."""
    gives_all = is_allowed(viewer.role, "administer")
    roles = ROLES_OF[OrganisationKind(organisation.kind)]
    return [(role.value, role.label) for role in roles if gives_all or role != Role.ADMIN]


class InvitationForm(forms.Form):
    """Who is invited, into which role and unit."""

    email = forms.EmailField(label=_("E-mail"), help_text=_("The link holds for 14 days."))
    role = forms.ChoiceField(label=_("Role of the person"), widget=forms.RadioSelect)
    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), required=False, empty_label=""
    )

    def __init__(
        self, viewer: Viewer, organisation: Organisation, *args: Any, **named: Any
    ) -> None:
        """Offer the organisation's roles and units."""
        super().__init__(*args, **named)
        self.fields["role"].choices = roles = roles_offered(viewer, organisation)  # type: ignore[attr-defined]
        self.fields["role"].initial = roles[0][0] if len(roles) == 1 else None
        self.fields["unit"].queryset = units_of(organisation)  # type: ignore[attr-defined]


class RoleForm(forms.Form):
    """A person's role, unit and last day."""

    role = forms.ChoiceField(label=_("Role of the person"), widget=forms.RadioSelect)
    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), required=False, empty_label=""
    )
    valid_to = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=DATE,
        help_text=_("Empty: until further notice."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, viewer: Viewer, membership: Membership, *args: Any, **named: Any) -> None:
        """Begin with how it stands."""
        named["initial"] = {
            name: getattr(membership, name) for name in ("role", "unit", "valid_to", "version")
        }
        super().__init__(*args, **named)
        self.fields["role"].choices = roles_offered(viewer, membership.organisation)  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units_of(membership.organisation)  # type: ignore[attr-defined]


class Colleague(forms.ModelChoiceField):
    """A choice among the people of an organisation."""

    def label_from_instance(self, obj: User) -> str:
        """Tell people of the same name apart."""
        return f"{obj.name} ({obj.email})"


class UnitForm(forms.Form):
    """A unit: name, what it does, who answers for it and who stands in."""

    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=UnitKind.choices)
    responsible = Colleague(
        label=_("Responsible person"), queryset=User.objects.none(), required=False
    )
    deputy = Colleague(
        label=_("Deputy"),
        queryset=User.objects.none(),
        required=False,
        help_text=_("Receives what the responsible person answers for, when they leave."),
    )

    def __init__(self, organisation: Organisation, *args: Any, **named: Any) -> None:
        """Offer the people of the organisation."""
        super().__init__(*args, **named)
        people = colleagues_of(organisation)
        for name in ("responsible", "deputy"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]


class ChangedUnitForm(UnitForm):
    """A unit that is there already."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, unit: Unit, *args: Any, **named: Any) -> None:
        """Begin with how it stands."""
        fields = ("name", "kind", "responsible", "deputy", "version")
        named["initial"] = {name: getattr(unit, name) for name in fields}
        super().__init__(unit.organisation, *args, **named)


class HandOverForm(forms.Form):
    """Who receives what a leaving person answers for."""

    to = Colleague(label=_("Who receives"), queryset=User.objects.none())

    def __init__(self, leaving: Membership, deputy: int | None, *args: Any, **named: Any) -> None:
        """Offer the colleagues, the deputy first chosen."""
        named["initial"] = {"to": deputy}
        super().__init__(*args, **named)
        colleagues = colleagues_of(leaving.organisation).exclude(pk=leaving.user_id)
        self.fields["to"].queryset = colleagues  # type: ignore[attr-defined]


class NewPersonForm(forms.Form):
    """A person who comes by an invitation: name, and a password or a sign-in service."""

    name = forms.CharField(
        label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Password again"),
        strip=False,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    elsewhere = forms.BooleanField(
        label=_("I sign in with my organisation's account, without a password here"), required=False
    )

    def __init__(
        self, invitation: Invitation, *args: Any, has_services: bool, **named: Any
    ) -> None:
        """Ask for a password; offer to do without one where there are sign-in services."""
        super().__init__(*args, **named)
        self.invitation = invitation
        self.fields["password"].help_text = " ".join(password_validators_help_texts())
        if not has_services:
            del self.fields["elsewhere"]
            self.fields["password"].required = self.fields["again"].required = True

    def clean(self) -> dict[str, Any]:
        """Hold the password to the rules, and to being typed twice alike."""
        told = super().clean() or {}
        if told.get("elsewhere"):
            told["password"] = ""
            return told
        password = told.get("password", "")
        if "password" in told and password != told.get("again"):
            self.add_error("again", _("The passwords are not the same."))
        if "password" in told:
            someone = User(email=self.invitation.email, name=told.get("name", ""))
            try:
                validate_password(password, someone)
            except forms.ValidationError as refused:
                self.add_error("password", refused)
        return told

    def contact(self) -> Contact:
        """Give the person as they were told."""
        told = self.cleaned_data
        return Contact(self.invitation.email, told["name"], told["password"] or None)
