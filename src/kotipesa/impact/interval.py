# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Carry a figure and the interval it is believed in through arithmetic."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kotipesa.vocab import Factor


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure ≥ 0 with 0 ≤ low ≤ value ≤ high.

    Sums, products and quotients of such figures rise or fall with each of them, so the interval of
    the result comes from the ends alone (monotone interval arithmetic); figures that depend on
    each other get an interval that is too wide, never too narrow.
    """

    value: float
    low: float
    high: float

    def __add__(self, other: "Interval") -> "Interval":
        return Interval(self.value + other.value, self.low + other.low, self.high + other.high)

    def __mul__(self, other: "Interval") -> "Interval":
        return Interval(self.value * other.value, self.low * other.low, self.high * other.high)

    def __truediv__(self, other: "Interval") -> "Interval":
        return Interval(self.value / other.value, self.low / other.high, self.high / other.low)


def exactly(value: float) -> Interval:
    """Take a figure as certain."""
    return Interval(float(value), float(value), float(value))


def of_factor(factor: Factor) -> Interval:
    """Take the value and the interval of a factor."""
    return Interval(factor.value, factor.low, factor.high)


def falling(function: Callable[[float], float], of: Interval) -> Interval:
    """Apply a function that never rises: its low end comes from the high end of its argument."""
    return Interval(function(of.value), function(of.high), function(of.low))


def widened(first: Interval, others: Iterable[Interval]) -> Interval:
    """Keep the first value and let the interval hold all the others too."""
    every = (first, *others)
    low, high = min(one.low for one in every), max(one.high for one in every)
    return Interval(first.value, low, high)
