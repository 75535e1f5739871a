# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find the place of a bounded polytope nearest to a target, knowing only its farthest corners.

Wolfe's method (1976): finite and exact, and the nearest place is one, so a rule built on it gives
one answer where a linear program has many.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Numbers

_MOST_STEPS = 1000


@dataclass(frozen=True, eq=False, slots=True)
class Corner:
    """A corner of the polytope, and whatever else came with it and mixes alike."""

    place: Numbers
    rest: Numbers


Farthest = Callable[[Numbers], Corner]


def nearest(target: Numbers, farthest: Farthest, tolerance: float) -> Corner:
    """Mix corners into the place nearest to the target; farthest: the corner in a direction."""
    corners = [farthest(target)]
    weights = np.ones(1)
    for _ in range(_MOST_STEPS):
        place = weights @ _places(corners)
        direction = target - place
        corner = farthest(direction)
        length = float(np.sqrt(direction @ direction))
        if direction @ (corner.place - place) <= tolerance * length:
            break
        corners.append(corner)
        corners, weights = _reduced(corners, np.append(weights, 0.0), target)
    return Corner(weights @ _places(corners), weights @ np.array([c.rest for c in corners]))


def _places(corners: list[Corner]) -> Numbers:
    return np.array([corner.place for corner in corners])


def _reduced(
    corners: list[Corner], weights: Numbers, target: Numbers
) -> tuple[list[Corner], Numbers]:
    """Walk to the nearest place of the corners' span, dropping corners at the border."""
    while True:
        wanted = _affine(_places(corners) - target)
        if (wanted > -1e-12).all():
            kept = np.maximum(wanted, 0.0)
            return corners, kept / kept.sum()
        falls = wanted < weights
        steps = np.full(len(weights), np.inf)
        outside = falls & (wanted <= -1e-12)
        steps[outside] = weights[outside] / (weights - wanted)[outside]
        weights = weights + min(1.0, float(steps.min())) * (wanted - weights)
        gone = outside & (steps <= steps.min() * (1 + 1e-12))
        corners = [corner for corner, left in zip(corners, ~gone, strict=True) if left]
        weights = weights[~gone] / weights[~gone].sum()


def _affine(offsets: Numbers) -> Numbers:
    """Weight places, adding up to 1, so that their mix is nearest to the origin."""
    scale = max(float(np.abs(offsets).max()), 1e-300)
    gram = (offsets / scale) @ (offsets / scale).T
    count = len(gram)
    system = np.ones((count + 1, count + 1))
    system[:count, :count] = gram
    system[count, count] = 0.0
    wanted = np.append(np.zeros(count), 1.0)
    return np.asarray(np.linalg.lstsq(system, wanted, rcond=None)[0][:count])
