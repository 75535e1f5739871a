# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Test the platform. Django is set up here, so that tests of the engine run without it."""

import os

import django

from set_up import translations

os.environ["DJANGO_SETTINGS_MODULE"] = "web.settings"
if "PYTEST_XDIST_WORKER" not in os.environ:  # once for all processes of a run
    translations.compile_all()
django.setup()
del os.environ["DJANGO_SETTINGS_MODULE"]  # or a worker would begin its settings inside themselves
