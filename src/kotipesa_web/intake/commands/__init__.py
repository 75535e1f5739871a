# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Change batches: bring files, tell their columns, mend cells, accept, take back."""

from kotipesa_web.intake.commands.accepting import accept, ask_to_accept, is_large
from kotipesa_web.intake.commands.bringing import bring_in
from kotipesa_web.intake.commands.keeping import drop_mapping, rename_mapping
from kotipesa_web.intake.commands.likening import find_alike, judge_alike
from kotipesa_web.intake.commands.mending import correct, decide, leave_out, refuse
from kotipesa_web.intake.commands.telling import set_mapping, set_table
from kotipesa_web.intake.commands.undoing import undo
from kotipesa_web.intake.commands.uploading import Given, read, upload

__all__ = [
    "Given",
    "accept",
    "ask_to_accept",
    "bring_in",
    "correct",
    "decide",
    "drop_mapping",
    "find_alike",
    "is_large",
    "judge_alike",
    "leave_out",
    "read",
    "refuse",
    "rename_mapping",
    "set_mapping",
    "set_table",
    "undo",
    "upload",
]
