# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the figures of an impact, each with its interval, unit, formula and factors."""

from dataclasses import asdict, dataclass
from typing import Any, Literal, TypeAlias

from kotipesa.impact.interval import Interval
from kotipesa.vocab import unverified

Kind: TypeAlias = Literal["fact", "caused", "avoided"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of an impact.

    kind: ``caused`` and ``avoided`` stand apart and are never netted; ``fact`` is neither.
    factors: ids of the vocabulary; formula: how it was reckoned, in ids of figures and factors.
    """

    id: str
    value: float
    low: float
    high: float
    unit: str
    kind: Kind
    factors: tuple[str, ...]
    formula: str


@dataclass(frozen=True, slots=True)
class Impact:
    """The figures of an impact, in the order they are shown."""

    figures: tuple[Figure, ...]

    def __getitem__(self, figure_id: str) -> Figure:
        """Give one figure; raises KeyError for an id there is none of."""
        return {figure.id: figure for figure in self.figures}[figure_id]

    def values(self) -> dict[str, float]:
        """Give the value of each figure by id."""
        return {figure.id: figure.value for figure in self.figures}

    def rows(self) -> list[dict[str, Any]]:
        """Give the ``impact`` entry of ``plan.json``: one object a figure."""
        return [asdict(figure) for figure in self.figures]

    @property
    def factors(self) -> tuple[str, ...]:
        """Name every factor that was used, once each."""
        used = [factor for figure in self.figures for factor in figure.factors]
        return tuple(dict.fromkeys(used))

    @property
    def unverified(self) -> tuple[str, ...]:
        """Name the factors used that no fitting source has verified."""
        return unverified(self.factors)


def figure(
    figure_id: str,
    amount: Interval,
    unit: str,
    kind: Kind,
    formula: str,
    factors: tuple[str, ...] = (),
) -> Figure:
    """Make a figure of an interval."""
    return Figure(
        figure_id, amount.value, amount.low, amount.high, unit, kind, tuple(factors), formula
    )
