# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Change batches: bring files, tell their columns, mend cells, accept, take back."""

from kotipesa_web.intake.commands.accepting import accept
from kotipesa_web.intake.commands.bringing import bring_in
from kotipesa_web.intake.commands.mending import correct, decide, leave_out, refuse
from kotipesa_web.intake.commands.telling import set_mapping
from kotipesa_web.intake.commands.undoing import undo
from kotipesa_web.intake.commands.uploading import Given, upload

__all__ = [
    "Given",
    "accept",
    "bring_in",
    "correct",
    "decide",
    "leave_out",
    "refuse",
    "set_mapping",
    "undo",
    "upload",
]
