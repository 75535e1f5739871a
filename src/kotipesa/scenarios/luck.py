# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Draw numbers that depend on a name and a few whole numbers, and on nothing else.

So a lot is as lucky in scenario 17 whatever other lots there are, in whatever order and wherever
scenarios are drawn. The mixing is splitmix64 (Steele, Lea and Flood 2014, OOPSLA).
"""

from hashlib import blake2b
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from kotipesa.arrays import Numbers, Texts

Marks: TypeAlias = NDArray[np.uint64]

_STEP = 0x9E37_79B9_7F4A_7C15
_FIRST, _SECOND = 0xBF58_476D_1CE4_E5B9, 0x94D0_49BB_1331_11EB
_ALL = (1 << 64) - 1
_BITS = 53  # of a float's fraction


def marks(names: Texts, kind: str) -> Marks:
    """Turn the names of things of one kind into numbers to draw by."""
    digests = [blake2b(f"{kind}\x1f{name}".encode(), digest_size=8).digest() for name in names]
    return np.frombuffer(b"".join(digests), dtype="<u8").astype(np.uint64)


def luck(of: Marks, *numbers: int) -> Numbers:
    """Draw a number between 0 and 1, never either, for each mark."""
    state = of.copy()
    for number in numbers:
        state = _mixed(state ^ np.uint64(number * _STEP & _ALL))
    fraction = (state >> np.uint64(64 - _BITS)).astype(np.float64)
    return np.asarray((fraction + 0.5) * 2.0**-_BITS)


def _mixed(state: Marks) -> Marks:
    state = state + np.uint64(_STEP)
    state = (state ^ (state >> np.uint64(30))) * np.uint64(_FIRST)
    state = (state ^ (state >> np.uint64(27))) * np.uint64(_SECOND)
    return state ^ (state >> np.uint64(31))
