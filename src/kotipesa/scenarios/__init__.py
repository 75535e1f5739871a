# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Plan a region many times as it may turn out: how sure is each move, and what is to expect."""

from kotipesa.scenarios.firmness import FirmMoves
from kotipesa.scenarios.scenarios import Asked, Scenarios, play
from kotipesa.scenarios.sweep import Heard, Sweep
from kotipesa.scenarios.variation import KINDS, Variation, read_variation, shipped_variation

__all__ = [
    "KINDS",
    "Asked",
    "FirmMoves",
    "Heard",
    "Scenarios",
    "Sweep",
    "Variation",
    "play",
    "read_variation",
    "shipped_variation",
]
