# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Solve the whole model of a small region with every arc written out, as a second opinion.

Nothing here is shared with the room that makes plans, the solver binding included: ``judge`` asks
a child process, since two copies of one solver in a process disturb each other.
"""

from kotipesa.testing.referee.answer import Answer, Flow, Stock
from kotipesa.testing.referee.judge import Verdict, judge
from kotipesa.testing.referee.model import solve
from kotipesa.testing.referee.paper import write_answer

__all__ = ["Answer", "Flow", "Stock", "Verdict", "judge", "solve", "write_answer"]
