# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Make small tables of contributions, and ask what every reader can tell of them."""

import numpy as np
from hypothesis import strategies as st

from kotipesa.disclosure import Contributions, attack
from kotipesa.disclosure.suppress import COMPLEMENT


def table(rows, shape, sealed=None):
    """Make contributions of (cell, owner, tonnes) rows, all sealed unless told."""
    cells, owners, amounts = zip(*rows, strict=True)
    flags = np.ones(len(rows), dtype=bool) if sealed is None else np.array(sealed)
    return Contributions(
        shape=shape,
        cell=np.array(cells).reshape(len(rows), len(shape)),
        owner=np.array(owners, dtype=object),
        amount_t=np.array(amounts, dtype=np.float64),
        is_protected=flags,
    )


@st.composite
def tables(draw, shapes):
    """Draw a table of a few owners, some of it public."""
    shape = draw(st.sampled_from(shapes))
    cell = st.tuples(*(st.integers(0, size - 1) for size in shape))
    amount = st.integers(0, 1_000) | st.sampled_from([1, 100_000])
    row = st.tuples(cell, st.sampled_from("ABCDEF"), amount)
    rows = draw(st.lists(row, min_size=1, max_size=25))
    is_sealed = st.lists(st.integers(0, 4).map(bool), min_size=len(rows), max_size=len(rows))
    return table(rows, shape, draw(is_sealed))


def too_closely_told(given, published, blur, reader=None):
    """List the unsafe figures that a reader (an owner, None for outside) tells within the blur."""
    mine = given.is_protected & (given.owner == reader)
    others_t = given.sums_t(given.is_protected & ~mine)
    told = attack(published, given.sums_t(mine))
    is_unsafe = published.is_withheld & (published.reason != COMPLEMENT) & (others_t > 0)
    spare_t = 1e-6 * (1 + others_t.max())
    is_close = told.low_t > (1 - blur) * others_t + spare_t
    is_close |= told.high_t < (1 + blur) * others_t - spare_t
    return [tuple(place) for place in np.argwhere(is_unsafe & is_close).tolist()]
