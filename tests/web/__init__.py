# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Test the platform. Django is set up here, so that tests of the engine run without it."""

import os

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "web.settings"
django.setup()
