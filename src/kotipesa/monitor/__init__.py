# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold what was hauled against what was planned: by move, month, store and municipality."""

from kotipesa.monitor.follow import follow
from kotipesa.monitor.tables import Followed

__all__ = ["Followed", "follow"]
