# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Name the refusals of the platform; ``ui.refusals`` turns them into pages, ``api`` into problems.

    Exception
    ├── Refused      the viewer may not do this                       403
    ├── Hidden       there is no such row, as far as the viewer knows  404
    └── Conflict     somebody else changed the row meanwhile           409

What is wrong with what was typed is a ``kotipesa.errors.InputError`` or a ``ValidationError``.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404


class Refused(PermissionDenied):
    """The viewer may not do this."""


class Hidden(Http404):
    """There is no such row, as far as the viewer knows."""


class Conflict(Exception):  # noqa: N818 - said of two people, not of a fault
    """Somebody else changed the row meanwhile; it carries the row as it is now."""

    def __init__(self, present: Any, typed: dict[str, Any]) -> None:
        """Keep the row as it stands and what was typed."""
        super().__init__("the row was changed meanwhile")
        self.present = present
        self.typed = typed
