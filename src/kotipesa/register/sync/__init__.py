# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Keep a region in step with the systems its rows come from: what changed there, here, on both."""

from kotipesa.register.sync.changes import Cells, Changes
from kotipesa.register.sync.fates import OURS, OUTCOMES, THEIRS
from kotipesa.register.sync.folder import Rules, sync_folder
from kotipesa.register.sync.sync import Synced, sync

TAKES = (THEIRS, OURS)

__all__ = [
    "OURS",
    "OUTCOMES",
    "TAKES",
    "Cells",
    "Changes",
    "Rules",
    "Synced",
    "sync",
    "sync_folder",
]
