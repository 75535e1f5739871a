# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show the forum, call its meetings, give and finish its tasks."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kotipesa_web.core.permissions import is_allowed, require
from kotipesa_web.forum import commands, queries, tables
from kotipesa_web.forum.forms import MeetingForm, TaskForm


@require_safe
def forum(request: HttpRequest) -> HttpResponse:
    """Show who is in, when we meet, and what is to be done."""
    viewer = request.viewer  # type: ignore[attr-defined]
    page = {
        "meetings": list(queries.coming_meetings(viewer)[:3]),
        "members": tables.members_table(queries.members_for(viewer)),
        "tasks": tables.tasks_table(queries.tasks_for(viewer)),
        "mine": list(queries.my_tasks(viewer)),
        "leads": is_allowed(viewer.role, "lead_forum"),
        "acts": is_allowed(viewer.role, "do_tasks"),
    }
    return render(request, "forum/forum.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def call_meeting(request: HttpRequest) -> HttpResponse:
    """Call a meeting."""
    require(request.viewer, "lead_forum")  # type: ignore[attr-defined]
    form = MeetingForm(request.POST or None)
    return _asked(request, form, _("Call a meeting"), commands.call_meeting)


@require_http_methods(["GET", "HEAD", "POST"])
def give_task(request: HttpRequest) -> HttpResponse:
    """Give a task."""
    viewer = request.viewer  # type: ignore[attr-defined]
    require(viewer, "lead_forum")
    form = TaskForm(viewer, request.POST or None)
    return _asked(request, form, _("Give a task"), commands.give_task)


@require_POST
def finish_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a task done."""
    commands.finish_task(viewer=request.viewer, pk=pk)  # type: ignore[attr-defined]
    messages.success(request, _("The task is done."))
    return redirect("forum:forum")


def _asked(
    request: HttpRequest, form: forms.Form, title: str, act: Callable[..., Any]
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            act(viewer=request.viewer, **form.cleaned_data)  # type: ignore[attr-defined]
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            return redirect("forum:forum")
    return render(request, "forum/asked.html", {"form": form, "title": title})
