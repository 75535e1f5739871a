# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Compare a plan with what it is measured against."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Saving:
    """A difference with both its terms: saved = baseline − planned, negative when it costs more.

    share: saved part of the baseline; None when the baseline is 0.
    """

    id: str
    baseline: float
    planned: float

    @property
    def saved(self) -> float:
        """Subtract the plan from the baseline."""
        return self.baseline - self.planned

    @property
    def share(self) -> float | None:
        """Give the saved part of the baseline."""
        return self.saved / self.baseline if self.baseline else None


def savings(planned: Mapping[str, float], baseline: Mapping[str, float]) -> tuple[Saving, ...]:
    """Subtract, figure by figure, what both know: ids as in an impact, or such as objective_eur."""
    return tuple(
        Saving(figure_id, baseline[figure_id], value)
        for figure_id, value in planned.items()
        if figure_id in baseline
    )
