# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Invite people, change their roles, take them back, hand over."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kotipesa_web.accounts import commands, queries
from kotipesa_web.accounts.forms.people import HandOverForm, InvitationForm, RoleForm
from kotipesa_web.accounts.views.asking import done


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite a person by mail."""
    viewer = request.viewer  # type: ignore[attr-defined]
    home = queries.organisation_for(viewer, pk, "manage_organisation")
    form = InvitationForm(viewer, home, request.POST or None)
    sent = done(
        request,
        form,
        lambda: commands.invite(viewer=viewer, organisation=home, **form.cleaned_data),
    )
    if sent:
        told = _("The invitation was sent to %(email)s.") % {"email": sent.email}
        messages.success(request, told)
        return redirect("accounts:organisation", pk=pk)
    page = {"form": form, "organisation": home}
    return render(request, "accounts/invite.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a person's role and change it."""
    viewer = request.viewer  # type: ignore[attr-defined]
    membership = queries.membership_for(viewer, pk)
    form = RoleForm(viewer, membership, request.POST or None)
    told = done(
        request, form, lambda: commands.change_role(viewer=viewer, pk=pk, **form.cleaned_data)
    )
    if told:
        messages.success(request, _("The role is changed."))
        return redirect("accounts:organisation", pk=membership.organisation_id)
    page = {
        "form": form,
        "membership": membership,
        "charges": queries.charges_of(membership),
        "is_self": membership.user_id == viewer.user_id,
    }
    return render(request, "accounts/person.html", page)


@require_POST
def end_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a role back."""
    viewer = request.viewer  # type: ignore[attr-defined]
    try:
        ended = commands.end_role(viewer=viewer, pk=pk)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("accounts:person", pk=pk)
    messages.success(request, _("The role of %(name)s has ended.") % {"name": ended.user.name})
    return _away(request, ended.user_id, ended.organisation_id)


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand over what a leaving person answers for, and end their role."""
    viewer = request.viewer  # type: ignore[attr-defined]
    leaving = queries.membership_for(viewer, pk)
    form = HandOverForm(leaving, queries.deputy_of(leaving), request.POST or None)

    def hand() -> dict[str, int]:
        return commands.hand_over(viewer=viewer, pk=pk, to=form.cleaned_data["to"].pk)

    if done(request, form, hand) is not None:
        to = form.cleaned_data["to"]
        told = {"name": leaving.user.name, "to": to.name}
        messages.success(
            request, _("%(to)s now answers for what %(name)s did. The old role has ended.") % told
        )
        return _away(request, leaving.user_id, leaving.organisation_id)
    page = {"form": form, "membership": leaving, "charges": queries.charges_of(leaving)}
    return render(request, "accounts/hand_over.html", page)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an invitation back."""
    ended = commands.withdraw_invitation(viewer=request.viewer, pk=pk)  # type: ignore[attr-defined]
    told = _("The invitation to %(email)s is withdrawn.") % {"email": ended.email}
    messages.success(request, told)
    return redirect("accounts:organisation", pk=ended.organisation_id)


def _away(request: HttpRequest, user_id: int, organisation_id: int) -> HttpResponse:
    if request.user.pk == user_id:  # one's own role has ended: its page is no longer there
        return redirect("home")
    return redirect("accounts:organisation", pk=organisation_id)
