# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Open the platform's command line: ``kotipesa-web migrate``, ``serve``, ``work`` and more."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run one command of the platform."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kotipesa_web.settings")
    execute_from_command_line(sys.argv)
