# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell how firm each move is: in how many scenarios it happens, and with how many tonnes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Flags, Indices, Numbers, Texts, take, texts
from kotipesa.region import Region
from kotipesa.region.tables import ROLES
from kotipesa.scenarios.packing import Pairs

LOW, MEDIAN, HIGH = 0.1, 0.5, 0.9
SAFE_SHARE = 0.95
"""A move of the base plan is safe to agree as far as at least this share of scenarios carry it."""

_KG = 1000.0


@dataclass(frozen=True, eq=False, slots=True)
class FirmMoves:
    """Pairs of places between which something goes in the base plan or in any scenario.

    base_t: tonnes in the base plan; share: of the scenarios in which the pair is used; low_t,
    median_t, high_t: over all scenarios, 0 where it is not used; safe_t: what is safe to agree
    today, 0 for nothing. Sorted by from and to.
    """

    from_kind: Texts
    from_id: Texts
    to_kind: Texts
    to_id: Texts
    base_t: Numbers
    share: Numbers
    low_t: Numbers
    median_t: Numbers
    high_t: Numbers
    safe_t: Numbers

    def __len__(self) -> int:
        """Count the pairs."""
        return len(self.share)


def firm_moves(region: Region, base: Pairs, played: Sequence[Pairs]) -> tuple[FirmMoves, float]:
    """Weigh every move over scenarios; give also the share of those that carry all safe tonnes."""
    names, kinds = _places(region)
    size = len(names)
    all_of_them = [base, *played]
    key = np.concatenate([p.start.astype(np.int64) * size + p.end for p in all_of_them])
    kg = np.concatenate([p.kg for p in all_of_them])
    scenario = np.repeat(np.arange(-1, len(played)), [len(p.kg) for p in all_of_them])
    pair, row = np.unique(key, return_inverse=True)
    base_kg = np.bincount(row[scenario < 0], weights=kg[scenario < 0], minlength=len(pair))
    row, kg, scenario = row[scenario >= 0], kg[scenario >= 0], scenario[scenario >= 0]
    spread = _Spread(row, kg, len(pair), len(played))
    safe_kg = np.minimum(base_kg, spread.reached_by(1 - SAFE_SHARE))
    start, end = pair // size, pair % size
    moves = FirmMoves(
        from_kind=kinds[start],
        from_id=names[start],
        to_kind=kinds[end],
        to_id=names[end],
        base_t=base_kg / _KG,
        share=spread.used / max(1, len(played)),
        low_t=spread.reached_by(LOW) / _KG,
        median_t=spread.reached_by(MEDIAN) / _KG,
        high_t=spread.reached_by(HIGH) / _KG,
        safe_t=safe_kg / _KG,
    )
    together = _carry_all(safe_kg, row, kg, scenario, len(played))
    order = np.lexsort(
        [_rank(c) for c in (moves.to_id, moves.to_kind, moves.from_id, kinds[start])]
    )
    return take(moves, order), float(together.mean()) if len(played) else 0.0


class _Spread:
    """Kilograms of each pair over scenarios, most of which are 0."""

    def __init__(self, row: Indices, kg: Indices, pairs: int, scenarios: int) -> None:
        order = np.lexsort((kg, row))
        self._kg, self._scenarios = kg[order], scenarios
        self.used = np.bincount(row, minlength=pairs)
        self._start = np.cumsum(self.used) - self.used

    def reached_by(self, share: float) -> Numbers:
        """Give the least kilograms that this share of the scenarios does not exceed."""
        rank = max(1, int(np.ceil(share * self._scenarios - 1e-9)))  # the rank-th least of all
        place = rank - 1 - (self._scenarios - self.used)
        there = (place >= 0) & (self.used > 0)
        value = np.zeros(len(self.used))
        value[there] = self._kg[(self._start + place)[there]]
        return value


def _carry_all(
    safe_kg: Numbers, row: Indices, kg: Indices, scenario: Indices, scenarios: int
) -> Flags:
    """Tell which scenarios carry at least the safe kilograms of every pair."""
    kept = (safe_kg[row] > 0) & (kg >= safe_kg[row])
    count = np.bincount(scenario[kept], minlength=scenarios)
    return np.asarray(count == int((safe_kg > 0).sum()))


def _places(region: Region) -> tuple[Texts, Texts]:
    """Name every place and its kind: lots, then facilities."""
    roles = texts(ROLES)[region.facilities.role]
    names = np.concatenate([region.lots.id, region.facilities.id])
    return names, np.concatenate([texts(["lot"] * len(region.lots)), roles])


def _rank(column: Texts) -> Indices:
    return np.asarray(np.unique(column, return_inverse=True)[1])
