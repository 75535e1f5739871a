# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hand out stored files: always to be saved, never shown as a page of ours."""

from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_GET

from kotipesa_web.core.stored.commands import hand_out
from kotipesa_web.core.stored.disk import place_of


@require_GET
def stored_file(request: HttpRequest, pk: int) -> FileResponse:
    """Send a file as an attachment that no browser runs."""
    stored = hand_out(viewer=request.viewer, pk=pk)  # type: ignore[attr-defined]
    response = FileResponse(
        place_of(stored.sha256).open("rb"),
        as_attachment=True,
        filename=stored.original_name,
        content_type=stored.media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
