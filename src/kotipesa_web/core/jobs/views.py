# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show how far a job is, to people and programs, and let it be cancelled."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from kotipesa_web.core.jobs.commands import cancel
from kotipesa_web.core.jobs.models import Job, JobState
from kotipesa_web.core.jobs.problems import from_rows
from kotipesa_web.core.jobs.queries import job_for
from kotipesa_web.core.jobs.registry import title_of

TOLD = ("id", "kind", "state", "progress", "message", "result", "problems")


@require_GET
def job_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a job: a page, the part of one that htmx asks for, or JSON."""
    job = job_for(request.viewer, pk)  # type: ignore[attr-defined]
    if request.accepts("text/html"):
        return _part(request, job) if request.htmx else _page(request, job)  # type: ignore[attr-defined]
    return JsonResponse({name: getattr(job, name) for name in TOLD})


@require_POST
def job_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel a job; its page shows so, which a page that asks each second learns by itself."""
    job = cancel(viewer=request.viewer, pk=pk)  # type: ignore[attr-defined]
    return HttpResponse(status=204) if request.htmx else redirect("job", pk=job.pk)  # type: ignore[attr-defined]


def _page(request: HttpRequest, job: Job) -> HttpResponse:
    return render(request, "core/job_page.html", _context(job))


def _part(request: HttpRequest, job: Job) -> HttpResponse:
    """Show the part that changes; a job that is done opens what came of it, or the page anew."""
    context = {**_context(job), "is_news": request.GET.get("heard") != job.news}
    response = render(request, "core/job_part.html", context)
    if job.state == JobState.DONE:
        url = job.result.get("url")
        response["HX-Redirect" if url else "HX-Refresh"] = url or "true"
    return response


def _context(job: Job) -> dict[str, object]:
    title = title_of(job.kind, job.params.get("name", ""))
    return {"job": job, "title": title, "problems": from_rows(job.problems)}
