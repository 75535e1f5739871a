# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Compare three versions of a table column by column: last seen there, here now, there now."""

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from kotipesa.arrays import Small, Texts

SAME, TAKEN, KEPT, ALIKE, CONFLICT = range(5)
"""Changed nowhere, there only, here only, on both sides alike, on both sides differently."""

ONE_THING = (
    ("amount", "unit", "amount_low", "amount_high"),
    ("from", "to"),
    ("realised_from", "realised_to"),
    ("x", "y", "crs"),
)
"""Columns that mean something only together: one half from each side would be nobody's word."""


def three_way(
    last: Mapping[str, Texts], here: Mapping[str, Texts], there: Mapping[str, Texts]
) -> dict[str, Small]:
    """Decide each cell by who changed it since last time; all three hold the same columns.

    The texts are meanings. Where here and there are exchanged, TAKEN and KEPT are exchanged and
    all else stays.
    """
    decided: dict[str, Small] = {}
    for group in _groups(there):
        changed_there = np.any([there[name] != last[name] for name in group], axis=0)
        changed_here = np.any([here[name] != last[name] for name in group], axis=0)
        alike = np.all([here[name] == there[name] for name in group], axis=0)
        both = changed_here & changed_there
        whole = np.select(
            [both & alike, both, changed_there, changed_here],
            [ALIKE, CONFLICT, TAKEN, KEPT],
            SAME,
        )
        for name in group:
            agreed = here[name] == there[name]
            still = agreed & (here[name] == last[name])
            cell = np.where(agreed & (whole == CONFLICT), ALIKE, whole)
            decided[name] = np.where(still, SAME, cell).astype(np.int8)
    return decided


def _groups(names: Iterable[str]) -> Iterator[list[str]]:
    """Put columns that are one thing together, every other by itself."""
    listed = list(names)
    for group in ONE_THING:
        if present := [name for name in group if name in listed]:
            yield present
    together = {name for group in ONE_THING for name in group}
    yield from ([name] for name in listed if name not in together)
