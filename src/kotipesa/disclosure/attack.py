# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Attack a published table as a reader would: how closely can each withheld figure be told."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import linprog

from kotipesa.arrays import Flags, Numbers
from kotipesa.disclosure.suppress import Published


class Told(NamedTuple):
    """What a reader can be sure of in the protected part of figures: tonnes between low and high.

    Shown figures have low = high; high is infinite where nothing shown limits a figure.
    """

    low_t: Numbers
    high_t: Numbers


def attack(published: Published, own_t: Numbers | None = None) -> Told:
    """Work out each withheld figure from the shown ones by two linear programmes a figure.

    own_t: by figure, what the reader itself has in the protected part; the answer is then of what
    the others have. Meant for auditing: a table of some hundred withheld figures takes seconds.
    """
    hidden = published.is_withheld
    protected_t = np.where(hidden, np.nan, published.shown_t - published.open_t)
    own_t = np.zeros(hidden.shape) if own_t is None else own_t
    cells = (slice(None, -1),) * hidden.ndim
    unknown = np.flatnonzero(hidden[cells])
    parts = np.array([_cells_of(hidden.shape, place)[unknown] for place in range(hidden.size)])
    known_t = np.where(hidden, 0.0, protected_t)[cells].ravel()
    rows = np.flatnonzero(~hidden.ravel() & parts.any(axis=1)).tolist()
    rests_t = [protected_t.flat[row] - known_t[_cells_of(hidden.shape, row)].sum() for row in rows]
    floor_t = own_t[cells].ravel()[unknown]
    low_t, high_t = protected_t.copy(), protected_t.copy()
    for place in np.flatnonzero(hidden).tolist():
        around_t = known_t[_cells_of(hidden.shape, place)].sum()
        low, high = (
            _end(sign * parts[place], parts[rows], rests_t, floor_t) * sign for sign in (1.0, -1.0)
        )
        low_t.flat[place], high_t.flat[place] = around_t + low, around_t + high
    return Told(low_t - own_t, high_t - own_t)


def _cells_of(shape: tuple[int, ...], place: int) -> Flags:
    """Tell the cells, flat, that a flat figure is the sum of."""
    inside = np.zeros([size - 1 for size in shape], dtype=np.bool_)
    index = np.unravel_index(place, shape)
    inside[tuple(slice(None) if i == n - 1 else i for i, n in zip(index, shape, strict=True))] = (
        True
    )
    return inside.ravel()


def _end(aim: Numbers, rows: Flags, rests_t: Sequence[float], floor_t: Numbers) -> float:
    """Give the least a sum of unknown cells can be; minus infinity where nothing limits it."""
    found = linprog(
        aim,
        A_eq=rows.astype(np.float64) if len(rows) else None,
        b_eq=rests_t if len(rows) else None,
        bounds=[(floor, None) for floor in floor_t],
    )
    return -np.inf if found.fun is None else float(found.fun)
