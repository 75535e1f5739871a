# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Say what the middleware of accounts puts on every request."""

from django.http import HttpRequest

from kotipesa_web.core.viewer import Viewer


class ViewedRequest(HttpRequest):
    """A request that knows who looks."""

    viewer: Viewer
