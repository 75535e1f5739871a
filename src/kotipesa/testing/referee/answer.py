# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold what the referee found."""

from dataclasses import dataclass

from kotipesa.testing.referee.arcs import Arc
from kotipesa.testing.referee.offers import Grade


@dataclass(frozen=True, slots=True)
class Flow:
    """Tonnes on an arc."""

    arc: Arc
    tonnes: float


@dataclass(frozen=True, slots=True)
class Stock:
    """Tonnes of a grade in a store at the end of a month."""

    store: int
    grade: Grade
    month: int
    tonnes: float


@dataclass(frozen=True, slots=True)
class Answer:
    """The optimum of a region; prices: what one more tonne of each planned lot costs."""

    status: str
    objective_eur: float = float("nan")
    flows: tuple[Flow, ...] = ()
    stocks: tuple[Stock, ...] = ()
    unmet_t: tuple[tuple[int, float], ...] = ()
    prices: tuple[tuple[int, float], ...] = ()
