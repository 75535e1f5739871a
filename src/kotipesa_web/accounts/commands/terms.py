# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Publish the data-sharing terms, and accept them for an organisation."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kotipesa_web.accounts.models import Organisation, Terms, TermsAcceptance, User
from kotipesa_web.accounts.terms import LANGUAGES, current_terms
from kotipesa_web.core.audit.commands import record
from kotipesa_web.core.commands import command
from kotipesa_web.core.permissions import require
from kotipesa_web.core.viewer import Viewer


@command
def publish_terms(*, viewer: Viewer, version: str, texts: dict[str, str]) -> Terms:
    """Publish a version of the data-sharing terms in three languages; all must be told."""
    require(viewer, "administer")
    return put_up(viewer, version, texts)


def put_up(viewer: Viewer, version: str, texts: dict[str, str]) -> Terms:
    """Write a version of the terms down, inside the transaction of a command."""
    if not all(texts.get(language) for language in LANGUAGES):
        raise ValidationError(_("The terms must be told in Finnish, Swedish and English."))
    if Terms.objects.filter(version=version).exists():
        raise ValidationError(_("This version of the terms is there already."))
    terms = Terms.objects.create(
        version=version, text_fi=texts["fi"], text_sv=texts["sv"], text_en=texts["en"]
    )
    record(viewer, action="publish_terms", row=terms, after={"version": version})
    return terms


@command
def accept_terms(*, viewer: Viewer, version: str) -> TermsAcceptance:
    """Accept the newest terms for one's organisation; raises ValidationError for older ones."""
    require(viewer, "accept_terms")
    newest = current_terms()
    if newest is None or newest.version != version:
        raise ValidationError(_("Accept the newest terms."))
    acceptance, made = TermsAcceptance.objects.get_or_create(
        terms=newest,
        organisation=Organisation.objects.get(pk=viewer.organisation_id or 0),
        defaults={"user": User.objects.get(pk=viewer.user_id or 0)},
    )
    if made:
        record(viewer, action="accept_terms", row=newest, after={"version": version})
    return acceptance
