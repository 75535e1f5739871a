# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Spread independent pieces of work over processes or machines, and lose nothing that is done.

A piece is a number, and a result what JSON can hold, so that the same results come back from any
backend, in any order, today or when an interrupted sweep is taken up again.
"""

from kotipesa.scenarios.sweep.kept import KeptResults
from kotipesa.scenarios.sweep.sweep import Heard, Sweep

__all__ = ["Heard", "KeptResults", "Sweep"]
