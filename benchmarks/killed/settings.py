# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Set the platform up with the tables and jobs of the killings; leases are short."""

from kotipesa_web.settings import *  # noqa: F403
from kotipesa_web.settings import INSTALLED_APPS

INSTALLED_APPS = ["killed", *INSTALLED_APPS]
KOTIPESA_JOB_LEASE_S = 1.0
KOTIPESA_JOB_BEAT_S = 0.2
