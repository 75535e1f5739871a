# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Keep organisations, their units and people, memberships, terms, invitations and keys."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from kotipesa_web.accounts.choices import MembershipState, OrganisationKind, UnitKind
from kotipesa_web.core.permissions.roles import Role
from kotipesa_web.core.sensitivity import Sensitivity


class Users(BaseUserManager["User"]):
    """Make people; Django's commands ask for this."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a person with an address and, if they have one, a password."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find a person by address, whatever the case."""
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """A person, known by an e-mail address."""

    email = models.EmailField(_("E-mail"), unique=True)
    name = models.CharField(_("Name"), max_length=150)
    phone = models.CharField(_("Phone"), max_length=40, blank=True)
    language = models.CharField(_("Language"), max_length=2, default="fi")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Users] = Users()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name or self.email


class OfOrganisation(models.Model):
    """A row that is an organisation's own matter, sealed to others."""

    sensitivity = Sensitivity.SEALED
    organisation_id: int

    class Meta:
        """Keep no table of its own."""

        abstract = True

    @property
    def owner_id(self) -> int:
        """Name the organisation whose matter it is, as the permission map asks."""
        return self.organisation_id


class Organisation(models.Model):
    """A municipality, company, authority or research partner of a region."""

    region = models.ForeignKey("places.Region", models.PROTECT, related_name="organisations")
    name = models.CharField(_("Name"), max_length=200)
    kind = models.CharField(_("Kind"), max_length=20, choices=OrganisationKind)
    business_id = models.CharField(_("Business ID"), max_length=9)
    municipality = models.CharField(_("Municipality"), max_length=3, blank=True)
    state = models.CharField(max_length=10, choices=MembershipState, default=MembershipState.ASKED)
    code = models.CharField(_("Short name"), max_length=60)
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """Know an organisation once in a region, by business id and by short name."""

        constraints = (
            models.UniqueConstraint(fields=["region", "business_id"], name="organisation_once"),
            models.UniqueConstraint(fields=["region", "code"], name="organisation_code_once"),
        )
        ordering = ("name",)

    sensitivity = Sensitivity.SEALED

    def __str__(self) -> str:
        return self.name

    @property
    def owner_id(self) -> int:
        """Name itself as the owner of its own matters."""
        return self.pk


class Unit(OfOrganisation):
    """A part of an organisation with its responsible person and a deputy."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="units")
    name = models.CharField(_("Name"), max_length=200)
    kind = models.CharField(_("Kind"), max_length=20, choices=UnitKind, default=UnitKind.OTHER)
    responsible = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="responsible_for"
    )
    deputy = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="deputy_for"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """List units by name."""

        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Membership(OfOrganisation):
    """One person's role in one organisation, until a day or until it is taken back."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(
        Unit, models.SET_NULL, null=True, blank=True, related_name="memberships"
    )
    role = models.CharField(_("Role"), max_length=20, choices=Role)
    valid_from = models.DateField(auto_now_add=True)
    valid_to = models.DateField(_("Valid to"), null=True, blank=True)
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """Give a person one role in an organisation."""

        constraints = (
            models.UniqueConstraint(fields=["user", "organisation"], name="membership_once"),
        )


class Terms(models.Model):
    """One version of the data-sharing terms, in three languages."""

    version = models.CharField(_("Version"), max_length=20, unique=True)
    text_fi = models.TextField()
    text_sv = models.TextField()
    text_en = models.TextField()
    published_at = models.DateTimeField(auto_now_add=True)


class TermsAcceptance(models.Model):
    """Who accepted which version of the terms for which organisation, and when."""

    terms = models.ForeignKey(Terms, models.PROTECT, related_name="acceptances")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="acceptances")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Accept a version once."""

        constraints = (
            models.UniqueConstraint(fields=["terms", "organisation"], name="accepted_once"),
        )


class Invitation(OfOrganisation):
    """An invitation by mail into a role; the link holds a token of which only the hash is kept."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, related_name="+")
    email = models.EmailField(_("E-mail"))
    role = models.CharField(_("Role"), max_length=20, choices=Role)
    reader_until = models.DateField(_("Valid to"), null=True, blank=True)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)


class ApiKey(models.Model):
    """A key by which a program acts for a person's membership; only its hash is kept."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="keys")
    name = models.CharField(_("Name"), max_length=100)
    prefix = models.CharField(max_length=8)
    key_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_on = models.DateField(_("Valid to"))
    revoked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
