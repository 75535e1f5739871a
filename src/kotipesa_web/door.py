# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Open the platform's command line: ``kotipesa-web migrate``, ``serve``, ``work`` and more."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run one command of the platform; a file it cannot reach is named, and no more said."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kotipesa_web.settings")
    try:
        execute_from_command_line(sys.argv)
    except OSError as error:
        if error.filename is None or "--traceback" in sys.argv:
            raise
        sys.exit(f"{error.filename}: {error.strerror}")
