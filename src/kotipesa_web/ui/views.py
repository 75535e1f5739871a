# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Answer the pages every service has: language, accessibility, feedback, about."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.i18n import set_language

from kotipesa_web.ui import commands, queries
from kotipesa_web.ui.components import example_page
from kotipesa_web.ui.feedback import FeedbackForm, feedback_table
from kotipesa_web.ui.guide import contents, read_page


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Change the language of the pages, and of the person's mails when signed in."""
    chosen = request.POST.get("language", "")
    viewer = request.viewer  # type: ignore[attr-defined]
    if viewer.is_signed_in and chosen in dict(settings.LANGUAGES):
        commands.choose_language(viewer, language=chosen)
    return set_language(request)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Show the accessibility statement."""
    return render(request, "ui/accessibility.html")


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Show what this is, its licence and its sources."""
    return render(request, "ui/about.html")


@require_safe
def guide(request: HttpRequest, page: str = "index") -> HttpResponse:
    """Show a page of the guide in the reader's language."""
    spoken = get_language() or settings.LANGUAGE_CODE
    try:
        found = read_page(page, spoken)
    except LookupError as missing:
        raise Http404 from missing
    return render(request, "ui/guide.html", {"page": found, "contents": contents(spoken)})


@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest) -> HttpResponse:
    """Take feedback in."""
    form = FeedbackForm(request.POST or None, initial={"page": request.GET.get("page", "")})
    if request.method == "POST" and form.is_valid():
        commands.send_feedback(request.viewer, **form.cleaned_data)  # type: ignore[attr-defined]
        messages.success(request, _("Thank you. Your feedback has been received."))
        return redirect("ui:feedback")
    return render(request, "ui/feedback.html", {"form": form})


@require_safe
def feedback_received(request: HttpRequest) -> HttpResponse:
    """Show administrators what has been told, what waits for an answer first."""
    received = queries.feedback_for(request.viewer)  # type: ignore[attr-defined]
    shown = {
        "waiting": received.filter(answered_at=None),
        "table": feedback_table(received.exclude(answered_at=None)[:200]),
    }
    return render(request, "ui/feedback_received.html", shown)


@require_POST
def feedback_answered(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a message answered."""
    commands.mark_answered(request.viewer, pk=pk)  # type: ignore[attr-defined]
    return redirect("ui:feedback_received")


@require_http_methods(["GET", "HEAD", "POST"])
def components(request: HttpRequest) -> HttpResponse:
    """Show every component, on installations that are not live."""
    if settings.LIVE:
        raise Http404
    return render(request, "ui/components.html", example_page(request))
