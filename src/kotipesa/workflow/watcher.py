# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell whoever waits how far the work is."""

from typing import Protocol


class Watcher(Protocol):
    """Whoever wants to hear how far the work is."""

    def stage(self, name: str) -> None:
        """Hear that a stage begins: read, plan, write or estimate."""

    def round(self, number: int, cost_eur: float, bound_eur: float) -> None:
        """Hear what the best plan so far costs, and what any plan must cost at least."""


class _Nobody:
    def stage(self, name: str) -> None:
        """Let it pass."""

    def round(self, number: int, cost_eur: float, bound_eur: float) -> None:
        """Let it pass."""


NOBODY = _Nobody()
